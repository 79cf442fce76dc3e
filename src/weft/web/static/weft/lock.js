// A page nobody uses is covered by the locked screen; what was typed stays under it. The server locks by itself: this only shows it.
//   #lock (parts/guard.html): data-url the screen, data-here the clock, data-minutes the limit, data-title the title meanwhile
//   #lock-soon: said in the last minute and a half

const box = document.getElementById("lock");
const soon = document.getElementById("lock-soon");
const limit = Number(box.dataset.minutes) * 60_000;
const isLocked = () => !box.hidden;
let used = Date.now();
let told = used;
let under = [];
let title = "";

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

// A poll keeps nobody signed in; a hand does.
async function tell() {
  told = Date.now();
  soon.hidden = true;
  const answer = await fetch(box.dataset.here, { method: "POST", headers: { "X-CSRFToken": token() } }).catch(() => null);
  if (answer?.headers.get("X-Session") === "locked") lock();
}

async function ask() {
  const answer = await fetch(box.dataset.here, { redirect: "manual" }).catch(() => null);
  if (answer?.headers.get("X-Session") === "locked") return lock();
  if (!answer?.ok) return;
  const { left } = await answer.json();
  soon.hidden = left > 90;
  if (left > 90) used = Date.now() - limit + left * 1000; // another window of this browser is in use
}

async function lock() {
  if (isLocked()) return;
  document.dispatchEvent(new Event("keep"));
  const answer = await fetch(box.dataset.url, { redirect: "manual" }).catch(() => null);
  if (isLocked()) return;
  soon.hidden = true;
  cover(answer?.ok ? await answer.text() : "");
  title = document.title;
  document.title = box.dataset.title;
  under = [...document.body.children].filter((each) => each !== box && !each.hidden);
  for (const each of under) each.hidden = true;
  document.querySelector(".stay > #beds")?.setAttribute("id", "beds-under");
  box.hidden = false;
  box.querySelector("[type=password], h1")?.focus();
}

function cover(html) {
  if (html) box.innerHTML = html;
  else box.textContent = box.dataset.title;
  window.htmx?.process(box);
}

function open() {
  box.hidden = true;
  box.replaceChildren();
  for (const each of under) each.hidden = false;
  document.getElementById("beds-under")?.setAttribute("id", "beds");
  document.title = title;
  used = told = Date.now();
  window.htmx?.trigger(document.body, "beds");
  document.dispatchEvent(new Event("unlocked"));
}

// A faint told from here is told until the server has heard it.
async function press(form, sent) {
  const answer = await fetch(form.action, sent).catch(() => null);
  if (!answer || answer.status >= 500) return setTimeout(press, 2000, form, sent);
  window.htmx?.trigger(document.body, "beds");
}

box.addEventListener("submit", async (event) => {
  const form = event.target;
  const isUnlock = form.matches("[data-unlock]");
  if (!isUnlock && !form.closest(".beds")) return; // to sign out leaves the page
  event.preventDefault();
  const sent = { method: "POST", body: new FormData(form), headers: { "X-Hold": "1" } };
  if (!isUnlock) return press(form, sent);
  const answer = await fetch(form.action, sent).catch(() => null);
  if (answer?.status === 204) return open();
  if (answer) cover(await answer.text());
  box.querySelector("[type=password]")?.focus();
});

for (const name of ["pointerdown", "keydown", "input"]) {
  const seen = (event) => {
    if (isLocked() || !event.isTrusted) return;
    used = Date.now();
    if (used - told > 30_000 || !soon.hidden) tell();
  };
  addEventListener(name, seen, { capture: true, passive: true });
}
addEventListener("keydown", (event) => isLocked() && event.stopPropagation(), { capture: true });
for (const name of ["locked", "visibilitychange"]) {
  document.addEventListener(name, () => (name === "locked" ? lock() : check()));
}
const check = () => isLocked() || Date.now() - used < limit - 100_000 || ask();
setInterval(check, 5000);
