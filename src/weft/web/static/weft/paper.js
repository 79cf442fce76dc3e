// Paper shows what is recorded: of a record that is not signed yet, empty fields are left out and folds that hold
// something stand open. What is on the screen stays as it is.
//   [data-recorded]   such a record; its checklist (.items) is printed whole
//   [data-on-paper]   a line for paper alone

const GROUPS = "details, .field, .body-map, .choice, .tap, .numbers__one, table, tr";
const isTick = (each) => each.type === "radio" || each.type === "checkbox";
const isTyped = (each) => (!isTick(each) || each.checked) && each.value.trim() !== ""; // "not asked" has no value
const fields = (group) => [...group.querySelectorAll("input:not([type=hidden], [type=submit]), select, textarea")];
const taps = (group) => [...group.querySelectorAll("[aria-pressed]")];
const asks = (group) => fields(group).length + taps(group).length > 0 || group.matches("[aria-pressed]");
const holds = (group) => fields(group).some(isTyped) || [group, ...taps(group)].some((each) => each.ariaPressed === "true");

let undo = [];

addEventListener("beforeprint", () => {
  for (const line of document.querySelectorAll("[data-on-paper][hidden]")) {
    line.hidden = false;
    undo.push(() => (line.hidden = true));
  }
  for (const group of document.querySelectorAll(`[data-recorded] :is(${GROUPS}):not(.items *)`)) {
    if (!asks(group)) continue;
    if (!holds(group) && !group.hidden) {
      group.hidden = true;
      undo.push(() => (group.hidden = false));
    } else if (group.tagName === "DETAILS" && !group.open) {
      group.open = true;
      undo.push(() => (group.open = false));
    }
  }
});

addEventListener("afterprint", () => {
  for (const one of undo) one();
  undo = [];
});
