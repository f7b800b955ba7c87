// A reference picker: a text box that asks the server for matches and keeps the chosen id in a hidden field.
const PAUSE = 200; // milliseconds of rest before the server is asked

class Picker {
  private readonly box: HTMLInputElement;
  private readonly kept: HTMLInputElement;
  private readonly list: HTMLElement;
  private timer = 0;
  private asked = 0;

  constructor(private readonly root: HTMLElement) {
    this.box = root.querySelector<HTMLInputElement>("[role=combobox]")!;
    this.kept = root.querySelector<HTMLInputElement>("input[type=hidden]")!;
    this.list = root.querySelector<HTMLElement>("[role=listbox]")!;
  }

  typed(): void {
    this.kept.value = "";
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  key(event: KeyboardEvent): void {
    const options = this.options();
    const at = options.findIndex((option) => option.ariaSelected === "true");
    if (event.key === "ArrowDown") this.mark(options[Math.min(at + 1, options.length - 1)]);
    else if (event.key === "ArrowUp") this.mark(options[Math.max(at - 1, 0)]);
    else if (event.key === "Enter" && !this.list.hidden && options[at]) this.choose(options[at]);
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
  }

  choose(option: HTMLElement): void {
    this.kept.value = option.dataset.value ?? "";
    this.box.value = option.dataset.label ?? "";
    this.close();
  }

  close(): void {
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  private async ask(): Promise<void> {
    const turn = ++this.asked;
    const address = new URL(this.root.dataset.picker ?? "", window.location.href);
    address.searchParams.set("q", this.box.value);
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok || turn !== this.asked) return;
    this.list.innerHTML = await answer.text();
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.options().forEach((option, index) => (option.id ||= `${this.list.id}-${index}`));
  }

  private mark(chosen: HTMLElement | undefined): void {
    for (const option of this.options()) option.ariaSelected = String(option === chosen);
    if (!chosen) return;
    this.box.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  private options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option][data-value]")];
  }
}

const pickers = new WeakMap<HTMLElement, Picker>();

function pickerOf(target: EventTarget | null): Picker | undefined {
  const root = target instanceof Element ? target.closest<HTMLElement>("[data-picker]") : null;
  if (!root) return undefined;
  const known = pickers.get(root) ?? new Picker(root);
  pickers.set(root, known);
  return known;
}

export function watchPickers(): void {
  document.addEventListener("input", (event) => pickerOf(event.target)?.typed());
  document.addEventListener("keydown", (event) => pickerOf(event.target)?.key(event));
  document.addEventListener("focusout", (event) => pickerOf(event.target)?.close());
  document.addEventListener("mousedown", (event) => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-picker] [role=option]") : null;
    if (!option?.dataset.value) return;
    event.preventDefault(); // keeps the focus in the box
    pickerOf(option)?.choose(option);
  });
}
