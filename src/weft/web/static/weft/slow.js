// A form that has been on its way for long says so: nothing came back yet, and it is still being sent, once.
// The words come from parts/guard.html.

import { say } from "./waiting.js";

const PATIENCE = 6000;
const words = document.getElementById("keep-words")?.dataset ?? {};
const isUnderWay = (form) => form.isConnected && form.matches("[aria-busy=true], .htmx-request");
const slow = new Set();

document.addEventListener("submit", ({ target: form }) => {
  if (form.getAttribute("method") !== "post" || !words.slow) return;
  setTimeout(() => {
    if (!isUnderWay(form)) return;
    slow.add(form);
    say(form, words.slow);
  }, PATIENCE);
});

// What htmx has an answer to shows it by itself; the line goes.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt.closest("form");
  if (slow.delete(form) && detail.successful) say(form, "");
});
