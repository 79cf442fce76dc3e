// Counts down what the server says: <span class="timer" data-ends="ISO">, and a draining seam (rect[data-ends]).
// The page works without it: the server has written the time left, and every poll writes it again.
// data-now on any element is the server's clock when the page was made; a wrong clock here does not matter.

const aheadOf = (told) => Date.parse(told?.dataset.now ?? "") - Date.now() || 0;
let ahead = aheadOf(document.querySelector("[data-now]"));

const secondsTo = (iso) => Math.round((Date.parse(iso) - (Date.now() + ahead)) / 1000);
const two = (number) => String(number).padStart(2, "0");

function tickTimer(timer) {
  const left = secondsTo(timer.dataset.ends);
  if (Number.isNaN(left)) return;
  const shown = Math.abs(left);
  timer.textContent = `${left < 0 ? "+" : ""}${two(Math.floor(shown / 60))}:${two(shown % 60)}`;
  timer.toggleAttribute("data-over", left < 0);
}

function tickSeam(seam) {
  const { ends, whole, width } = seam.dataset;
  const share = Math.min(Math.max(secondsTo(ends) / Number(whole), 0), 1);
  if (Number.isNaN(share)) return;
  seam.dataset.right ??= Number(seam.getAttribute("x")) + Number(seam.getAttribute("width"));
  const left = Number(width) * share;
  seam.setAttribute("x", Number(seam.dataset.right) - left);
  seam.setAttribute("width", left);
}

function tick() {
  document.querySelectorAll(".timer[data-ends]").forEach(tickTimer);
  document.querySelectorAll("rect[data-ends]").forEach(tickSeam);
}

document.addEventListener("htmx:afterSwap", (event) => {
  const told = event.target.closest?.("[data-now]") ?? event.target.querySelector?.("[data-now]");
  if (told) ahead = aheadOf(told);
  tick();
});
setInterval(tick, 1000);
tick();
