// The desk's conveniences: one key for each finding, words selected in the text, a file dropped. All works without.

const typing = (target) => target.closest("input:not([type=radio]), textarea, select, [contenteditable]");

function groups() {
  return [...document.querySelectorAll("[data-group]")];
}

function focusGroup(step) {
  const all = groups();
  const here = all.indexOf(document.activeElement?.closest("[data-group]"));
  const next = all[Math.max(0, Math.min(all.length - 1, here + step))];
  (next?.querySelector("input:checked") ?? next?.querySelector("input"))?.focus();
}

function decide(value) {
  const group = document.activeElement?.closest("[data-group]");
  const radio = group?.querySelector(`input[value="${value}"]`);
  if (!radio) return;
  radio.checked = true;
  radio.focus();
}

const keys = { j: () => focusGroup(1), k: () => focusGroup(-1), y: () => decide("yes"), n: () => decide("no") };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = groups().length ? keys[event.key] : undefined;
  if (!act) return;
  event.preventDefault();
  act();
});

const text = document.querySelector("[data-select]");
const take = document.querySelector("[data-take]");

// Words take the place of those before; what is written in the form is sent along, and stays.
function takeWords(start, end) {
  const form = new FormData(document.getElementById("claim"));
  form.set("start", start);
  form.set("end", end);
  window.htmx.ajax("GET", `${location.pathname}?${new URLSearchParams(form)}`, { target: "#claim", select: "#claim", swap: "outerHTML" })
    .then(() => document.querySelector("#id_holder")?.focus());
}

function takeSelection() {
  if (text.selectionEnd > text.selectionStart) takeWords(text.selectionStart, text.selectionEnd);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-start]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  takeWords(link.dataset.start, link.dataset.end);
});

if (text && take) {
  take.hidden = false;
  text.readOnly = false; // so that the caret moves by the keyboard; nothing can be typed all the same
  text.addEventListener("beforeinput", (event) => event.preventDefault());
  text.addEventListener("drop", (event) => event.preventDefault());
  take.addEventListener("click", takeSelection);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      takeSelection();
    }
  });
}

const drop = document.querySelector("[data-drop]");
const file = drop?.querySelector("input[type=file]");

if (drop && file) {
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
  });
}

// The question of an issue that is not chosen any more is not put in place.
document.addEventListener("htmx:after:request", (event) => {
  const issue = new URL(event.detail.ctx.request.action, location.href).searchParams.get("issue");
  if (issue !== null && issue !== document.getElementById("id_issue")?.value) event.preventDefault();
});
