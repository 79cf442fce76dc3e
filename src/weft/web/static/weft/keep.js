// What is typed goes to the server as the author's draft, at most two seconds after it changed.
//   <p class="kept" data-keep="URL"> inside a form: its fields are kept there; the line says when.
// Without this script a button keeps the draft, and signing or saving needs none.

import { sentence } from "./refused.js";
import { isLost, later, post, say, waiting } from "./waiting.js";

class Draft {
  constructor(line) {
    this.line = line;
    this.url = line.dataset.keep;
    this.form = line.closest("form");
    this.tries = 0;
    for (const name of ["input", "change"]) this.form.addEventListener(name, () => this.soon());
    this.form.addEventListener("submit", () => this.stop());
    document.addEventListener("keep", () => this.timer && this.save());
  }

  soon() {
    if (!waiting.has(this.form)) this.timer ??= setTimeout(() => this.save(), 2000);
  }

  // What is saved or signed now must not come back as a draft.
  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flight?.abort();
  }

  async save() {
    this.stop();
    this.flight = new AbortController();
    const answer = await post(this.url, new FormData(this.form), { "HX-Request": "true" }, this.flight.signal);
    if (answer.aborted) return;
    if (isLost(answer)) return this.wait(answer);
    this.tries = 0;
    this.line.removeAttribute("data-unsent");
    const html = await answer.text();
    if (answer.ok && window.htmx) return window.htmx.swap(this.line, html, { swapStyle: "innerHTML" });
    say(this.form, sentence(html));
  }

  wait(answer) {
    const again = (still) => (still === undefined ? this.save() : this.wait(still));
    later(this.form, again, this.tries++, answer);
  }
}

const begun = new WeakSet();

function begin(root) {
  for (const line of root.querySelectorAll("form [data-keep]")) {
    if (!begun.has(line)) begun.add(line) && new Draft(line);
  }
}

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.detail.elt)); // what comes later
