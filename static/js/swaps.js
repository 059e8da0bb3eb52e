// What stays, and what is done anew, as an answer is put in place; what can be copied.

import { hideCard, light, rove, slugOf } from "./marks.js";
import { lookBack } from "./windows.js";
import { explorer, filters, view } from "./page.js";
import { settle } from "./requests.js";

// Of what htmx is given to look through it tries every link, lest it is boosted, which takes a tenth of a step of the
// timeline. Ours are not: it is given what asks by itself.
document.addEventListener("htmx:before:process", (event) => {
  if (event.target.matches("[hx-get]")) return;
  event.preventDefault();
  for (const asking of event.target.querySelectorAll("[hx-get]")) htmx.process(asking);
});

// A step's answer has four parts. The view is put in place as it is, the others once it is painted: they take as long
// again. The form is morphed: somebody may be typing in it.
const LATER = { trail: "outerMorph", filters: "outerMorph", beneath: "outerHTML settle:0" };

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.target.id === "view") [ctx.text, ...ctx.later] = ctx.text.split("<!-- part -->");
});

function placeLater(parts) {
  const shown = view();
  let isBegun = false;
  const place = async () => {
    if (isBegun || !shown.isConnected) return; // or a newer step's parts come
    isBegun = true;
    for (const [id, swap] of Object.entries(LATER)) {
      await htmx.swap({ sourceElement: explorer(), target: document.getElementById(id), swap, text: parts.shift() });
    }
    explorer().removeAttribute("aria-busy");
  };
  explorer().setAttribute("aria-busy", "true");
  requestAnimationFrame(() => setTimeout(place));
  setTimeout(place, 250); // what is not seen is not painted
}

// Focus and unfolded lists stay as they were.
let before = null;
document.addEventListener("htmx:before:swap", () => {
  before = {
    listed: document.querySelectorAll(".card__title").length,
    focused: document.activeElement?.closest("#explorer *"),
    unfolded: [...document.querySelectorAll("#explorer details[open][id]")].map((one) => one.id),
    top: document.getElementById("front") && scrollY ? explorer().getBoundingClientRect().top : null,
  };
});
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const { id } = ctx.target;
  if (id === "view") leaveFront();
  for (const one of before.unfolded) document.getElementById(one)?.setAttribute("open", "");
  const next = id === "more" ? document.querySelectorAll(".card__title a")[before.listed] : document.getElementById("shown");
  for (const one of [document.getElementById(before.focused?.id), next]) {
    if (before.focused && document.activeElement === document.body) one?.focus({ preventScroll: true });
  }
  if (!(id in LATER)) arrive();
  if (id === "view") {
    // A step is taken far down the road: what it led to begins at its title.
    if (!filters().matches(":popover-open") && matchMedia("(max-width: 47.99rem)").matches) explorer().scrollIntoView({ behavior: "instant" });
    placeLater(ctx.later);
  } else {
    const mark = id === "beneath" && document.activeElement?.closest(".mark");
    if (mark) light(slugOf(mark)); // its item is another now
    offerCopying();
    preview();
    citeAnew();
  }
});

function arrive() {
  settle();
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = document.querySelector(".explorer__count").textContent;
  hideCard();
  rove();
  lookBack();
}

// Whoever has begun needs no front: it goes, its search box into the masthead; the timeline stays where it is seen.
function leaveFront() {
  const front = document.getElementById("front"), search = document.getElementById("search");
  if (!front) return;
  search.className = "masthead__search";
  document.querySelector(".masthead__row").append(search);
  front.remove();
  if (before.top !== null) scrollBy({ top: explorer().getBoundingClientRect().top - before.top, behavior: "instant" });
}

// What reference managers and browsers' menus read stands in the head, which no swap reaches. The address is canonical.
function citeAnew() {
  const now = document.getElementById("cited-now");
  if (!now) return;
  document.querySelector("link[rel=canonical]")?.setAttribute("href", location.origin + location.pathname + location.search);
  for (const one of document.head.querySelectorAll("[data-cited]")) one.remove();
  document.head.append(now.content);
  now.remove();
  document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true }));
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source ? source.value : location.href);
  const said = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = said; }, 1500);
});

// An open preview has the frame that the code makes; it is loaded only then.
function preview() {
  const open = document.querySelector(".share__preview[open]");
  if (open && !open.querySelector("iframe")) open.insertAdjacentHTML("beforeend", document.getElementById("share-code").value);
}
document.addEventListener("toggle", preview, { capture: true });

// Browsers hand out the clipboard on secure pages only.
function offerCopying() {
  if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}
offerCopying();
