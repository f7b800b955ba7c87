// Offers names while somebody writes `@` in a comment; arrows choose, Enter or Tab takes, Esc leaves it as it is.
// Without this script the name is simply written out. Ctrl+Enter sends.
const PAUSE = 150; // milliseconds of rest before the server is asked
const SPEAKING = /(?:^|[^0-9A-Za-z_.+\-@])@([^\s@]{0,20})$/;

class Mentions {
  private timer = 0;
  private asked = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly box: HTMLTextAreaElement,
    private readonly list: HTMLElement,
  ) {
    box.addEventListener("input", () => this.typed());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => this.close());
    list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // keeps the focus in the box
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-value]") : null;
      if (option) this.take(option);
    });
  }

  private word(): string | null {
    return SPEAKING.exec(this.box.value.slice(0, this.box.selectionStart))?.[1] ?? null;
  }

  private typed(): void {
    window.clearTimeout(this.timer);
    const word = this.word();
    if (word === null) this.close();
    else this.timer = window.setTimeout(() => void this.ask(word), PAUSE);
  }

  private async ask(word: string): Promise<void> {
    const turn = ++this.asked;
    const address = new URL(this.root.dataset.mentions ?? "", window.location.href);
    address.searchParams.set("q", word);
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || answer.redirected || turn !== this.asked || this.word() !== word) return;
    this.list.innerHTML = await answer.text();
    this.options().forEach((option, index) => (option.id ||= `${this.list.id}-${index}`));
    this.list.hidden = this.options().length === 0;
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(this.options()[0]);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.box.form?.requestSubmit();
      return;
    }
    if (this.list.hidden) return;
    const options = this.options();
    const at = options.findIndex((option) => option.ariaSelected === "true");
    if (event.key === "ArrowDown") this.mark(options[Math.min(at + 1, options.length - 1)]);
    else if (event.key === "ArrowUp") this.mark(options[Math.max(at - 1, 0)]);
    else if ((event.key === "Enter" || event.key === "Tab") && options[at]) this.take(options[at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  private take(option: HTMLElement): void {
    const word = this.word();
    const end = this.box.selectionStart;
    if (word === null) return;
    this.box.setRangeText(`${option.dataset.value ?? ""} `, end - word.length, end, "end");
    this.close();
    this.box.focus();
  }

  private close(): void {
    this.asked++;
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
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

for (const root of document.querySelectorAll<HTMLElement>("[data-mentions]")) {
  const box = root.querySelector("textarea");
  const list = root.querySelector<HTMLElement>("[role=listbox]");
  if (box && list) new Mentions(root, box, list);
}
