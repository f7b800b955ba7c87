// One tick in a table's head ticks its rows; says how many rows are ticked in [data-ticked].

export function watchTicks(): void {
  document.addEventListener("change", (event) => {
    const tick = event.target;
    if (!(tick instanceof HTMLInputElement) || !tick.closest(".is-tick")) return;
    const table = tick.closest("table");
    if (!table) return;
    const rows = [...table.querySelectorAll<HTMLInputElement>("tbody .is-tick input")];
    const all = table.querySelector<HTMLInputElement>("thead .is-tick input");
    if (tick === all) for (const row of rows) row.checked = tick.checked;
    const ticked = rows.filter((row) => row.checked).length;
    if (all) {
      all.checked = ticked === rows.length;
      all.indeterminate = ticked > 0 && ticked < rows.length;
    }
    for (const place of document.querySelectorAll("[data-ticked]")) place.textContent = String(ticked);
  });
}
