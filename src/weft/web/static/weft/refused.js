// What a page says and gives back that refuses a form. For send.js and keep.js.

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const plain = (text) => text.replace(/\s+/g, " ").trim();

// What a page that refuses says, in one line.
export function sentence(html) {
  const page = parsed(html);
  return plain((page.querySelector(".refused__says") ?? page.querySelector("h1") ?? page.body).textContent);
}

// Whether a page that refuses gives back every word typed into this form, and into what else stands here unsaved.
export function gives(html, form) {
  const page = parsed(html);
  const fields = [...page.querySelectorAll("input, textarea")].map((each) => each.value);
  const there = plain([page.body.textContent, ...fields].join(" "));
  const typed = [...document.querySelectorAll("form[method=post] :is(textarea, input:not([type]), [type=text])")];
  return typed
    .filter((each) => each.form === form || each.value !== each.defaultValue)
    .every((each) => there.includes(plain(each.value)));
}
