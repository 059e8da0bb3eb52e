// An action while another is on its way keeps both, a failed answer leaves the page as it was, typing makes one entry of
// the history.

import { button, filters, view } from "./page.js";

// ---- the question on its way

const ONE = new Set(["from", "to", "q", "match", "find", "page"]); // parameters of one value
const VALUE = /(?:\\[\\,]|[^,])+/g;
let ahead = null; // the view's request that is on its way

const questionOf = (part) => new URLSearchParams(part.dataset.question);
export const isAsking = () => ahead !== null;
export const asked = () => (ahead ? new URL(ahead.request.action, location.href).searchParams : questionOf(view()));
// Given twice, both must hold: a group (a,b) is one value. Of the others a,b are two.
const isJoint = (name) => document.querySelector(`[data-facet="${CSS.escape(name)}"]`)?.hasAttribute("data-joint");
const valuesOf = (question, name) => question.getAll(name).flatMap((text) => (ONE.has(name) || isJoint(name) ? [text] : text.match(VALUE) ?? []));

// The values of a parameter, some taken out, some added.
function change(question, name, out, added) {
  const values = new Set(valuesOf(question, name).filter((one) => !out.includes(one)));
  for (const one of added) values.add(one);
  question.delete(name);
  if (values.size && isJoint(name)) for (const one of values) question.append(name, one);
  else if (values.size) question.set(name, [...values].join());
}

// What a link changes in the question of its part, changed in the newest question.
export function merged(target, link) {
  const was = questionOf(link.closest("[data-question]")), now = asked();
  if (`${was}` === `${now}`) return target;
  for (const name of new Set([...was.keys(), ...target.keys()])) {
    const before = valuesOf(was, name), after = valuesOf(target, name);
    const out = before.filter((one) => !after.includes(one)), added = after.filter((one) => !before.includes(one));
    if (out.length || added.length) change(now, name, ONE.has(name) ? valuesOf(now, name) : out, added);
  }
  return now;
}

// What the form's control changes in it, and every field that was typed in.
document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement !== filters()) return;
  const now = asked(), control = ctx.sourceEvent.target;
  for (const field of filters().querySelectorAll("input:not([type=checkbox], [type=hidden])")) {
    const typed = field === control || field === document.activeElement || field.value !== field.defaultValue;
    if (typed || field.name === "find") change(now, field.name, valuesOf(now, field.name), field.value.trim() ? [field.value] : []);
  }
  if (control.type === "checkbox") change(now, control.name, [control.value], control.checked ? [control.value] : []);
  now.delete("page");
  ctx.request.body = now;
});

const running = new Set();
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (!isRestoring(ctx)) running.add(ctx);
  if (ctx.target === view()) ahead = ctx;
});
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  running.delete(ctx);
  if (ctx === ahead) ahead = null;
});

// ---- answers that fail

let stays = false; // the entry of the history that could not be shown is being left
let entry = window.navigation?.currentEntry?.key; // the one that is shown
let settled = new Map(); // the lists' forms as their results are

const isRestoring = (ctx) => Boolean(ctx.request.headers?.["HX-History-Restore-Request"]);

// An answer to a question that is not asked any more. Asked twice: while an answer's body comes, another can change the page.
function isLate(ctx) {
  if (isRestoring(ctx)) return ctx.request.action !== location.pathname + location.search;
  const more = ctx.target.id === "more" && ctx.target.querySelector("a");
  return more && more.getAttribute("href") !== ctx.request.action;
}

export const isPage = (text) => /^\s*<(!doctype|html)/i.test(text);

// A proxy's page, or a truncated answer, is none of ours, whatever it says.
function isOurs(ctx) {
  if (isRestoring(ctx)) return ctx.text.includes('<main id="main"');
  const sign = { more: 'class="year"', view: 'id="beneath"' }[ctx.target.id] ?? `id="${ctx.target.id}"`;
  return !isPage(ctx.text) && ctx.text.includes(sign);
}

document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  if (isLate(ctx)) return event.preventDefault();
  if (ctx.response.status < 400) return;
  event.preventDefault();
  fail(ctx, ctx.response.status === 429 ? "That was asked too often." : `The server could not answer (${ctx.response.status}).`);
});
document.addEventListener("htmx:after:request", (event) => {
  if (isLate(event.detail.ctx)) return event.preventDefault();
  if (isOurs(event.detail.ctx)) return;
  event.preventDefault();
  fail(event.detail.ctx, "What came was no answer of this site.");
});
document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (ctx) fail(ctx, "The server could not be reached.");
});

function fail(ctx, why) {
  asBefore();
  if (isRestoring(ctx)) return failBack(why);
  const { request: { action }, target: { id }, swap } = ctx;
  const source = { more: "#more a", view: "#explorer" }[id] ?? `#${id}`;
  notify(why, () => htmx.ajax("GET", action, { source, target: `#${id}`, swap }));
}

// Back or Forward: the browser goes again to the entry that is shown.
function failBack(why) {
  const wanted = window.navigation?.currentEntry?.key;
  if (!wanted || wanted === entry) return notify(why, () => location.reload());
  stays = true;
  navigation.traverseTo(entry);
  notify(why, () => navigation.traverseTo(wanted));
}
document.addEventListener("htmx:before:history:restore", (event) => {
  for (const ctx of running) ctx.request.abort(); // whose answers would make entries of their own
  if (stays) event.preventDefault();
  stays = false;
});

// Boxes and fields say what is shown; what is being typed stays.
function settleFilters() {
  for (const field of document.querySelectorAll("#filters input:not([type=hidden])")) {
    if (field.type === "checkbox") field.checked = field.defaultChecked;
    else if (field !== document.activeElement) field.value = field.defaultValue;
  }
}

function asBefore() {
  settleFilters();
  for (const [field, value] of settled) if (field !== document.activeElement || field.matches("select")) field.value = value;
}

export function settle() {
  entry = window.navigation?.currentEntry?.key;
  settled = new Map([...document.querySelectorAll(".ask[hx-get] [name]")].map((field) => [field, field.value]));
  document.getElementById("failure")?.remove();
}
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.target.id === "filters" && !ahead) settleFilters();
});
settle();

function notify(why, retry) {
  document.getElementById("failure")?.remove();
  const notice = document.createElement("div");
  notice.id = "failure";
  notice.className = "failure";
  notice.setAttribute("role", "alert");
  notice.popover = "manual"; // above the sheet of filters
  const said = document.createElement("p");
  said.textContent = `${why} What you see is as it was.`;
  const done = () => notice.remove();
  notice.append(said, button("Try again", () => { done(); retry(); }), button("Dismiss", done));
  document.getElementById("main").prepend(notice);
  notice.showPopover();
}

// ---- history

let current = null; // the request whose answer is being put in place
let typing = null; // the field in which the newest entry was typed

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => { current = ctx; });
document.addEventListener("htmx:before:history:update", ({ detail: { history: update } }) => {
  const field = current.sourceEvent?.type === "input" ? current.sourceEvent.target : null;
  const isSame = update.path === location.pathname + location.search;
  if (isSame || (field && field === typing)) update.type = "replace";
  if (!isSame) typing = field;
});
document.addEventListener("focusout", ({ target }) => { if (target === typing) typing = null; });
