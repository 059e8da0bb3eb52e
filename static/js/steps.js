// The card of the statement under the pointer, or in focus, in an issue's chart: its words, without leaving the chart.

const kept = new Map();
let shown = null, waiting;
const card = () => document.getElementById("step-card");
const step = (event) => event.target.closest?.(".standing .step[href]");

function soon(what) {
  clearTimeout(waiting);
  waiting = setTimeout(what, 120);
}

function hide() {
  shown = null;
  if (card()?.matches(":popover-open")) card().hidePopover();
}

async function words(dot) {
  const address = `${dot.href.baseVal}card/`;
  if (!kept.has(address)) kept.set(address, fetch(address).then((answer) => (answer.ok ? answer.text() : "")).catch(() => ""));
  const markup = await kept.get(address);
  if (!markup) kept.delete(address); // asked again next time
  return markup;
}

async function show(dot) {
  if (!card() || shown === dot) return;
  shown = dot;
  const markup = await words(dot);
  if (shown !== dot || !dot.isConnected) return;
  if (!markup) return hide(); // its title says who and when
  const box = card();
  box.innerHTML = markup;
  if (!box.matches(":popover-open")) box.showPopover();
  const at = dot.querySelector(".step__dot").getBoundingClientRect();
  const below = at.bottom + 8 + box.offsetHeight <= innerHeight || at.top - 8 - box.offsetHeight < 0;
  box.style.insetInlineStart = `${Math.max(8, Math.min(at.left - 24, document.documentElement.clientWidth - box.offsetWidth - 8))}px`;
  box.style.insetBlockStart = `${below ? at.bottom + 8 : at.top - 8 - box.offsetHeight}px`;
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch" || event.buttons) return;
  const dot = step(event);
  if (dot) return soon(() => show(dot));
  if (event.target.closest?.("#step-card")) return clearTimeout(waiting);
  if (shown) soon(hide);
});
document.addEventListener("focusin", (event) => {
  const dot = step(event);
  if (dot) show(dot);
  else if (shown && !card().contains(event.target)) hide();
});
document.addEventListener("scroll", () => { if (shown && !card().contains(document.activeElement)) hide(); }, { passive: true });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
