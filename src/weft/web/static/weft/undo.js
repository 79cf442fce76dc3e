// The bar that takes the last step back (parts/undo.html): said once it stands, gone when its time is over. Without this
// script it stays until the next page, and the server says when it is too late. The key u presses it.

const bar = document.getElementById("undo");

function away() {
  if (bar.hasAttribute("aria-busy")) return; // it was pressed: the answer comes
  const hadFocus = bar.contains(document.activeElement);
  bar.remove();
  if (hadFocus) document.getElementById("main").focus({ preventScroll: true });
}

if (bar) {
  const says = bar.querySelector("[role=status]");
  requestAnimationFrame(() => says.replaceChildren(...says.childNodes)); // a live region speaks of what comes into it
  setTimeout(away, Number(bar.dataset.ms));
  document.addEventListener("keydown", (event) => {
    const isTyped = event.target.closest("input, select, textarea, [contenteditable]");
    const isAlone = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key === "u" && isAlone && !isTyped && bar.isConnected) bar.querySelector("button").click();
  });
}
