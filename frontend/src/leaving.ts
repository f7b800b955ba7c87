// Work that has not been sent: counted on every page, and nobody signs out from it; pages kept for others are put away.

const COUNT = "luoshi.unsent."; // written by the queue of 填报, by person
const PAGES = "entry-pages:"; // caches of its worker, named after the person at their end

export function watchLeaving(): void {
  const person = document.body.dataset.person ?? "";
  void putAway(person);
  show(person);
  document.addEventListener("luoshi:unsent", () => show(person));
  window.addEventListener("storage", () => show(person));
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches("[data-leaving]") || !unsent(person)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell(unsent(person));
  });
}

function unsent(person: string): number {
  return person ? Number(localStorage.getItem(COUNT + person) ?? 0) : 0;
}

function show(person: string): void {
  const count = unsent(person);
  for (const place of document.querySelectorAll<HTMLElement>("[data-unsent]")) {
    place.hidden = !count;
    const number = place.querySelector("[data-count]");
    if (number) number.textContent = String(count);
  }
}

function tell(count: number): void {
  const template = document.querySelector<HTMLTemplateElement>("template#unsent");
  const flash = template?.content.cloneNode(true);
  if (!(flash instanceof DocumentFragment)) return;
  const number = flash.querySelector("[data-count]");
  if (number) number.textContent = String(count);
  document.querySelector(".flashes")?.replaceChildren(flash);
}

async function putAway(person: string): Promise<void> {
  if (!("caches" in window)) return; // a site without HTTPS has none
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && !(person && name.endsWith(`:${person}`))) await caches.delete(name);
  }
}
