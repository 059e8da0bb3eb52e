// Dragging over a chart asks for that time: the chart and what is below it. The form's fields do the same. `data-brush`
// names the two parameters, where they are not from and to; `data-day` the one that a click on an empty place asks for.

const DAY = 86_400_000;
const LEAST = 12; // pixels: a shorter drag is a click
let plot = null, start = null, band = null;

function dayAt(x) {
  const box = plot.getBoundingClientRect();
  const first = Date.parse(plot.dataset.first), last = Date.parse(plot.dataset.last) + DAY;
  const share = Math.min(1, Math.max(0, (x - box.left) / box.width));
  return new Date(Math.min(first + share * (last - first), last - DAY)).toISOString().slice(0, 10);
}

function zoom(names, days) {
  const asked = new URLSearchParams(location.search);
  asked.delete("page");
  for (const [place, name] of names.entries()) {
    if (days[place]) asked.set(name, days[place]);
    else asked.delete(name);
  }
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
  if (!plot) return;
  const isDone = event.type === "pointerup", names = (plot.dataset.brush || "from,to").split(",");
  const ends = band && isDone ? [dayAt(start), dayAt(event.clientX)].sort() : null;
  const day = !band && isDone && plot.dataset.day && !event.target.closest("a") ? dayAt(event.clientX) : null;
  band?.remove();
  plot = start = band = null;
  if (day) return zoom(names, [day]);
  if (!ends) return;
  // The click that follows a drag opens no statement.
  addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
  zoom(names, ends);
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
