// <form data-send>, and every form whose typing is kept (keep.js): it is sent from here and stays on the page until the server has taken it (waiting.js).
// Without this script the browser sends it.

import { isLost, later, post, waiting } from "./waiting.js";

function go(to) {
  const url = new URL(to, location.href);
  if (url.pathname + url.search !== location.pathname + location.search) return location.assign(url);
  if (url.hash) history.scrollRestoration = "manual"; // to the place that is named (arrive), not to where one was
  history.replaceState(null, "", url);
  location.reload();
}

async function send(form, button, tries) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  const url = button?.hasAttribute("formaction") ? button.formAction : form.action;
  form.setAttribute("aria-busy", "true");
  const answer = await post(url, body, { "X-Hold": "1" });
  form.removeAttribute("aria-busy");
  if (isLost(answer)) return wait(form, button, tries, answer.headers.get("X-Session"));
  waiting.delete(form);
  if (answer.headers.has("X-Go")) return go(answer.headers.get("X-Go"));
  form.dataset.send = "plain"; // refused, so nothing was saved: the browser asks again and shows the page that says why
  form.requestSubmit(button);
}

function wait(form, button, tries, session) {
  const again = (still) => (still === undefined ? send(form, button, tries + 1) : wait(form, button, tries + 1, still));
  later(form, again, tries, session);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const isOurs = form.dataset.send === undefined ? form.querySelector("[data-keep]") : form.dataset.send === "";
  if (!isOurs || event.defaultPrevented) return;
  event.preventDefault();
  if (!form.hasAttribute("aria-busy")) send(form, event.submitter, 0);
});

function arrive() {
  const place = history.scrollRestoration === "manual" && document.getElementById(location.hash.slice(1));
  if (!place) return;
  place.scrollIntoView();
  place.focus({ preventScroll: true });
}

arrive();
