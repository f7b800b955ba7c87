// Trying another end: the flag is dragged, the server computes what that means, and nothing is kept by looking.
import { dayAt, placeOf, wallOf } from "./axis";
import { hideTip } from "./tips";

const STILL = 4; // pixels below which a press is no drag

function dialog(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("dialog.wall-try");
}

async function load(address: string, until: string): Promise<void> {
  const part = dialog()?.querySelector<HTMLElement>(".wall-try-part");
  if (!part) return;
  const asked = new URL(address, window.location.href);
  asked.searchParams.set("until", until);
  try {
    const answer = await fetch(asked, { headers: { "HX-Request": "true" } });
    const text = await answer.text();
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    part.innerHTML = text;
  } catch {
    window.location.assign(asked); // the page itself says why: signed out, out of sight, or no such day
  }
}

export function openTry(flag: SVGElement, until: string): void {
  const box = dialog();
  if (!box || !flag.dataset.try) return;
  hideTip();
  void load(flag.dataset.try, until).then(() => {
    if (!box.open) box.showModal();
    box.querySelector<HTMLElement>("input[type=date]")?.focus();
  });
  box.addEventListener("close", () => flag.closest(".wall-row")?.querySelector<HTMLElement>(".wall-name a")?.focus(), {
    once: true,
  });
}

class Drag {
  private readonly wall: HTMLElement;
  private readonly drawing: SVGSVGElement;
  private readonly ghost: SVGElement;
  private day: string;

  constructor(
    private readonly flag: SVGElement,
    private readonly start: PointerEvent,
  ) {
    this.wall = wallOf(flag)!;
    this.drawing = flag.ownerSVGElement!;
    this.day = flag.dataset.end ?? "";
    this.ghost = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ class: "wall-ghost", width: "3", height: "100%", x: "-9" })) {
      this.ghost.setAttribute(name, value);
    }
    this.drawing.append(this.ghost);
    flag.setPointerCapture(start.pointerId);
  }

  move(event: PointerEvent): void {
    const seen = this.drawing.getBoundingClientRect();
    this.day = dayAt(this.wall, (event.clientX - seen.left) / seen.width);
    this.ghost.setAttribute("x", `${placeOf(this.wall, this.day) * 100}%`);
    const note = document.getElementById("wall-tip");
    if (!note) return;
    note.textContent = `${this.flag.dataset.end} → ${this.day}`;
    note.hidden = false;
    note.style.left = `${event.clientX + 14}px`;
    note.style.top = `${event.clientY + 16}px`;
  }

  end(event: PointerEvent): void {
    this.stop();
    const still = Math.abs(event.clientX - this.start.clientX) < STILL;
    openTry(this.flag, still ? (this.flag.dataset.end ?? "") : this.day);
  }

  stop(): void {
    this.ghost.remove();
    hideTip();
  }
}

let drag: Drag | null = null;

export function watchTries(): void {
  document.addEventListener("pointerdown", (event) => {
    const flag = event.target instanceof Element ? event.target.closest<SVGElement>("[data-try]") : null;
    if (!flag || event.button !== 0) return;
    event.preventDefault();
    drag = new Drag(flag, event);
  });
  // A finger on a flag moves the flag and not the page; shapes of a drawing heed no touch-action.
  const still = { passive: false } as const;
  document.addEventListener("touchstart", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-try]")) event.preventDefault();
  }, still);
  document.addEventListener("pointermove", (event) => drag?.move(event));
  document.addEventListener("pointerup", (event) => {
    drag?.end(event);
    drag = null;
  });
  for (const name of ["pointercancel", "keydown"] as const) {
    document.addEventListener(name, (event) => {
      if (event instanceof KeyboardEvent && event.key !== "Escape") return;
      drag?.stop();
      drag = null;
    });
  }
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-try-close]")) {
      if (dialog()?.open) dialog()?.close();
      else history.back();
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    if (!form?.matches("dialog [data-try-form]")) return;
    event.preventDefault();
    void load(form.action, form.querySelector<HTMLInputElement>("[name=until]")?.value ?? "");
  });
}
