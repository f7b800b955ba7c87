// The grid as the page holds it: boxes by row and column, what stood in each, what is wrong with it.
import { wrong, type Rules } from "./checks";
import { say } from "./words";

export type Box = HTMLInputElement | HTMLSelectElement;

export interface Place {
  register: string;
  unit: number;
  field: string;
}

export class Grid {
  readonly heads: HTMLElement[];
  private known = new Map<string, Box>();
  private was = new WeakMap<Box, string>();

  constructor(readonly form: HTMLFormElement) {
    this.heads = [...form.querySelectorAll<HTMLElement>("th[data-field]")];
    for (const box of form.querySelectorAll<Box>("[name^='v|']")) {
      this.known.set(box.name, box);
      this.was.set(box, box.matches("[data-carried], [aria-invalid]") ? "" : box.value);
    }
  }

  boxes(): Box[] {
    return [...this.known.values()];
  }

  box({ register, unit, field }: Place): Box | undefined {
    return this.known.get(["v", register, unit, field].join("|"));
  }

  place(box: Box): Place {
    const [, register = "", unit = "", field = ""] = box.name.split("|");
    return { register, unit: Number(unit), field };
  }

  // What the site has for a cell; what differs from it is unsent.
  stood(box: Box): string {
    return this.was.get(box) ?? "";
  }

  // What stood a period ago and has not been touched.
  carried(): Box[] {
    return this.boxes().filter((box) => "carried" in box.dataset && !box.disabled);
  }

  settle(box: Box, value: string, revision: number): void {
    this.was.set(box, value);
    box.dataset.base = String(revision);
    delete box.dataset.carried;
    box.closest("td")?.classList.add("is-saved");
  }

  base(box: Box): number {
    const { register, unit } = this.place(box);
    const read = this.form.querySelector<HTMLInputElement>(`[name="${CSS.escape(["r", register, unit].join("|"))}"]`);
    return Number(box.dataset.base ?? read?.value ?? 0);
  }

  rules(box: Box): Rules {
    const head = this.head(box);
    const { kind = "", min = "", max = "", reasons = "" } = head?.dataset ?? {};
    return { kind, min, max, reasons: reasons.split("\n").filter(Boolean) };
  }

  head(box: Box): HTMLElement | undefined {
    return this.heads[this.column(box)];
  }

  column(box: Box): number {
    return (box.closest("td")?.cellIndex ?? 0) - 1;
  }

  row(box: Box): HTMLTableRowElement | null {
    return box.closest("tr");
  }

  rows(): HTMLTableRowElement[] {
    return [...this.form.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  }

  at(row: HTMLTableRowElement | undefined, column: number): Box | undefined {
    return row?.cells[column + 1]?.querySelector<Box>("input:not([type=hidden]), select") ?? undefined;
  }

  // A value as typed or pasted; into a list only what the list has, by its words too.
  set(box: Box, value: string): void {
    if (box instanceof HTMLInputElement) box.value = value;
    else {
      const text = value.trim();
      const option = [...box.options].find((each) => each.value === text || each.text === text);
      box.value = option?.value ?? "";
      if (text && !option) {
        const options = [...box.options].map((each) => each.text).filter(Boolean);
        this.tell(box, say("choice", { options: options.join("、") }));
        return;
      }
    }
    this.check(box);
  }

  check(box: Box): boolean {
    const words = wrong(box.value, this.rules(box));
    this.tell(box, words);
    return !words;
  }

  tell(box: Box, words: string): void {
    const place = box.closest("td")?.querySelector<HTMLElement>("[data-wrong]");
    if (place) place.textContent = words;
    if (words) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  }

  lock(box: Box, words: string): void {
    box.disabled = true;
    this.tell(box, "");
    const place = box.closest("td")?.querySelector<HTMLElement>("[data-wrong]");
    if (place) place.textContent = words;
  }
}
