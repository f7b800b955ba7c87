// Keys of one letter: an element says its own with aria-keyshortcuts; "?" lists those of the page, and they can be put off.
const KEPT = "luoshi.keys"; // in the browser's storage: "off" where the reader wants none

export function watchKeys(): void {
  const help = document.querySelector<HTMLDialogElement>("dialog#keys");
  const tick = help?.querySelector<HTMLInputElement>("[data-keys-on]");
  if (!help || !tick) return;
  tick.checked = localStorage.getItem(KEPT) !== "off";
  tick.addEventListener("change", () => localStorage.setItem(KEPT, tick.checked ? "on" : "off"));
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-dialog=keys]")) list(help);
  });
  document.addEventListener("keydown", (event) => {
    if (!tick.checked || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") {
      list(help);
      help.showModal();
    } else if (!press(event.key)) return;
    event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [role=grid]") !== null;
}

function keyed(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[aria-keyshortcuts]")].filter((element) => element.offsetParent !== null);
}

function press(key: string): boolean {
  const found = keyed().find((element) => element.getAttribute("aria-keyshortcuts") === key);
  if (!found) return false;
  if (found instanceof HTMLInputElement) {
    found.focus();
    found.select();
  } else found.click();
  return true;
}

// The page's own keys, each with the name its element has for everybody.
function list(help: HTMLDialogElement): void {
  const place = help.querySelector("[data-keys]");
  for (const earlier of place?.querySelectorAll("[data-of-page]") ?? []) earlier.remove();
  for (const element of keyed()) {
    const line = document.createElement("div");
    const key = document.createElement("kbd");
    const [term, words] = [document.createElement("dt"), document.createElement("dd")];
    line.dataset.ofPage = "";
    key.textContent = element.getAttribute("aria-keyshortcuts");
    words.textContent = nameOf(element);
    term.append(key);
    line.append(term, words);
    place?.append(line);
  }
}

function nameOf(element: HTMLElement): string {
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent;
  return (element.ariaLabel ?? label ?? "").trim();
}
