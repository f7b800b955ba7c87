// The grid of a period: what is typed is kept in the browser first, sent when asked for, and sent again until it arrived.
import { Grid } from "../entry/boxes";
import { download } from "../entry/exporting";
import { Hands } from "../entry/hands";
import { Outbox } from "../entry/outbox";
import { Queue } from "../entry/queue";
import { walkUnits } from "../entry/walk";
import { say } from "../entry/words";

async function begin(form: HTMLFormElement): Promise<void> {
  const grid = new Grid(form);
  const state = form.querySelector<HTMLElement>("[data-state]");
  const shown = (words: string, tone: string) => {
    if (!state) return;
    state.textContent = words;
    state.dataset.tone = tone;
    form.querySelector("[data-export]")?.toggleAttribute("hidden", !queue?.all().length);
    document.dispatchEvent(new CustomEvent("luoshi:unsent"));
  };
  let queue: Queue | undefined;
  walkUnits(grid);
  let outbox: Outbox;
  try {
    outbox = await Outbox.of(form.dataset.for ?? "");
  } catch {
    shown(say("noStore"), "red"); // the form is sent as a plain one
    return;
  }
  const hands = new Hands(grid, (boxes, words) => {
    void queue?.typed(boxes).then(() => words && shown(words, "yellow"));
  });
  queue = new Queue(grid, outbox, shown, (box) => hands.note(box));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const carry = form.querySelector<HTMLInputElement>("[name=carry]");
    const seen = carry?.checked ? grid.carried() : [];
    const reason = form.querySelector<HTMLInputElement>("[name=reason]")?.value ?? "";
    void queue?.typed(seen).then(() => queue?.release(reason));
  });
  form.querySelector("[data-export]")?.addEventListener("click", () => download(queue?.all() ?? []));
  // Without HTTPS there is no worker: the open page still keeps what is typed, it only cannot be opened anew.
  if ("serviceWorker" in navigator && form.dataset.worker) {
    void navigator.serviceWorker.register(form.dataset.worker, { updateViaCache: "none" }).catch(() => undefined);
  }
  await queue.begin();
  form.dataset.alive = "";
}

const form = document.querySelector<HTMLFormElement>("form[data-entry]");
if (form) void begin(form);
