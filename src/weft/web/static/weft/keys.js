// Keys for staff pages; everything is reachable without them.
//   /  the field with data-key="/"     arrows  to the next step (data-next) of the row above or below, so Enter takes it
//   o  open the row's person (data-open)     t  today (data-key="t")     ?  the list of keys (details[data-key="?"])

const typing = (element) => element.closest("input, select, textarea, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-row]")];

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const here = all.indexOf(document.activeElement.closest("[data-row]"));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  (next.querySelector("[data-next]") ?? next.querySelector("a, button"))?.focus();
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
  if (found.matches("details")) found.open = !found.open;
  else if (found.matches("input")) found.focus();
  else found.click();
  return true;
}

const keys = {
  "/": () => point("/"),
  "?": () => point("?"),
  t: () => point("t"),
  o: () => inRow("[data-open]"),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  if (keys[event.key]?.()) event.preventDefault();
});
