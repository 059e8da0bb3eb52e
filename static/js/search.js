"use strict";
// Suggestions while somebody types: a combobox over a list (ARIA Authoring Practices), made of the same search box that
// works without. Enter without a choice asks for the full page.

(() => {
const WAIT = 150;
const LEAST = 2;

function combobox(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  input.after(list);
  const told = document.createElement("span");
  told.className = "unseen";
  told.setAttribute("aria-live", "polite");
  list.after(told);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  let chosen = -1;
  let timer = 0;
  let asking = null;
  let shownFor = "";

  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(place) {
    const all = options();
    chosen = all.length ? ((place + 1 + all.length + 1) % (all.length + 1)) - 1 : -1;
    for (const [number, one] of all.entries()) one.setAttribute("aria-selected", String(number === chosen));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function piece(className, text) {
    const one = document.createElement("span");
    one.className = className;
    one.textContent = text;
    return one;
  }

  function option(found, number) {
    const one = document.createElement("li");
    one.id = `${list.id}-${number}`;
    one.className = "suggestion";
    one.setAttribute("role", "option");
    one.setAttribute("aria-selected", "false");
    one.dataset.url = new URL(found.html_url).pathname;
    one.append(piece("suggestion__name", found.name), piece("suggestion__years", found.years), piece("suggestion__kind", found.label));
    return one;
  }

  function show(results) {
    list.replaceChildren(...results.map(option));
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !results.length;
    input.setAttribute("aria-expanded", String(results.length > 0));
    told.textContent = results.length ? `${results.length} suggestions` : "";
  }

  async function ask() {
    const typed = input.value.trim();
    if (typed === shownFor && list.children.length) {
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      return;
    }
    asking?.abort();
    if (typed.length < LEAST) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(`/api/v1/autocomplete/?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
      if (!answer.ok) return close();
      const { results } = await answer.json();
      if (document.activeElement !== input) return;
      shownFor = typed;
      show(results);
    } catch (error) {
      // Aborted by the next letter, or the network is away: the box works without, and shows nothing of before.
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void ask();
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen - 1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.url);
    }
  });

  // A choice by pointer must not take the focus out of the box before it is made.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const one = event.target.closest("[role=option]");
    if (one) location.assign(one.dataset.url);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    asking?.abort();
    close();
  });
}

// A copy of the site in files has nobody to ask.
if (location.protocol.startsWith("http")) {
  for (const input of document.querySelectorAll("input[data-suggest]")) combobox(input);
}
})();
