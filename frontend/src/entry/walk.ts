// On a phone one unit at a time, as a form; buttons and a list lead to the others.
import type { Grid } from "./boxes";

export function walkUnits(grid: Grid): void {
  const walk = grid.form.querySelector<HTMLElement>("[data-walk]");
  const choice = walk?.querySelector<HTMLSelectElement>("[data-unit-choice]");
  const table = grid.form.querySelector("table");
  if (!walk || !choice || !table) return;
  walk.hidden = false;
  table.classList.add("one-by-one");
  const show = () => {
    for (const row of grid.rows()) row.classList.toggle("is-shown", row.dataset.unit === choice.value);
    for (const button of walk.querySelectorAll<HTMLButtonElement>("[data-step]")) {
      button.disabled = !choice.options[choice.selectedIndex + Number(button.dataset.step)];
    }
  };
  choice.addEventListener("change", show);
  walk.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-step]") : null;
    if (!button) return;
    choice.selectedIndex += Number(button.dataset.step);
    show();
  });
  grid.form.addEventListener("focusin", (event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("tr[data-unit]") : null;
    if (!row?.dataset.unit || row.dataset.unit === choice.value) return;
    choice.value = row.dataset.unit;
    show();
  });
  show();
}
