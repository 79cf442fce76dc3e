// Keys for staff pages; everything is reachable without them.
//   /  the field with data-key="/"     arrows  to the next step (data-next) of the row above or below, so Enter takes it,
//                                            or to its name where none waits
//   b  the first bed of the bed strip
//   o  open the row's person (data-open)     t  today (data-key="t")     ?  the list of keys (details[data-key="?"])

const typing = (element) => element.closest("input, select, textarea, [contenteditable]");
const stop = (row) => row.querySelector("[data-next]") ?? row.querySelector("a, button");
const rows = () => [...document.querySelectorAll("[data-row]")].filter(stop);

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const here = all.indexOf(document.activeElement.closest("[data-row]"));
  stop(all[Math.min(Math.max(here + step, 0), all.length - 1)]).focus();
  return true;
}

function inRow(selector) {
  const found = document.activeElement.closest("[data-row]")?.querySelector(selector);
  found?.click();
  return Boolean(found);
}

function point(key) {
  const found = document.querySelector(`[data-key="${key}"]`);
  if (!found) return false;
  if (found.matches("details")) {
    found.open = !found.open;
    found.querySelector("summary").focus();
  } else if (found.matches("input")) found.focus();
  else found.click();
  return true;
}

const keys = {
  "/": () => point("/"),
  "?": () => point("?"),
  t: () => point("t"),
  b: () => {
    const bed = document.querySelector("#beds :is(a, button)");
    bed?.focus();
    return Boolean(bed);
  },
  o: () => inRow("[data-open]"),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  if (keys[event.key]?.()) event.preventDefault();
});

// What was pressed may be gone when the answer is there, or out of sight. The focus goes on: to the same button, to the
// next of its form, or to what comes next on the page.
let pressed;
const at = (id) => document.getElementById(id || "-");

function inSight(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2); // not the header that stays above it
  return element !== document.body && element.contains(there);
}

function goOn({ part, others }) {
  if (inSight(document.activeElement)) return;
  const within = part.isConnected ? part : at(part.id);
  const find = (selector) => within?.querySelector(selector);
  const next = others.map(at).find((one) => one && inSight(one)) ?? find("#next") ?? find("section[tabindex], h2[tabindex]") ?? find("h2");
  if (!next) return;
  if (!next.matches("a, button, input")) next.tabIndex = -1;
  next.focus({ preventScroll: next.id === "next" });
}

document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  const here = document.activeElement;
  if (!target.contains(here)) return;
  const ids = [...(here.closest("form")?.querySelectorAll("button") ?? [])].map(({ id }) => id);
  const place = ids.indexOf(here.id) + 1;
  pressed = { part: target, others: [...ids.slice(place), ...ids.slice(0, place)] };
});
document.addEventListener("htmx:afterSettle", ({ detail: { target } }) => {
  const last = pressed;
  if (!last || (last.part.isConnected && last.part !== target)) return;
  pressed = undefined;
  requestAnimationFrame(() => goOn(last));
});
if (!location.hash) {
  const id = history.state?.at; // of what was pressed before the page was loaded again (send.js)
  (at(id) ?? at(id?.replace("next-", "who-")))?.focus({ preventScroll: true });
}

// On a phone the menu scrolls sideways: what is open now is in sight.
for (const here of document.querySelectorAll(".nav [aria-current], .demo [aria-current]")) {
  const strip = here.closest(".nav, .demo__people");
  strip.scrollLeft = here.offsetLeft - strip.offsetLeft - strip.clientWidth / 3;
}
