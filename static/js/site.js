"use strict";
// What the server's pages gain with JavaScript. Everything here has a link or a form behind it that works without.

// A swapped-in form says what is checked by attribute; a box that was clicked keeps its own state unless told.
document.addEventListener("htmx:after:swap", () => {
  for (const box of document.querySelectorAll("#filters input[type=checkbox]")) {
    box.checked = box.hasAttribute("checked");
  }
});
