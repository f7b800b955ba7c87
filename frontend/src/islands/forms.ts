// The cells of a form: arrows move from cell to cell, Enter opens the one that has the focus.
// Without this script every cell is a link that Tab reaches.
const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

class Cells {
  private readonly at: HTMLElement[][] = [];
  private readonly places = new Map<HTMLElement, [number, number]>();

  constructor(private readonly table: HTMLTableElement) {
    this.lay();
    const links = [...this.places.keys()];
    const first = links.find((link) => link.ariaCurrent === "true") ?? links[0];
    for (const link of links) link.tabIndex = link === first ? 0 : -1;
    table.addEventListener("keydown", (event) => this.key(event));
    const chosen = links.find((link) => link.ariaCurrent === "true");
    chosen?.focus({ preventScroll: true });
    chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // Which link covers which place, merged cells covering several.
  private lay(): void {
    const rows = [...(this.table.tBodies[0]?.rows ?? [])];
    rows.forEach((row, number) => {
      let column = 0;
      for (const cell of row.querySelectorAll("td")) {
        while (this.at[number]?.[column]) column += 1;
        const link = cell.querySelector<HTMLElement>("[data-cell]");
        if (!link) continue;
        this.places.set(link, [number, column]);
        for (let down = 0; down < cell.rowSpan; down += 1) {
          for (let right = 0; right < cell.colSpan; right += 1) (this.at[number + down] ??= [])[column + right] = link;
        }
        column += cell.colSpan;
      }
    });
  }

  private key(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const link = event.target instanceof HTMLElement ? event.target : null;
    const place = link ? this.places.get(link) : undefined;
    if (!step || !link || !place || event.ctrlKey || event.metaKey || event.altKey) return;
    let [row, column] = place;
    let next: HTMLElement | undefined = link;
    while (next === link) {
      row += step[0];
      column += step[1];
      next = this.at[row]?.[column];
    }
    event.preventDefault();
    if (!next) return;
    link.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

const table = document.querySelector<HTMLTableElement>("[data-form-cells]");
if (table) new Cells(table);
