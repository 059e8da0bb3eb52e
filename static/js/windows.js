// From one window of the timeline to another.

import { asked, merged } from "./requests.js";

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

export function show(from, to) {
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
export function follow(link) {
  const target = new URL(link.getAttribute("href"), location.href).searchParams;
  const window = [...asked()].filter(([name]) => name === "from" || name === "to");
  swapIn(link.id === "clear" ? new URLSearchParams(window) : merged(target));
}

export function spans() {
  const { from, to } = document.querySelector(".overview").dataset;
  const window = document.querySelector(".lanes").dataset;
  return { whole: [days(from), days(to)], window: [days(window.from), days(window.to)] };
}
