// The movement page with a script: a dose that is changed ticks its line, a tap writes the note anew at once (keep.js
// keeps the draft, the answer brings the note), and the note is not swapped under a hand.
// Without it: the tick is pressed, and the note is written when the record is signed.

const note = () => document.querySelector("#note-part textarea");
let soon;

document.addEventListener("input", (event) => {
  const line = event.target.closest(".item__parts")?.closest(".item");
  const tick = line?.querySelector(".item__name input");
  if (tick && event.target.value) tick.checked = true;
});

document.addEventListener("change", (event) => {
  if (!event.target.closest("#movement")) return;
  clearTimeout(soon);
  soon = setTimeout(() => document.dispatchEvent(new Event("keep")), 300);
});

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (event.detail.target?.id === "note-part" && document.activeElement === note()) event.preventDefault();
});
