"use strict";
// What the pages gain with JavaScript: keys, dragging, focus cards, copying. Each has a link or a form that works without.

const explorer = () => document.getElementById("explorer");
const picture = () => document.querySelector(".picture");

// ---- swapped answers -------------------------------------------------------------------------------------------------

const filters = () => document.getElementById("filters");

// What a reader has put in place stays so in the new part: focus, unfolded lists, the open sheet where it was scrolled to.
let before = null;
document.addEventListener("htmx:before:swap", () => {
  const unfolded = [...document.querySelectorAll("#explorer details[open][id]")].map((one) => one.id);
  before = { focused: document.activeElement.id, unfolded, sheet: filters()?.matches(":popover-open") ? filters().scrollTop : null };
});
document.addEventListener("htmx:after:swap", () => {
  for (const id of before.unfolded) document.getElementById(id)?.setAttribute("open", "");
  if (before.sheet !== null && filters()?.matches(":not(:popover-open)")) {
    filters().showPopover();
    filters().scrollTop = before.sheet;
  }
  if (before.focused && document.activeElement === document.body) document.getElementById(before.focused)?.focus({ preventScroll: true });
  // A morphed box keeps what was clicked; what the server says is checked is checked.
  for (const box of document.querySelectorAll("#filters input[type=checkbox]")) box.checked = box.hasAttribute("checked");
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = document.querySelector(".explorer__count").textContent;
  hideCard();
  rove();
  offerCopying();
  citeAnew();
});

// What reference managers read stands in the head, which no swap reaches: the answer brings it along.
function citeAnew() {
  const now = document.getElementById("cited-now");
  if (!now) return;
  for (const one of document.head.querySelectorAll("[data-cited]")) one.remove();
  document.head.append(now.content);
  now.remove();
  document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true }));
}

// ---- windows ---------------------------------------------------------------------------------------------------------

const DAY = 86400000;
const days = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

// A window as the server writes it: the nearest whole years or months where it is long, days where it is short.
function written(from, to) {
  const length = to - from + 1;
  if (length > 4 * 366) {
    const year = Number(iso(from + 182).slice(0, 4));
    return [String(year), String(year + Math.round(length / 365.25) - 1)];
  }
  if (length > 4 * 31) {
    const [year, month] = iso(from + 15).split("-").map(Number);
    const last = new Date(Date.UTC(year, month - 2 + Math.round(length / 30.44), 1));
    return [iso(from + 15).slice(0, 7), last.toISOString().slice(0, 7)];
  }
  return [iso(from), iso(to)];
}

function show(from, to) {
  const { whole } = spans();
  const least = 28;
  from = Math.max(whole[0], Math.min(from, whole[1] - least + 1));
  to = Math.min(whole[1], Math.max(to, from + least - 1));
  const question = asked();
  const [start, end] = written(from, to);
  question.set("from", start);
  question.set("to", end);
  question.delete("page");
  swapIn(question);
}

// Another window is another picture: put in place as it is, in half the time of looking for what stayed the same. The
// filters' own form is morphed, for somebody may be typing in it. (Without `settle:0` htmx would go through every id.)
function swapIn(question) {
  const address = `/?${question}`.replaceAll("%2C", ",").replaceAll("%7E", "~"); // as the server writes it, and caches keep it
  htmx.ajax("GET", address, { source: "#explorer", target: "#explorer", swap: "outerHTML settle:0" });
}

// Links to other views are plain links; hundreds of hx-* attributes would make every swap slower.
const TO_A_VIEW = ["bin", "overview__year", "strip__step", "chip", "decades a", "steps a"].map((one) => `#explorer .${one}`).join();
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(TO_A_VIEW);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  follow(link);
});

// To a link's view; with what is on its way, unless the link clears all but the window.
function follow(link) {
  const target = new URL(link.getAttribute("href"), location.href).searchParams;
  const window = [...asked()].filter(([name]) => name === "from" || name === "to");
  swapIn(link.id === "clear" ? new URLSearchParams(window) : merged(target));
}

function spans() {
  const { from, to } = document.querySelector(".overview").dataset;
  const window = document.querySelector(".lanes").dataset;
  return { whole: [days(from), days(to)], window: [days(window.from), days(window.to)] };
}

// ---- dragging: the brush of the overview, the lanes --------------------------------------------------------------------

