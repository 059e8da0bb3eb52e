// What stays, and what is done anew, as an answer is put in place; what can be copied.

import { hideCard, rove } from "./marks.js";
import { lookBack } from "./windows.js";
import { explorer, filters } from "./page.js";

// Of what htmx is given to look through it tries every link, lest it is boosted, which takes a tenth of a step of the
// timeline. Ours are not: it is given what asks by itself.
document.addEventListener("htmx:before:process", (event) => {
  if (event.target.matches("[hx-get]")) return;
  event.preventDefault();
  for (const asking of event.target.querySelectorAll("[hx-get]")) htmx.process(asking);
});

// Focus, unfolded lists and the open sheet stay as they were.
let before = null;
document.addEventListener("htmx:before:swap", () => {
  const unfolded = [...document.querySelectorAll("#explorer details[open][id]")].map((one) => one.id);
  before = { listed: document.querySelectorAll(".card__title").length, focused: explorer()?.contains(document.activeElement) ? document.activeElement : null, unfolded, top: explorer()?.getBoundingClientRect().top, sheet: filters()?.matches(":popover-open") ? filters().scrollTop : null };
});
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  leaveFront(ctx);
  for (const id of before.unfolded) document.getElementById(id)?.setAttribute("open", "");
  if (before.sheet !== null && filters()?.matches(":not(:popover-open)")) {
    filters().showPopover();
    filters().scrollTop = before.sheet;
  }
  if (before.focused && document.activeElement === document.body) {
    const next = ctx.target.id === "more" ? document.querySelectorAll(".card__title a")[before.listed] : document.getElementById("shown");
    (document.getElementById(before.focused.id) ?? next)?.focus({ preventScroll: true });
  }
  // A step is taken far down the road: what it led to begins at its title.
  if (ctx.target.id === "explorer" && before.sheet === null && matchMedia("(max-width: 47.99rem)").matches) explorer().scrollIntoView({ behavior: "instant" });
  // A morphed box keeps what was clicked; what the server says is checked is checked.
  for (const box of document.querySelectorAll("#filters input[type=checkbox]")) box.checked = box.hasAttribute("checked");
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = document.querySelector(".explorer__count").textContent;
  hideCard();
  rove();
  lookBack();
  offerCopying();
  preview();
  citeAnew();
});

// Whoever has begun needs no front: it goes, its search box into the masthead; the timeline stays where it is seen.
function leaveFront(ctx) {
  const front = document.getElementById("front"), search = document.getElementById("search");
  if (!front || ctx.target.id !== "explorer") return;
  search.className = "masthead__search";
  document.querySelector(".masthead__row").append(search);
  front.remove();
  scrollBy({ top: explorer().getBoundingClientRect().top - before.top, behavior: "instant" });
}

// What reference managers read stands in the head, which no swap reaches.
function citeAnew() {
  const now = document.getElementById("cited-now");
  if (!now) return;
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
