// The equal list of the point picker: search by code, name or place; the points of one place, nearest to the tap first.
// It shows and hides what the server wrote; choosing is picker.js.

function setUp(picker) {
  const list = picker.querySelector(".picks");
  if (!list || list.dataset.ready) return;
  list.dataset.ready = "yes";
  const rows = [...list.children];
  const find = picker.querySelector("[data-find-in]");
  const chips = picker.querySelectorAll("[data-codes]");
  let shown = "";
  let area = "";

  const isChosen = (row) => row.querySelector(".pick__main").getAttribute("aria-pressed") === "true";
  const isListed = (row) => (shown === "chosen" ? isChosen(row) : !shown || shown.split(" ").includes(row.dataset.code));

  function show() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      row.hidden = words.length ? !words.every((word) => row.dataset.find.includes(word)) : !isListed(row);
    }
    for (const chip of chips) {
      const { codes, area: place } = chip.dataset;
      chip.setAttribute("aria-pressed", !words.length && (area ? place === area : codes === shown));
    }
    picker.querySelector("[data-nothing]").hidden = rows.some((row) => !row.hidden);
  }

  function open(codes, place = "", order = rows.map((row) => row.dataset.code)) {
    shown = codes;
    area = place;
    find.value = "";
    list.append(...order.map((code) => rows.find((row) => row.dataset.code === code)).filter(Boolean));
    list.scrollTop = 0;
    show();
  }

  find.addEventListener("input", show);
  chips.forEach((chip) => chip.addEventListener("click", () => open(chip.dataset.codes, chip.dataset.area)));
  picker.addEventListener("near", ({ detail }) => {
    const codes = [...detail.codes, "ASHI"];
    open(codes.join(" "), detail.area, codes);
    list.scrollIntoView({ block: "nearest" });
  });
}

const every = (root) => root.querySelectorAll("[data-picker]").forEach(setUp);
every(document);
document.addEventListener("htmx:load", (event) => every(event.target));
