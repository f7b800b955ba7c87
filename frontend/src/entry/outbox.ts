// What was entered and has not arrived yet, kept in the browser's own database until the site has said so.

export interface Cell {
  value: string;
  base: number; // the revision the cell was read at; 0 where nothing stood
}

export type State = "draft" | "waiting" | "refused";

export interface Item {
  id: string; // the same each time it is sent: the site does it once
  for: string; // whose work it is
  seq: number; // in which order things were entered
  register: string;
  unit: number;
  period: string;
  state: State;
  tried: boolean; // sent at least once with no answer: what it holds may not change any more
  cells: Record<string, Cell>;
  reason: string;
  at: string;
  words: { unit: string; period: string; register: string; fields: Record<string, string> };
  told: string;
}

const NAME = "luoshi-entry";
const STORE = "returns";
const MIRROR = "luoshi.unsent."; // how many cells, by person: for pages that do not open the database

// Each step brings the database of an earlier version of the site one version further; none loses what lies in it.
const STEPS: ((base: IDBDatabase, act: IDBTransaction) => void)[] = [
  (base) => base.createObjectStore(STORE, { keyPath: "id" }),
  (_base, act) => {
    const store = act.objectStore(STORE);
    store.createIndex("for", "for");
    store.openCursor().onsuccess = (event) => {
      const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
      if (!cursor) return;
      const item = cursor.value as Partial<Item>;
      cursor.update({ tried: true, told: "", reason: "", seq: Date.parse(item.at ?? "") || 0, ...item });
      cursor.continue();
    };
  },
];

function wait<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, STEPS.length);
  request.onupgradeneeded = (event) => {
    const act = request.transaction;
    if (act) for (const step of STEPS.slice(event.oldVersion)) step(request.result, act);
  };
  return wait(request);
}

export class Outbox {
  private constructor(
    private base: IDBDatabase,
    private who: string,
  ) {
    base.onversionchange = () => base.close(); // a newer page of the site is waiting to bring it further
  }

  static async of(who: string): Promise<Outbox> {
    return new Outbox(await open(), who);
  }

  async all(): Promise<Item[]> {
    const store = this.base.transaction(STORE).objectStore(STORE);
    const found = (await wait(store.index("for").getAll(this.who))) as Item[];
    return found.sort((one, other) => one.seq - other.seq);
  }

  // Everything or nothing, and on the disk before it is called done.
  private write(change: (store: IDBObjectStore) => void): Promise<void> {
    return new Promise((done, failed) => {
      const act = this.base.transaction(STORE, "readwrite", { durability: "strict" });
      change(act.objectStore(STORE));
      act.oncomplete = () => done();
      act.onerror = act.onabort = () => failed(act.error);
    });
  }

  put(items: Item[], gone: string[] = []): Promise<void> {
    return this.write((store) => {
      for (const id of gone) store.delete(id);
      for (const item of items) store.put(item);
    });
  }

  mirror(count: number): void {
    if (count) localStorage.setItem(MIRROR + this.who, String(count));
    else localStorage.removeItem(MIRROR + this.who);
  }
}

export function unsent(who: string): number {
  return Number(localStorage.getItem(MIRROR + who) ?? 0);
}

// crypto.randomUUID is missing where the site is served without HTTPS.
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function cellsIn(items: Iterable<Item>): number {
  let count = 0;
  for (const item of items) count += Object.keys(item.cells).length;
  return count;
}
