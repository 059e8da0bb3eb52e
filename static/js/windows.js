// From one window of the timeline to another: by links, by dragging, by the wheel.

import { explorer, picture } from "./page.js";
import { asked, isAsking, merged } from "./requests.js";

const DAY = 86400000;
// The first and the last day of a year, a month or a day, as numbers.
const firstDay = (text) => { const [year, month = 1, day = 1] = text.split("-"); return Date.UTC(year, month - 1, day) / DAY; };
const lastDay = (text) => { const [year, month = 12, day] = text.split("-"); return Date.UTC(year, day ? month - 1 : month, day ?? 0) / DAY; };
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

// A window as the server writes it: years, months or days, by its length.
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

function swapIn(question) {
  const address = `/?${question}`.replaceAll("%2C", ",").replaceAll("%7E", "~"); // as the server writes it, and caches keep it
  htmx.ajax("GET", address, { source: "#explorer" });
}

// Plain links, for hundreds of hx-* attributes would make every swap slower.
const TO_A_VIEW = ["bin", "overview__year", "road__step", "road__on", "trail a", "chip", "decades a", "steps a"].map((one) => `#explorer .${one}`).join();
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(TO_A_VIEW);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  follow(link);
});

// The moves by their keys: of the window's length, how much stays, and how far it goes; as controls.py has them.
const MOVES = { ArrowLeft: [1, -0.5], ArrowRight: [1, 0.5], "+": [0.5, 0], "-": [2, 0] };

// To a link's view; with what is on its way, unless the link clears all but the window. A move goes on from the window that
// is on its way.
export function follow(link) {
  const move = MOVES[link.dataset.key];
  if (move && isAsking()) {
    const { whole, wanted: [from, to] } = spans(), length = Math.round((to - from + 1) * move[0]);
    const start = Math.round((from + to + 1 - length) / 2 + move[1] * length);
    const inside = Math.max(whole[0], Math.min(start, whole[1] + 1 - length));
    return show(inside, inside + length - 1);
  }
  const target = new URL(link.getAttribute("href"), location.href).searchParams;
  const window = [...asked()].filter(([name]) => name === "from" || name === "to");
  swapIn(link.id === "clear" ? new URLSearchParams(window) : merged(target, link));
}

// The days of the record, of the window shown, and of the one that is wanted: it may be on its way.
function spans() {
  const [whole, window] = [".overview", ".lanes"].map((plot) => {
    const { from, to } = document.querySelector(plot).dataset;
    return [firstDay(from), lastDay(to)];
  });
  const question = asked();
  const ahead = [firstDay(question.get("from") ?? iso(whole[0])), lastDay(question.get("to") ?? iso(whole[1]))];
  return { whole, window, wanted: isAsking() && !ahead.some(Number.isNaN) ? ahead : window };
}

// From the whole, "1 year" leads back to the year that was looked into last.
export function lookBack() {
  if (!explorer()) return;
  const { whole, window } = spans(), [first, last] = window.map((day) => iso(day).slice(0, 4));
  if (first === last) sessionStorage.setItem("year", first);
  const year = sessionStorage.getItem("year"), link = document.getElementById("step-4");
  if (!year || window[0] > whole[0] || window[1] < whole[1] || lastDay(year) > whole[1]) return;
  link.setAttribute("href", link.getAttribute("href").replace(/(from|to)=\d{4}/g, `$1=${year}`));
}
lookBack();

export const isDragging = () => drag !== null;

let drag = null;

document.addEventListener("pointerdown", (event) => {
  const plot = event.target.closest?.(".overview__plot, .lane__plot");
  // Over the lanes a finger scrolls.
  if (!plot || event.button !== 0 || (event.pointerType === "touch" && !plot.matches(".overview__plot"))) return;
  const box = plot.getBoundingClientRect();
  const { whole, window } = spans();
  const brush = plot.querySelector("#brush")?.getBoundingClientRect();
  // Of the whole nothing can be moved: a drag chooses.
  let part = window[0] <= whole[0] && window[1] >= whole[1] ? "new" : "pan";
  if (brush && part === "pan") {
    const near = (x) => Math.abs(event.clientX - x) <= (event.pointerType === "touch" ? 16 : 7);
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
    // A click that ends a drag is none.
    const still = (click) => { click.preventDefault(); click.stopPropagation(); };
    document.addEventListener("click", still, { capture: true, once: true });
    setTimeout(() => { document.removeEventListener("click", still, { capture: true }); show(...done.result); });
  }
}
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);
document.addEventListener("dragstart", (event) => { if (event.target.closest?.(".picture")) event.preventDefault(); });

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
  const { wanted: [from, to] } = spans();
  const share = Math.min(1, Math.max(0, (event.clientX - axis.left) / axis.width));
  const length = Math.round((to - from + 1) * factor);
  const start = Math.round(from + share * (to - from + 1) - share * length);
  show(start, start + length - 1);
}, { passive: false });
