// What could not be sent waits in this page's memory and is sent again. Nothing is stored by the browser.
// For keep.js (drafts) and send.js (forms). The words come from parts/guard.html.

const words = document.getElementById("keep-words")?.dataset ?? {};
const pauses = [1, 2, 4, 8, 15, 30];
export const waiting = new Map(); // form → try again

export function say(form, text, hasLink) {
  let line = form.querySelector(".kept");
  if (!line) {
    line = form.appendChild(document.createElement("p"));
    line.className = "kept hint";
    line.setAttribute("role", "status");
  }
  line.textContent = text;
  line.toggleAttribute("data-unsent", waiting.has(form));
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

// The answer when it was not taken at all: no network, a server that is away or full, nobody signed in.
export const isLost = (answer) => answer.status === 0 || answer.status >= 500 || answer.headers.has("X-Session");

export function later(form, again, tries, session) {
  waiting.set(form, again);
  if (session === "locked") document.dispatchEvent(new Event("locked"));
  say(form, session ? words.out : words.unsent, session && session !== "locked");
  const pause = 1000 * pauses[Math.min(tries, pauses.length - 1)];
  setTimeout(() => waiting.get(form) === again && retry(form), pause);
}

// Before anything is sent again: is somebody signed in, the same as before, and with what form token?
async function retry(form) {
  const again = waiting.get(form);
  const answer = await fetch(words.here, { redirect: "manual" }).catch(() => null);
  if (waiting.get(form) !== again) return;
  if (!answer?.ok) return again(answer ? "ended" : "");
  const { token, who } = await answer.json();
  if (who !== words.who) {
    say(form, words.other);
    return setTimeout(() => waiting.get(form) === again && retry(form), 5000);
  }
  for (const each of document.querySelectorAll("[name=csrfmiddlewaretoken]")) each.value = token;
  waiting.delete(form);
  again();
}

for (const name of ["online", "focus"]) addEventListener(name, () => [...waiting.keys()].forEach(retry));
document.addEventListener("unlocked", () => [...waiting.keys()].forEach(retry));
addEventListener("beforeunload", (event) => waiting.size && event.preventDefault());
