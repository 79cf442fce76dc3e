// What could not be sent waits in this page's memory and is sent again. Nothing is stored by the browser.
// For keep.js (drafts) and send.js (forms). The words come from parts/guard.html.

const words = document.getElementById("keep-words")?.dataset ?? {};
const pauses = [1, 2, 4, 8, 15, 30];
export const waiting = new Map(); // form → try again

export function say(form, text, { isUnsent = waiting.has(form), hasLink = false } = {}) {
  let line = form.querySelector(".kept");
  if (!line) {
    line = form.appendChild(document.createElement("p"));
    line.className = "kept hint";
    line.setAttribute("role", "alert"); // a status that comes together with its words is not read out
  }
  line.toggleAttribute("data-unsent", isUnsent);
  if (line.firstChild?.data === text && line.childElementCount === Number(hasLink)) return; // not again at each try
  line.textContent = text;
  if (!hasLink) return;
  const out = document.createElement("a");
  Object.assign(out, { href: words.signIn, target: "_blank", rel: "noopener", textContent: words.signInLabel });
  line.append(" ", out);
}

export async function post(url, body, headers, signal) {
  try {
    return await fetch(url, { method: "POST", body, headers, signal, redirect: "manual" });
  } catch (fault) {
    return { status: 0, headers: new Headers(), aborted: fault.name === "AbortError" };
  }
}

// The answer when it was not taken at all: no network, a server that is away or full, nobody signed in, or somebody else.
export const isLost = (answer) => answer.status === 0 || answer.status >= 500 || answer.headers.has("X-Session");

function why(session, status) {
  if (session === "other") return words.other;
  if (session && session !== "stale") return words.out;
  return status === 500 ? words.fault : words.unsent;
}

export function later(form, again, tries, { status, headers }) {
  const session = headers.get("X-Session");
  waiting.set(form, again);
  if (session === "locked") document.dispatchEvent(new Event("locked"));
  say(form, why(session, status), { hasLink: session === "ended" });
  const pause = 1000 * pauses[Math.min(tries, pauses.length - 1)];
  setTimeout(() => waiting.get(form) === again && retry(form), pause);
}

const ended = { status: 403, headers: new Headers({ "X-Session": "ended" }) };
const away = { status: 0, headers: new Headers() };

// Before anything is sent again: is somebody signed in, the same as before, and with what form token?
//   <form data-anybodys>: whoever is signed in sends it (Faint)
async function retry(form) {
  const again = waiting.get(form);
  const answer = await fetch(words.here, { redirect: "manual" }).catch(() => null);
  if (waiting.get(form) !== again) return;
  if (!answer || answer.status >= 500) return again(away);
  if (!answer.ok) return again(answer.headers.has("X-Session") ? answer : ended);
  const { token, who } = await answer.json();
  if (who !== words.who && !("anybodys" in form.dataset)) {
    say(form, words.other);
    return setTimeout(() => waiting.get(form) === again && retry(form), 5000);
  }
  const fields = "[name=csrfmiddlewaretoken]";
  for (const each of [...document.querySelectorAll(fields), ...form.querySelectorAll(fields)]) each.value = token;
  waiting.delete(form);
  again();
}

for (const name of ["online", "focus"]) addEventListener(name, () => [...waiting.keys()].forEach(retry));
document.addEventListener("unlocked", () => [...waiting.keys()].forEach(retry));
addEventListener("beforeunload", (event) => waiting.size && event.preventDefault());
