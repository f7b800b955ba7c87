// Keyboard, pasting from a spreadsheet, undo and redo; a change is told to the page once, however many cells it has.
import type { Box, Grid } from "./boxes";
import { say } from "./words";

interface Step {
  box: Box;
  before: string;
  after: string;
}

export class Hands {
  private past: Step[][] = [];
  private ahead: Step[][] = [];
  private known = new WeakMap<Box, string>();

  constructor(
    private grid: Grid,
    private changed: (boxes: Box[], words?: string) => void,
  ) {
    for (const box of grid.boxes()) this.known.set(box, box.value);
    grid.form.addEventListener("change", (event) => this.typed(event.target));
    grid.form.addEventListener("keydown", (event) => this.key(event));
    grid.form.addEventListener("paste", (event) => this.paste(event));
    this.button("undo")?.addEventListener("click", () => this.undo());
    this.button("redo")?.addEventListener("click", () => this.redo());
    for (const name of ["undo", "redo"]) this.button(name)?.removeAttribute("hidden");
  }

  // A value that came back from the queue or from the site is no step to undo.
  note(box: Box): void {
    this.known.set(box, box.value);
  }

  private button(name: string): HTMLButtonElement | null {
    return this.grid.form.querySelector(`[data-${name}]`);
  }

  private isBox(target: EventTarget | null): target is Box {
    return (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) && target.name.startsWith("v|");
  }

  private typed(target: EventTarget | null): void {
    if (!this.isBox(target)) return;
    this.grid.check(target);
    this.keep([{ box: target, before: this.known.get(target) ?? "", after: target.value }]);
  }

  private keep(steps: Step[], words?: string): void {
    const real = steps.filter((step) => step.before !== step.after);
    if (!real.length) return;
    this.past.push(real);
    this.ahead = [];
    this.done(real, words);
  }

  private done(steps: Step[], words?: string): void {
    for (const { box } of steps) this.note(box);
    this.button("undo")?.toggleAttribute("disabled", !this.past.length);
    this.button("redo")?.toggleAttribute("disabled", !this.ahead.length);
    this.changed(
      steps.map((step) => step.box),
      words,
    );
  }

  private go(from: Step[][], to: Step[][], side: "before" | "after"): void {
    const steps = from.pop();
    if (!steps) return;
    to.push(steps);
    for (const step of steps) if (!step.box.disabled) this.grid.set(step.box, step[side]);
    steps[0]?.box.focus();
    this.done(steps);
  }

  undo(): void {
    if (this.isBox(document.activeElement)) this.typed(document.activeElement);
    this.go(this.past, this.ahead, "before");
  }

  redo(): void {
    this.go(this.ahead, this.past, "after");
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey) return;
    const box = event.target;
    if (event.ctrlKey || event.metaKey) {
      if (this.chord(event)) event.preventDefault();
    } else if (this.isBox(box) && this.walk(box, event)) event.preventDefault();
  }

  private chord(event: KeyboardEvent): boolean {
    switch (event.key.toLowerCase()) {
      case "z":
        if (event.shiftKey) this.redo();
        else this.undo();
        return true;
      case "y":
        this.redo();
        return true;
      case "s":
        if (this.isBox(document.activeElement)) this.typed(document.activeElement);
        this.grid.form.requestSubmit();
        return true;
      case "d":
        return this.copyDown(event.target);
      default:
        return false;
    }
  }

  private walk(box: Box, event: KeyboardEvent): boolean {
    const picking = box instanceof HTMLSelectElement;
    switch (event.key) {
      case "Enter":
        return this.step(box, event.shiftKey ? -1 : 1, 0) || true;
      case "ArrowDown":
        return !picking && this.step(box, 1, 0);
      case "ArrowUp":
        return !picking && this.step(box, -1, 0);
      case "ArrowRight":
        return (picking || atEnd(box)) && this.step(box, 0, 1);
      case "ArrowLeft":
        return (picking || atStart(box)) && this.step(box, 0, -1);
      case "Escape":
        this.grid.set(box, this.known.get(box) ?? "");
        return true;
      default:
        return false;
    }
  }

  // To the next box in a direction; crossings without a box are passed over.
  private step(from: Box, down: number, across: number): boolean {
    const rows = this.grid.rows();
    const row = this.grid.row(from);
    let [line, column] = [row ? rows.indexOf(row) : -1, this.grid.column(from)];
    for (;;) {
      line += down;
      column += across;
      if (line < 0 || line >= rows.length || column < 0 || column >= this.grid.heads.length) return false;
      const box = this.grid.at(rows[line], column);
      if (!box || box.disabled) continue;
      box.focus();
      if (box instanceof HTMLInputElement) box.select();
      return true;
    }
  }

  private copyDown(target: EventTarget | null): boolean {
    if (!this.isBox(target)) return false;
    const rows = this.grid.rows();
    const row = this.grid.row(target);
    for (let line = (row ? rows.indexOf(row) : 0) - 1; line >= 0; line--) {
      const above = this.grid.at(rows[line], this.grid.column(target));
      if (!above) continue;
      const before = this.known.get(target) ?? "";
      this.grid.set(target, above.value);
      this.keep([{ box: target, before, after: target.value }]);
      break;
    }
    return true;
  }

  private paste(event: ClipboardEvent): void {
    const box = event.target;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!this.isBox(box) || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const steps = this.spread(box, rectangle(text, this.grid.rows().length));
    this.keep(steps, say("pasted", { count: steps.length }));
  }

  // A rectangle goes down and across from the focused box; where nothing is asked for, its cell is left out.
  private spread(from: Box, cells: string[][]): Step[] {
    const rows = this.grid.rows();
    const row = this.grid.row(from);
    const [top, left] = [row ? rows.indexOf(row) : 0, this.grid.column(from)];
    const steps: Step[] = [];
    cells.forEach((line, down) => {
      line.forEach((value, across) => {
        const box = this.grid.at(rows[top + down], left + across);
        if (!box || box.disabled) return;
        const before = this.known.get(box) ?? "";
        this.grid.set(box, value.trim());
        steps.push({ box, before, after: box.value });
      });
    });
    return steps;
  }
}

function atEnd(box: HTMLInputElement): boolean {
  return box.selectionStart === box.selectionEnd && box.selectionEnd === box.value.length;
}

function atStart(box: HTMLInputElement): boolean {
  return box.selectionEnd === 0;
}

// Tab-separated text as Excel and WPS copy it: a cell with line breaks or tabs stands in quotes, quotes doubled.
export function rectangle(text: string, most: number): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\n\r]*))(\t|\r?\n|$)/gy;
  const whole = text.replace(/\r?\n$/, "");
  while (pattern.lastIndex <= whole.length) {
    const found = pattern.exec(whole);
    if (!found) break;
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (!found[3]) break;
    if (found[3] !== "\t" && rows.push([]) > most) break; // what no row could take is not read
  }
  return rows;
}
