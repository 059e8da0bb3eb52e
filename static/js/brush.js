// Dragging over an issue's chart asks for those years: chart and exchange together. The form's from and to do the same.

const DAY = 86_400_000;
const LEAST = 12; // pixels: a shorter drag is a click
let plot = null, start = null, band = null;

function dayAt(x) {
  const box = plot.getBoundingClientRect();
  const first = Date.parse(plot.dataset.first), last = Date.parse(plot.dataset.last) + DAY;
  const share = Math.min(1, Math.max(0, (x - box.left) / box.width));
  return new Date(Math.min(first + share * (last - first), last - DAY)).toISOString().slice(0, 10);
}

function zoom(from, to) {
  const asked = new URLSearchParams(location.search);
  asked.delete("page");
  asked.set("from", from);
  asked.set("to", to);
  location.assign(`${location.pathname}?${asked}`);
}

function begin(pointer) {
  band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  band.classList.add("standing__brush");
  band.setAttribute("height", "100%");
  plot.append(band);
  plot.setPointerCapture(pointer);
}

function draw(x) {
  const box = plot.getBoundingClientRect();
  const ends = [start, Math.min(box.right, Math.max(box.left, x))].sort((a, b) => a - b);
  band.setAttribute("x", ends[0] - box.left);
  band.setAttribute("width", ends[1] - ends[0]);
}

function end(event) {
  const ends = band && event.type === "pointerup" ? [dayAt(start), dayAt(event.clientX)].sort() : null;
  band?.remove();
  plot = start = band = null;
  if (!ends) return;
  // The click that follows a drag opens no statement.
  addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
  zoom(...ends);
}

document.addEventListener("pointerdown", (event) => {
  plot = event.button === 0 ? event.target.closest?.("[data-brush]") : null;
  start = plot ? event.clientX : null;
});
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.("[data-brush]")) event.preventDefault();
});
document.addEventListener("pointermove", (event) => {
  if (!plot) return;
  if (!band && Math.abs(event.clientX - start) >= LEAST) begin(event.pointerId);
  if (band) draw(event.clientX);
});
document.addEventListener("pointerup", end);
document.addEventListener("pointercancel", end);
