// The keyboard's shortcuts.

import { card, cardIsOpen, leaveCard, step } from "./marks.js";
import { act, explorer } from "./page.js";
import { follow } from "./windows.js";

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
