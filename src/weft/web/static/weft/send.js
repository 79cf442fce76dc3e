// Every form that writes is sent from here and stays on its page until the server has taken it (waiting.js), also one
// that htmx sends. Without this script the browser sends it, and so it does with data-send="plain" on form or button.

import { gives, sentence } from "./refused.js";
import { isLost, later, post, say, waiting } from "./waiting.js";

const isPlain = (element) => element?.dataset.send === "plain";
const isOurs = (form, button) => form.getAttribute("method") === "post" && !isPlain(form) && !isPlain(button);
const target = (form, button) => new URL(button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location);

function go(to) {
  const url = new URL(to, location);
  if (url.pathname + url.search !== location.pathname + location.search) return location.assign(url);
  if (url.hash) history.scrollRestoration = "manual"; // to the place that is named (arrive), not to where one was
  history.replaceState({ at: document.activeElement.id }, "", url); // where keys.js puts the focus again
  location.reload();
}

// The form is busy until the page is left, or until it waits.
async function send(form, button, tries) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  form.setAttribute("aria-busy", "true");
  const answer = await post(target(form, button), body, { "X-Hold": "1" });
  if (isLost(answer)) return wait(form, (next) => send(form, button, next), tries, answer);
  waiting.delete(form);
  if (answer.headers.has("X-Go")) return go(answer.headers.get("X-Go"));
  if (answer.status < 400) return location.reload(); // taken, and answered in place: never sent twice
  const html = await answer.text().catch(() => "");
  if (gives(html, form)) return plain(form, button);
  form.removeAttribute("aria-busy");
  say(form, sentence(html), { isUnsent: true });
}

// Refused, so nothing was saved: the browser asks again and shows the page, which says why and has every word.
function plain(form, button) {
  form.dataset.send = "plain";
  form.requestSubmit(button);
}

function wait(form, again, tries, answer) {
  form.removeAttribute("aria-busy");
  const next = (still) => (still === undefined ? again(tries + 1) : wait(form, again, tries + 1, still));
  later(form, next, tries, answer);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!isOurs(form, event.submitter) || event.defaultPrevented) return;
  event.preventDefault();
  if (!form.hasAttribute("aria-busy")) send(form, event.submitter, 0);
});

// What htmx could not send; its own answers (400, 409 …) it shows by itself.
function lost({ requestConfig: { elt, triggeringEvent } }, answer) {
  const form = elt.closest("form");
  const tries = Number(form.dataset.tries ?? 0);
  form.dataset.tries = tries + 1;
  wait(form, () => form.isConnected && form.requestSubmit(triggeringEvent?.submitter), tries, answer);
}

const isPost = ({ requestConfig: { elt, verb } }) => verb === "post" && elt.closest("form");

document.addEventListener("htmx:sendError", ({ detail }) => {
  if (isPost(detail)) lost(detail, { status: 0, headers: new Headers() });
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!isPost(detail)) return;
  const session = detail.xhr.getResponseHeader("X-Session");
  const answer = { status: detail.xhr.status, headers: new Headers(session ? { "X-Session": session } : {}) };
  const form = detail.requestConfig.elt.closest("form");
  if (isLost(answer)) {
    detail.shouldSwap = false;
    lost(detail, answer);
  } else if (form.dataset.tries) {
    delete form.dataset.tries;
    say(form, "");
  }
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.removeAttribute("aria-busy"); // ours again
    delete form.dataset.send;
  }
});

function arrive() {
  const place = history.scrollRestoration === "manual" && document.getElementById(location.hash.slice(1));
  if (!place) return;
  place.scrollIntoView();
  place.focus({ preventScroll: true });
}

arrive();
