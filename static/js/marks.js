// The marks of a picture, the card of the one in focus, its item in the list; and the keyboard.

import { act, button, explorer } from "./page.js";
import { isAsking, isPage } from "./requests.js";
import { follow, isDragging } from "./windows.js";

const marks = () => [...document.querySelectorAll(".picture .mark[href]")];
export const slugOf = (mark) => mark.id.slice("mark-".length);
const middle = (mark) => { const box = mark.querySelector(".mark__reach").getBoundingClientRect(); return box.left + box.width / 2; };

export function rove(current) {
  const all = marks();
  current ??= all.find((one) => one === document.activeElement) ?? all[0];
  for (const one of all) one.tabIndex = one === current ? 0 : -1;
}

let last = ""; // the mark that was in focus last: j and k go on from there
function step(by) {
  const inTime = marks().map((one) => [middle(one), one]).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
  const at = inTime.indexOf(document.activeElement.closest?.(".mark") ?? document.getElementById(last));
  const next = inTime[at < 0 ? (by > 0 ? 0 : inTime.length - 1) : at + by];
  if (next) next.focus();
}
rove();

// ---- the focus card

const kept = new Map();
let cardFor = null;
let left = null; // the mark that gets the focus back as its card is closed
const card = () => document.getElementById("focus-card");
const cardIsOpen = () => card()?.matches(":popover-open");

export function hideCard() {
  cardFor = null;
  if (cardIsOpen()) card().hidePopover();
}

function leaveCard() {
  const mark = cardFor;
  const wasInside = card()?.contains(document.activeElement);
  hideCard();
  if (wasInside) { left = mark; mark?.focus(); }
}

async function words(mark) {
  const slug = slugOf(mark);
  const listed = document.getElementById(`item-${slug}`);
  if (listed) return listed.innerHTML;
  // Its statements are chosen as in the list; a small timeline's question is its link's.
  const question = mark.closest(".small-timeline")?.querySelector("figcaption a") ?? location;
  const asked = new URLSearchParams([...new URLSearchParams(question.search)].filter(([name]) => ["issue", "official", "stance", "speech", "verification"].includes(name)));
  const address = `/meetings/${slug}/card/?${asked}`;
  if (!kept.has(address)) kept.set(address, fetch(address).then((answer) => (answer.ok ? answer.text() : "")).catch(() => ""));
  const markup = await kept.get(address);
  if (markup && !isPage(markup)) return markup;
  kept.delete(address); // asked again next time
  return "";
}

// A card that did not come.
function fillCard(box, mark, markup) {
  if (markup) return void (box.innerHTML = markup);
  const said = document.createElement("p"), link = document.createElement("a");
  link.href = mark.href.baseVal;
  link.textContent = "Open the meeting";
  said.append("This card could not be loaded. ", link, " ");
  box.replaceChildren(said, button("Try again", () => { cardFor = null; showCard(mark); }));
}

// The small timelines have marks but no card.
async function showCard(mark) {
  if (!card() || (cardFor === mark && cardIsOpen())) return;
  cardFor = mark;
  const markup = await words(mark);
  if (cardFor !== mark || !mark.isConnected) return;
  const box = card(), wasInside = box.contains(document.activeElement);
  fillCard(box, mark, markup);
  if (!cardIsOpen()) box.showPopover();
  if (wasInside) box.querySelector("a").focus({ preventScroll: true }); // the button that had it is gone
  // Below its mark, or above it: never over it.
  const at = mark.querySelector(".mark__reach").getBoundingClientRect();
  const width = box.offsetWidth, height = box.offsetHeight;
  const below = at.bottom + 8 + height <= innerHeight || at.top - 8 - height < 0;
  box.style.insetInlineStart = `${Math.max(8, Math.min(at.left - 24, document.documentElement.clientWidth - width - 8))}px`;
  box.style.insetBlockStart = `${below ? at.bottom + 8 : at.top - 8 - height}px`;
}

let waiting;
function soon(what) {
  clearTimeout(waiting);
  waiting = setTimeout(what, 120);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch" || isDragging()) return;
  const mark = event.target.closest?.(".picture .mark[href]");
  if (mark) { light(slugOf(mark)); return soon(() => showCard(mark)); }
  const item = event.target.closest?.(".card[id]");
  if (item) light(item.id.slice("item-".length));
  if (event.target.closest?.("#focus-card")) return clearTimeout(waiting);
  if (cardIsOpen() && !card().contains(document.activeElement) && !document.activeElement.closest?.(".mark")) soon(hideCard);
});
document.addEventListener("focusin", (event) => {
  const mark = event.target.closest?.(".picture .mark[href]");
  if (mark && mark === left) return void (left = null);
  if (mark) { last = mark.id; rove(mark); light(slugOf(mark)); return showCard(mark); }
  if (cardIsOpen() && !card().contains(event.target)) hideCard();
});
document.addEventListener("scroll", () => { if (cardIsOpen() && !card().contains(document.activeElement)) hideCard(); }, { passive: true });

// A finger cannot hover: the first tap shows the card, its title is the link.
let tapped = null; // the mark under a finger, where its card was not open before the tap
document.addEventListener("pointerdown", (event) => {
  const mark = event.pointerType === "touch" ? event.target.closest?.(".picture .mark[href]") : null;
  tapped = mark && card() && !(cardIsOpen() && cardFor === mark) ? mark : null;
}, { capture: true });
document.addEventListener("click", (event) => {
  const mark = event.target.closest?.(".picture .mark[href]");
  if (mark && mark === tapped) act(event, () => showCard(mark));
  else if (!mark && cardIsOpen() && !card().contains(event.target)) hideCard();
});

// ---- the list and the picture light each other up

export function light(slug) {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  document.getElementById(`mark-${slug}`)?.classList.add("is-lit");
  document.getElementById(`item-${slug}`)?.classList.add("is-lit");
}

// ---- keys

const inText = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return leaveCard();
  if (event.ctrlKey || event.metaKey || event.altKey || inText(event.target)) return;
  if (event.key === "/") return act(event, () => document.getElementById("site-search").focus());
  if (!explorer()) return;
  if (event.key === "?") return act(event, () => document.getElementById("keys").togglePopover());
  if (event.key === "j" || event.key === "k") return act(event, () => step(event.key === "j" ? 1 : -1));
  if (event.key === "ArrowDown" && event.target.closest?.(".mark") && cardIsOpen()) {
    return act(event, () => card().querySelector("a")?.focus());
  }
  const key = event.key === "=" ? "+" : event.key === "\u2212" ? "-" : event.key;
  const link = explorer().querySelector(`[data-key="${CSS.escape(key)}"]`);
  // Not link.click(): a link just swapped in is a plain one for a moment.
  // A key that is held goes on when its last step is shown; pressed again, each press counts.
  if (link) act(event, () => { if (!event.repeat || !isAsking()) follow(link); });
});
