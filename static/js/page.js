// The parts of a page that the other modules share, and what they make alike.

export const explorer = () => document.getElementById("explorer");
export const view = () => document.getElementById("view");
export const picture = () => document.querySelector(".picture");
export const filters = () => document.getElementById("filters");

export function act(event, what) {
  event.preventDefault();
  what();
}

export function button(label, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", does);
  return made;
}
