// The body chart of the point picker: a tap near a point tells the picker what lies there, nearest first, and on which side.
// Chosen points are filled. The pictures are chosen with radio buttons; everything here can also be done in the list.

const circles = (svg) => [...svg.querySelectorAll("circle[data-code]")];

function near(svg, event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const far = (one) => Math.hypot(one.cx.baseVal.value - at.x, one.cy.baseVal.value - at.y);
  const spots = circles(svg).sort((one, other) => far(one) - far(other));
  const { area } = spots[0].dataset;
  const there = spots.filter((one) => one.dataset.area === area);
  const side = there.find((one) => one.dataset.side !== "middle")?.dataset.side;
  return { area, side, codes: [...new Set(there.map((one) => one.dataset.code))] };
}

function isChosen(picker, { code, side }) {
  const row = picker.querySelector(`.pick[data-code="${code}"]`);
  const pressed = (selector) => row?.querySelector(`${selector}[aria-pressed="true"]`);
  return pressed(side === "middle" ? ".pick__main" : `[data-side="${side[0]}"]`) ?? pressed('[data-side="b"]');
}

function setUp(chart) {
  const picker = chart.closest("[data-picker]");
  if (chart.dataset.ready) return;
  chart.dataset.ready = "yes";
  const paint = () => circles(chart).forEach((one) => one.classList.toggle("c-chosen", Boolean(isChosen(picker, one.dataset))));
  chart.addEventListener("change", ({ target }) => {
    for (const plate of chart.querySelectorAll("[data-plate]")) plate.hidden = plate.dataset.plate !== target.value;
  });
  chart.addEventListener("click", (event) => {
    const svg = event.target.closest("svg.body");
    if (svg) chart.dispatchEvent(new CustomEvent("near", { bubbles: true, detail: near(svg, event) }));
  });
  picker.addEventListener("chosen", paint);
  paint();
}

const every = (root) => root.querySelectorAll("[data-chart]").forEach(setUp);
every(document);
document.addEventListener("htmx:load", (event) => every(event.target));
