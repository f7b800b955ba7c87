// From a typed cell to the site's answer: what is typed is kept first and sent afterwards, as often as it takes.
import type { Box, Grid } from "./boxes";
import { cellsIn, newId, type Item, type Outbox } from "./outbox";
import { say } from "./words";

interface Answer {
  id: string;
  state: "accepted" | "conflict" | "refused";
  revision: number;
  words: string;
  cells: Record<string, string>;
  offered: string[];
}

const AT_ONCE = 50; // returns of one request
const AGAIN = 15_000; // milliseconds to the next try while the network is away
const PATIENCE = 30_000; // milliseconds for one answer

export class Queue {
  private items: Item[] = [];
  private sending = false;
  private newer = false; // the site has another build than this page
  private stopped = ""; // why nothing can be sent until somebody does something
  private timer = 0;

  constructor(
    private grid: Grid,
    private box: Outbox,
    private shown: (words: string, tone: string) => void,
    private came: (box: Box) => void,
  ) {
    window.addEventListener("online", () => this.retry());
  }

  async begin(): Promise<void> {
    this.items = await this.box.all();
    for (const item of this.items) this.restore(item);
    this.tell();
    if (this.waiting().length) await this.send();
  }

  all(): readonly Item[] {
    return this.items;
  }

  // What lay here when the page was closed, or the browser killed, stands in its boxes again.
  private restore(item: Item): void {
    if (item.period !== this.grid.form.dataset.period) return;
    for (const [field, cell] of Object.entries(item.cells)) {
      const box = this.grid.box({ ...item, field });
      if (!box) continue;
      this.grid.set(box, cell.value);
      this.came(box);
    }
    this.lineWords(item, item.told);
  }

  async typed(boxes: Box[]): Promise<void> {
    const touched = new Set<Item>();
    const gone: string[] = [];
    for (const box of boxes) {
      const item = this.open(box, gone);
      const { field } = this.grid.place(box);
      const base = item.cells[field]?.base ?? this.grid.base(box);
      if (box.value === this.grid.stood(box) && !this.behind(item)) delete item.cells[field];
      else item.cells[field] = { value: box.value, base };
      item.words.fields[field] = this.grid.head(box)?.dataset.title ?? field;
      touched.add(item);
    }
    const kept = [...touched].filter((item) => Object.keys(item.cells).length);
    this.items = this.items.filter((item) => !touched.has(item) || kept.includes(item));
    await this.save(kept, [...gone, ...[...touched].filter((item) => !kept.includes(item)).map((item) => item.id)]);
    this.tell();
  }

  // The item of a row that may still change; what was sent without an answer may have arrived, so it stays as it is.
  private open(box: Box, gone: string[]): Item {
    const { register, unit } = this.grid.place(box);
    const period = this.grid.form.dataset.period ?? "";
    const same = (item: Item) => item.register === register && item.unit === unit && item.period === period;
    const found = this.items.find((item) => same(item) && !item.tried);
    if (found) {
      gone.push(found.id);
      Object.assign(found, { id: newId(), state: "draft", told: "", at: new Date().toISOString() });
      return found;
    }
    const head = this.grid.head(box);
    const group = [...this.grid.form.querySelectorAll<HTMLElement>("thead tr:first-child th[data-register]")];
    const item: Item = {
      id: newId(),
      for: this.grid.form.dataset.for ?? "",
      seq: Math.max(Date.now(), (this.items.at(-1)?.seq ?? 0) + 1),
      register,
      unit,
      period,
      state: "draft",
      tried: false,
      cells: {},
      reason: "",
      at: new Date().toISOString(),
      words: {
        unit: this.grid.row(box)?.querySelector("th")?.firstChild?.textContent?.trim() ?? "",
        period: this.grid.form.dataset.periodWords ?? period,
        register: group.find((each) => each.dataset.register === head?.dataset.register)?.textContent ?? register,
        fields: {},
      },
      told: "",
    };
    this.items.push(item);
    return item;
  }

  private behind(item: Item): boolean {
    return this.items.some((each) => each !== item && sameReturn(each, item));
  }

  private async save(items: Item[], gone: string[] = []): Promise<void> {
    this.box.mirror(Math.max(cellsIn(this.items), items.length)); // rather too many for a moment than too few
    await this.box.put(
      items,
      gone.filter((id) => !items.some((item) => item.id === id)),
    );
    this.box.mirror(cellsIn(this.items));
  }

  // Everything typed and right is handed over; what is wrong stays where it is, and the first of it is shown.
  async release(reason: string): Promise<void> {
    const wrong = this.grid.boxes().filter((box) => box.hasAttribute("aria-invalid") && !this.grid.check(box));
    const held = new Set(wrong.map((box) => this.key(box)));
    const ready = this.items.filter((item) => !item.tried && !held.has(`${item.register}|${item.unit}`));
    for (const item of ready) Object.assign(item, { state: "waiting", reason, told: "" });
    await this.save(ready);
    await this.retry();
    if (wrong.length) {
      wrong[0]?.focus();
      this.shown(say("wrong", { count: wrong.length }), "red");
    }
  }

  private key(box: Box): string {
    const { register, unit } = this.grid.place(box);
    return `${register}|${unit}`;
  }

