// What stays, and what is done anew, as an answer is put in place; what can be copied.

import { hideCard, rove } from "./marks.js";
import { explorer, filters } from "./page.js";

// What a reader has put in place stays so in the new part: focus, unfolded lists, the open sheet where it was scrolled to.
let before = null;
document.addEventListener("htmx:before:swap", () => {
  const unfolded = [...document.querySelectorAll("#explorer details[open][id]")].map((one) => one.id);
  before = { focused: document.activeElement.id, unfolded, top: explorer()?.getBoundingClientRect().top, sheet: filters()?.matches(":popover-open") ? filters().scrollTop : null };
});
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  leaveFront(ctx);
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

// Whoever asks something of the timeline has begun: what stood before it goes, its search box to where all pages have
// theirs, and the timeline stays where it was on the screen, as far as what is left lets it.
function leaveFront(ctx) {
  const front = document.getElementById("front"), search = document.getElementById("search");
  if (!front || ctx.target.id !== "explorer") return;
  search.className = "masthead__search";
  document.querySelector(".masthead__row").append(search);
  front.remove();
  scrollBy({ top: explorer().getBoundingClientRect().top - before.top, behavior: "instant" });
}

// What reference managers read stands in the head, which no swap reaches: the answer brings it along.
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

// Browsers hand out the clipboard on secure pages only.
function offerCopying() {
  if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}
offerCopying();
