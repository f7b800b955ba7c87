// A list under the keyboard: arrows walk through rows and cells, Enter opens, space ticks; columns are dragged in order.

const CELLS = "th[scope=row] a, a.cell-edit";

function rows(): HTMLTableRowElement[] {
  return [...document.querySelectorAll<HTMLTableRowElement>("[data-ledger] tr[data-row]")];
}

function cellsOf(row: HTMLTableRowElement | undefined): HTMLElement[] {
  return row ? [...row.querySelectorAll<HTMLElement>(CELLS)] : [];
}

function goTo(row: HTMLTableRowElement | undefined, column: number): boolean {
  const cells = cellsOf(row);
  const cell = cells[Math.min(column, cells.length - 1)];
  cell?.focus();
  return cell !== undefined;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return;
  if (event.key === "Escape" && target.closest("[data-cell-form]")) {
    target.closest("[data-cell-form]")?.querySelector<HTMLElement>("[data-cell-cancel]")?.click();
    event.preventDefault();
    return;
  }
  if (target.matches(".searchbox input") && event.key === "ArrowDown") {
    if (goTo(rows()[0], 0)) event.preventDefault();
    return;
  }
  if (target.matches(CELLS) && walk(target, event.key)) event.preventDefault();
});

function walk(cell: HTMLElement, key: string): boolean {
  const row = cell.closest<HTMLTableRowElement>("tr[data-row]");
  if (!row) return false;
  const [all, cells] = [rows(), cellsOf(row)];
  const [down, across] = [all.indexOf(row), cells.indexOf(cell)];
  switch (key) {
    case "ArrowDown":
      return goTo(all[down + 1], across);
    case "ArrowUp":
      if (down > 0) return goTo(all[down - 1], across);
      document.querySelector<HTMLElement>(".searchbox input")?.focus();
      return true;
    case "ArrowRight":
      return goTo(row, across + 1);
    case "ArrowLeft":
      return goTo(row, Math.max(across - 1, 0));
    case " ":
      row.querySelector<HTMLElement>(".is-tick input")?.click();
      return true;
    default:
      return false;
  }
}

// After a cell has turned into a box, or a row has come back, the focus is where the hands are.
document.addEventListener("htmx:afterSettle", (event) => {
  const form = document.querySelector<HTMLElement>("[data-cell-form]");
  if (form) form.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
  else if (event.target instanceof HTMLTableRowElement) goTo(event.target, 0);
  else for (const list of document.querySelectorAll<HTMLElement>("[data-arrange]:not([data-ready])")) arrange(list);
});

function arrange(list: HTMLElement): void {
  list.dataset.ready = "";
  let held: HTMLElement | null = null;
  for (const item of list.children) {
    item.querySelector("[data-grip]")?.removeAttribute("hidden");
    if (item instanceof HTMLElement) item.draggable = true;
  }
  list.addEventListener("dragstart", (event) => {
    held = event.target instanceof HTMLElement ? event.target.closest("li") : null;
    event.dataTransfer?.setData("text/plain", "");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target instanceof Element ? event.target.closest<HTMLElement>("li") : null;
    if (!held || !over || over.parentElement !== list) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    list.insertBefore(held, event.clientY < top + height / 2 ? over : over.nextSibling);
  });
  list.addEventListener("dragend", () => {
    held = null;
    number(list);
  });
  list.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === "checkbox") number(list);
  });
}

// The ticked columns are numbered as they stand; the numbers are what the form sends.
function number(list: HTMLElement): void {
  let place = 0;
  for (const item of list.querySelectorAll("li")) {
    const [tick, box] = [item.querySelector<HTMLInputElement>("[name=col]"), item.querySelector<HTMLInputElement>(".arranging-place")];
    if (box) box.value = tick?.checked ? String(++place) : "";
  }
}

for (const list of document.querySelectorAll<HTMLElement>("[data-arrange]")) arrange(list);
