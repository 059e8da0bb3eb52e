// Windows by hand: the brush of the overview and the lanes dragged, the wheel turned with a modifier.

import { picture } from "./page.js";
import { show, spans } from "./windows.js";

export const isDragging = () => drag !== null;

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
