// The board does not move under a hand: while the pointer is on a list, a poll waits until it leaves, at most two minutes.
// (Timers and seams go on by themselves; the bed strip is polled on its own.)

const longest = 120_000;

for (const board of document.querySelectorAll("[data-board]")) {
  let held = 0;

  board.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target !== board || !board.matches(":hover")) return;
    held ||= Date.now();
    if (Date.now() - held < longest) event.preventDefault();
  });
  board.addEventListener("htmx:afterRequest", () => {
    held = 0;
  });
  board.addEventListener("pointerleave", () => {
    if (held) window.htmx?.trigger(board, "rest");
  });
}
