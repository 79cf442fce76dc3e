// The body map: a tap on a place ticks its box, and a ticked box paints its place. Without it one ticks the boxes.

function setUp(map) {
  if (map.dataset.ready) return;
  map.dataset.ready = "yes";
  const box = (region) => map.querySelector(`input[value="${region}"]`);
  const show = () => {
    for (const { classList, dataset } of map.querySelectorAll("[data-region]")) {
      const isMarked = Boolean(box(dataset.region)?.checked);
      classList.toggle("c-hurts", isMarked);
      classList.toggle("c-place", !isMarked);
    }
  };
  map.addEventListener("change", show);
  map.addEventListener("click", ({ target }) => {
    const { region } = target.closest("[data-region]")?.dataset ?? {};
    if (region) box(region)?.click();
  });
  show();
}

const every = (root) => root.querySelectorAll("[data-map]").forEach(setUp);
every(document);
document.addEventListener("htmx:load", (event) => every(event.target));
