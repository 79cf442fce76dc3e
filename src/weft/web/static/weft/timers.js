// Counts down what the server says: <span class="timer" data-ends="ISO">, and a draining seam (rect[data-ends]).
// The page works without it: the server has written the time left, and every poll writes it again.
// data-now on any element is the server's clock when the page was made; a wrong clock here does not matter.
// data-up on a timer counts what has passed. A timer that is over pulses once a minute, with a sound where that is
// allowed (after the first touch of the page). It never says "done": somebody counts.
// #clock-off stands on Today, and is shown while the clock of this machine is a minute or more wrong.

const aheadOf = (told) => Date.parse(told?.dataset.now ?? "") - Date.now() || 0;
let ahead = 0;

function heed(told) {
  ahead = aheadOf(told);
  const says = document.getElementById("clock-off");
  if (says) says.hidden = Math.abs(ahead) < 60_000;
}
heed(document.querySelector("[data-now]"));

const secondsTo = (iso) => Math.round((Date.parse(iso) - (Date.now() + ahead)) / 1000);
const two = (number) => String(number).padStart(2, "0");

let sound;
document.addEventListener("pointerdown", () => {
  sound ??= window.AudioContext ? new AudioContext() : null;
});

function ring() {
  if (sound?.state !== "running") return;
  const tone = sound.createOscillator();
  const quiet = sound.createGain();
  quiet.gain.setValueAtTime(0.05, sound.currentTime);
  quiet.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 0.4);
  tone.frequency.value = 660;
  tone.connect(quiet).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.4);
}

function tickTimer(timer) {
  const left = secondsTo(timer.dataset.ends);
  if (Number.isNaN(left)) return false;
  const shown = Math.abs(left);
  const isUp = "up" in timer.dataset;
  timer.textContent = `${left < 0 && !isUp ? "+" : ""}${two(Math.floor(shown / 60))}:${two(shown % 60)}`;
  timer.toggleAttribute("data-over", left < 0 && !isUp);
  const isMinute = !isUp && left <= 0 && shown % 60 === 0;
  timer.toggleAttribute("data-pulse", isMinute);
  return isMinute;
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
  if ([...document.querySelectorAll(".timer[data-ends]")].map(tickTimer).some(Boolean)) ring();
  document.querySelectorAll("rect[data-ends]").forEach(tickSeam);
}

document.addEventListener("htmx:afterSwap", (event) => {
  const told = event.target.closest?.("[data-now]") ?? event.target.querySelector?.("[data-now]");
  if (told) heed(told);
  tick();
});
setInterval(tick, 1000);
tick();
