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

// On a phone the menu scrolls sideways: what is open now is in sight.
for (const here of document.querySelectorAll(".nav [aria-current], .demo [aria-current]")) {
  const strip = here.closest(".nav, .demo__people");
  strip.scrollLeft = here.offsetLeft - strip.offsetLeft - strip.clientWidth / 3;
}