let drag = null;

document.addEventListener("pointerdown", (event) => {
  const plot = event.target.closest?.(".overview__plot, .lane__plot");
  if (!plot || event.button !== 0 || event.pointerType === "touch") return;
  const box = plot.getBoundingClientRect();
  const { whole, window } = spans();
  const brush = plot.querySelector("#brush")?.getBoundingClientRect();
  let part = "pan";
  if (brush) {
    const near = (x) => Math.abs(event.clientX - x) <= 7;
    const inside = event.clientX > brush.left && event.clientX < brush.right;
    part = near(brush.left) ? "from" : near(brush.right) ? "to" : inside ? "both" : "new";
  }
  const span = brush ? whole : window;
  drag = { part, box, x: event.clientX, perPixel: (span[1] - span[0] + 1) / box.width, window, whole, moved: false };
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const pixels = event.clientX - drag.x;
  if (!drag.moved && Math.abs(pixels) < 5) return;
  drag.moved = true;
  document.documentElement.classList.add("is-dragging");
  const shift = Math.round(pixels * drag.perPixel);
  let [from, to] = drag.window;
  if (drag.part === "from") from = Math.min(from + shift, to);
  if (drag.part === "to") to = Math.max(to + shift, from);
  if (drag.part === "both") [from, to] = [from + shift, to + shift];
  if (drag.part === "pan") [from, to] = [from - shift, to - shift];
  if (drag.part === "new") {
    const start = drag.whole[0] + Math.round((drag.x - drag.box.left) * drag.perPixel);
    [from, to] = [Math.min(start, start + shift), Math.max(start, start + shift)];
  }
  drag.result = [from, to];
  if (drag.part === "pan") picture().style.setProperty("--pan", `${pixels}px`);
  else mark(from, to);
});

// Draws the brush while it is dragged.
function mark(from, to) {
  const brush = document.getElementById("brush");
  const length = drag.whole[1] - drag.whole[0] + 1;
  brush.setAttribute("x", `${((from - drag.whole[0]) / length) * 100}%`);
  brush.setAttribute("width", `${(Math.max(1, to - from + 1) / length) * 100}%`);
}

function drop(event) {
  if (!drag) return;
  const done = drag;
  drag = null;
  document.documentElement.classList.remove("is-dragging");
  picture()?.style.removeProperty("--pan");
  if (!done.moved) return;
  if (event.type === "pointerup") {
    // The click that ends a drag is no click on what lies under it.
    document.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => show(...done.result));
  }
}
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);
document.addEventListener("dragstart", (event) => { if (event.target.closest?.(".picture")) event.preventDefault(); });

// ---- wheel and pinch, with a modifier ----------------------------------------------------------------------------------

let turned = 0;
document.addEventListener("wheel", (event) => {
  const plot = event.target.closest?.(".lanes");
  if (!plot || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  turned += event.deltaY;
  if (Math.abs(turned) < 60) return;
  const factor = turned > 0 ? 2 : 0.5;
  turned = 0;
  const axis = document.querySelector(".lane--axis .axis").getBoundingClientRect();
  const { window: [from, to] } = spans();
  const share = Math.min(1, Math.max(0, (event.clientX - axis.left) / axis.width));
  const length = Math.round((to - from + 1) * factor);
  const start = Math.round(from + share * (to - from + 1) - share * length);
  show(start, start + length - 1);
}, { passive: false });

// ---- keys --------------------------------------------------------------------------------------------------------------

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
  // Not link.click(): a link that a swap has just changed is a plain one for a moment, and would open a new page.
  if (link) act(event, () => follow(link));
});

function act(event, what) {
  event.preventDefault();
  what();
}

// ---- marks: one tab stop, j and k through them in time ------------------------------------------------------------------

const marks = () => [...document.querySelectorAll(".picture .mark[href]")];
const middle = (mark) => { const box = mark.querySelector(".mark__reach").getBoundingClientRect(); return box.left + box.width / 2; };

function rove(current) {
  const all = marks();
  current ??= all.find((one) => one === document.activeElement) ?? all[0];
  for (const one of all) one.tabIndex = one === current ? 0 : -1;
}