  private waiting(): Item[] {
    const seen = new Set<string>();
    return this.items.filter((item) => {
      const key = `${item.register}|${item.unit}|${item.period}`;
      const first = !seen.has(key);
      seen.add(key);
      return first && (item.state === "waiting" || item.tried);
    });
  }

  async retry(): Promise<void> {
    this.stopped = "";
    await this.send();
  }

  private async send(): Promise<void> {
    if (this.sending || this.stopped) return;
    this.sending = true;
    window.clearTimeout(this.timer);
    try {
      for (let batch = this.waiting(); batch.length; batch = this.waiting()) {
        if (!(await this.hand(batch.slice(0, AT_ONCE)))) break;
      }
    } catch {
      this.timer = window.setTimeout(() => void this.send(), AGAIN);
      this.shown(say("offline", { count: cellsIn(this.items) }), "yellow");
      return;
    } finally {
      this.sending = false;
    }
    this.tell();
  }

  private async hand(batch: Item[]): Promise<boolean> {
    const form = this.grid.form.dataset;
    this.shown(say("sending", { count: cellsIn(batch) }), "blue");
    const ready = await ask(form.ready ?? "", {});
    if (!ready) return this.stop(say("signedOut"));
    if (ready.for !== form.for) return this.stop(say("otherPerson"));
    this.newer = ready.build !== form.build;
    for (const item of batch) item.tried = true;
    await this.save(batch);
    const returns = batch.map(({ id, register, unit, period, cells, reason }) => {
      return { id, register, unit, period, cells, reason };
    });
    const answer = await ask(form.send ?? "", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": String(ready.token), "Entry-For": form.for ?? "" },
      body: JSON.stringify({ v: 1, returns }),
    });
    if (!answer) return this.stop(say("signedOut"));
    if (typeof answer.refused === "string") {
      for (const item of batch) item.tried = false; // nothing of it was done
      await this.save(batch);
      return this.stop(answer.refused);
    }
    for (const each of answer.returns as Answer[]) await this.settle(each);
    return true;
  }

  private stop(words: string): boolean {
    this.stopped = words;
    return false;
  }

  private async settle(answer: Answer): Promise<void> {
    const item = this.items.find((each) => each.id === answer.id);
    if (!item) return;
    if (answer.state === "refused") {
      Object.assign(item, { state: "refused", tried: false, told: answer.words });
      await this.save([item]);
    } else {
      this.items = this.items.filter((each) => each !== item);
      const later = this.items.filter((each) => sameReturn(each, item));
      for (const each of later) this.follow(each, item, answer);
      await this.save(later, [item.id]);
    }
    if (item.period === this.grid.form.dataset.period) this.show(item, answer);
  }

  // What was typed behind a return on its way builds on what has now arrived.
  private follow(later: Item, earlier: Item, answer: Answer): void {
    for (const [field, cell] of Object.entries(later.cells)) {
      if (field in earlier.cells && !answer.offered.includes(field)) cell.base = answer.revision;
    }
  }

  private show(item: Item, answer: Answer): void {
    for (const [field, cell] of Object.entries(item.cells)) {
      const box = this.grid.box({ ...item, field });
      if (!box) continue;
      if (answer.offered.includes(field)) this.grid.lock(box, say("both"));
      else if (answer.state === "refused") this.grid.tell(box, answer.cells[field] ?? "");
      else this.grid.settle(box, cell.value, answer.revision);
    }
    for (const [field, words] of Object.entries(answer.cells)) {
      const box = this.grid.box({ ...item, field });
      if (box) this.grid.tell(box, words);
    }
    this.lineWords(item, answer.state === "accepted" ? say("saved") : answer.words);
  }

  private lineWords(item: Item, words: string): void {
    const place = this.grid.form.querySelector<HTMLElement>(`tr[data-unit="${item.unit}"] [data-told]`);
    if (place) place.textContent = words;
  }

  tell(): void {
    const count = cellsIn(this.items);
    const refused = cellsIn(this.items.filter((item) => item.state === "refused"));
    const handed = cellsIn(this.items.filter((item) => item.state === "waiting" || item.tried));
    if (this.stopped) this.shown(this.stopped, "red");
    else if (refused) this.shown(say("wrong", { count: refused }), "red");
    else if (handed) this.shown(say("unsent", { count: handed }), "yellow");
    else if (count) this.shown(say("typing", { count }), "yellow");
    else this.shown(this.newer ? say("newer") : say("clean"), this.newer ? "yellow" : "green");
  }
}

function sameReturn(one: Item, other: Item): boolean {
  return one.register === other.register && one.unit === other.unit && one.period === other.period;
}

// The site's answer; nothing where somebody has to sign in first. Throws where it was not reached.
async function ask(address: string, more: RequestInit): Promise<Record<string, unknown> | undefined> {
  const patience = new AbortController();
  const timer = window.setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { ...more, cache: "no-store", signal: patience.signal });
    if (answer.redirected || answer.status === 401 || answer.status === 403) return undefined;
    if (answer.status >= 500) throw new Error(`status ${answer.status}`);
    return (await answer.json()) as Record<string, unknown>;
  } finally {
    window.clearTimeout(timer);
  }
}
