// The point picker edits the text that is sent ("bl23 b, gb30 r"). A tap: one side; the next: both; the third: none.

const letters = { left: "l", right: "r", both: "b", middle: "m", l: "l", r: "r", b: "b", m: "m" };

function read(text) {
  return text.split(",").map((part) => part.trim()).filter(Boolean).map((typed) => {
    const [code, ...rest] = typed.toLowerCase().split(/\s+/);
    const side = rest.map((word) => letters[word]).filter(Boolean).pop() ?? "m";
    const many = Number(rest.find((word) => /^x\d+$/.test(word))?.slice(1)) || (side === "b" ? 2 : 1);
    return { typed, code: code.toUpperCase(), side, many };
  });
}

function setUp(picker) {
  const field = document.getElementById(picker.dataset.picker);
  if (!field || picker.dataset.ready) return;
  picker.dataset.ready = "yes";
  const one = (selector) => picker.querySelector(selector);
  const all = (selector) => picker.querySelectorAll(selector);
  const says = one("[data-says]");
  let side = "l";

  const texts = () => read(field.value).map((each) => each.typed);
  const press = (button, on) => button.setAttribute("aria-pressed", Boolean(on));
  const sideOf = (code) => {
    const sides = new Set(read(field.value).filter((each) => each.code === code).map((each) => each.side));
    return sides.size > 1 ? "b" : [...sides][0];
  };
  const write = (parts) => {
    field.value = parts.join(", ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // A sore spot is named by its place; each tap is one more, and nothing typed is taken out.
  function spot(where) {
    const area = one('[data-area][aria-pressed="true"]')?.textContent.toLowerCase().replaceAll(",", "");
    write([...texts(), ["ashi", area, where].filter(Boolean).join(" ")]);
  }

  function put(row, wanted) {
    const { code } = row.dataset;
    const tick = row.querySelector("[data-read]");
    if (wanted && tick && !tick.checked) {
      says.textContent = says.dataset.readFirst;
      return tick.focus();
    }
    const parts = read(field.value);
    const at = parts.findIndex((each) => each.code === code);
    const kept = parts.filter((each) => each.code !== code).map((each) => each.typed);
    if (wanted) kept.splice(at < 0 ? kept.length : at, 0, `${code.toLowerCase()} ${wanted}`);
    write(kept);
    const said = row.querySelector(`[data-side="${wanted}"]`)?.textContent ?? (wanted ? "✓" : says.dataset.none);
    says.textContent = `${code}: ${said}`;
  }

  function next(row) {
    const now = sideOf(row.dataset.code);
    if (!("sided" in row.dataset)) return now ? "" : "m";
    return now === "b" ? "" : now ? "b" : side;
  }

  function show() {
    const parts = read(field.value);
    const chosen = new Map(parts.map((each) => [each.code, sideOf(each.code)]));
    one("[data-count]").textContent = parts.reduce((sum, each) => sum + each.many, 0);
    for (const row of all(".pick")) {
      const now = chosen.get(row.dataset.code);
      press(row.querySelector(".pick__main"), now);
      row.querySelectorAll("[data-side]").forEach((each) => press(each, each.dataset.side === now));
    }
    picker.dispatchEvent(new Event("chosen"));
  }

  field.addEventListener("input", show);
  picker.addEventListener("near", ({ detail }) => {
    side = letters[detail.side] ?? side;
  });
  picker.addEventListener("click", ({ target }) => {
    const { take, side: named } = target.closest("button")?.dataset ?? {};
    const row = target.closest("button")?.closest(".pick");
    if (row?.dataset.code === "ASHI") spot(named ?? side);
    else if (row) put(row, named && named === sideOf(row.dataset.code) ? "" : named ?? next(row));
    else if (take) {
      const taken = read(take).filter((each) => each.code === "ASHI" || !sideOf(each.code));
      write([...texts(), ...taken.map((each) => each.typed)]);
    }
  });
  all("[data-live]").forEach((each) => each.removeAttribute("hidden"));
  show();
}

const every = (root) => root.querySelectorAll("[data-picker]").forEach(setUp);
every(document);
document.addEventListener("htmx:load", (event) => every(event.target));