function step(by) {
  const inTime = marks().map((one) => [middle(one), one]).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
  const at = inTime.indexOf(document.activeElement.closest?.(".mark"));
  const next = inTime[at < 0 ? (by > 0 ? 0 : inTime.length - 1) : at + by];
  if (next) next.focus();
}

// ---- the focus card ------------------------------------------------------------------------------------------------------

const kept = new Map();
let cardFor = null;
let left = null; // the mark that gets the focus back as its card is closed
const card = () => document.getElementById("focus-card");
const cardIsOpen = () => card()?.matches(":popover-open");

function hideCard() {
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
  const slug = mark.id.slice("mark-".length);
  const listed = document.getElementById(`item-${slug}`);
  if (listed) return listed.innerHTML;
  // Its statements are those that the question asks for, as in the list; a small timeline's question is its link's.
  const question = mark.closest(".small-timeline")?.querySelector("figcaption a") ?? location;
  const asked = new URLSearchParams([...new URLSearchParams(question.search)].filter(([name]) => ["issue", "official", "stance", "speech", "verification"].includes(name)));
  const address = `/meetings/${slug}/card/?${asked}`;
  if (!kept.has(address)) kept.set(address, fetch(address).then((answer) => (answer.ok ? answer.text() : "")).catch(() => ""));
  const markup = await kept.get(address);
  if (!markup) kept.delete(address); // asked again next time
  return markup;
}

// A card that did not come: what leads to the meeting all the same.
function fillCard(box, mark, markup) {
  if (markup) return void (box.innerHTML = markup);
  const said = document.createElement("p"), link = document.createElement("a");
  link.href = mark.href.baseVal;
  link.textContent = "Open the meeting";
  said.append("This card could not be loaded. ", link, " ");
  box.replaceChildren(said, button("Try again", () => { cardFor = null; showCard(mark); }));
}

async function showCard(mark) {
  if (cardFor === mark && cardIsOpen()) return;
  cardFor = mark;
  const markup = await words(mark);
  if (cardFor !== mark || !mark.isConnected) return;
  const box = card();
  fillCard(box, mark, markup);
  if (!cardIsOpen()) box.showPopover();
  // Below its mark, or above it where there is no room: never over it.
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
  if (event.pointerType === "touch" || drag) return;
  const mark = event.target.closest?.(".picture .mark[href]");
  if (mark) { light(mark.id.slice("mark-".length)); return soon(() => showCard(mark)); }
  const item = event.target.closest?.(".card[id]");
  if (item) light(item.id.slice("item-".length));
  if (event.target.closest?.("#focus-card")) return clearTimeout(waiting);
  if (cardIsOpen() && !card().contains(document.activeElement) && !document.activeElement.closest?.(".mark")) soon(hideCard);
});
document.addEventListener("focusin", (event) => {
  const mark = event.target.closest?.(".picture .mark[href]");
  if (mark && mark === left) return void (left = null);
  if (mark) { rove(mark); light(mark.id.slice("mark-".length)); return showCard(mark); }
  if (cardIsOpen() && !card().contains(event.target)) hideCard();
});
document.addEventListener("scroll", () => { if (cardIsOpen() && !card().contains(document.activeElement)) hideCard(); }, { passive: true });

// A finger cannot hover: the first tap shows the card, its title is the link.
let tapped = null; // the mark under a finger, where its card was not open before the tap
document.addEventListener("pointerdown", (event) => {
  const mark = event.pointerType === "touch" ? event.target.closest?.(".picture .mark[href]") : null;
  tapped = mark && !(cardIsOpen() && cardFor === mark) ? mark : null;
}, { capture: true });
document.addEventListener("click", (event) => {
  const mark = event.target.closest?.(".picture .mark[href]");
  if (mark && mark === tapped) act(event, () => showCard(mark));
  else if (!mark && cardIsOpen() && !card().contains(event.target)) hideCard();
});

// ---- the list and the picture light each other up ------------------------------------------------------------------------

function light(slug) {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  document.getElementById(`mark-${slug}`)?.classList.add("is-lit");
  document.getElementById(`item-${slug}`)?.classList.add("is-lit");
}

// ---- copying -------------------------------------------------------------------------------------------------------------

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source ? source.value : location.href);
  const said = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = said; }, 1500);
});

// Browsers hand out the clipboard on secure pages only.
function offerCopying() {
  if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}
offerCopying();
rove();
