// The axis: days and places, zoom in place around the day in the middle, lanes folded without asking the server.
const DAY = 86_400_000;

export function wallOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>(".wall");
}

/** The day under a place of the axis, in per cent of it; never outside of it. */
export function dayAt(wall: HTMLElement, part: number): string {
  const days = Number(wall.dataset.days);
  const place = Math.min(Math.max(Math.round(part * days), 0), days - 1);
  return new Date(Date.parse(wall.dataset.first ?? "") + place * DAY).toISOString().slice(0, 10);
}

export function placeOf(wall: HTMLElement, day: string): number {
  return (Date.parse(day) - Date.parse(wall.dataset.first ?? "")) / DAY / Number(wall.dataset.days);
}

export function moved(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

function zoomTo(link: HTMLElement): void {
  const wall = document.querySelector<HTMLElement>(".wall");
  const box = wall?.parentElement;
  if (!wall || !box) return;
  const axis = wall.querySelector(".wall-axis")!;
  const fixed = axis.getBoundingClientRect().left - wall.getBoundingClientRect().left;
  const seen = box.clientWidth - fixed;
  const middle = (box.scrollLeft + seen / 2) / axis.clientWidth;
  wall.dataset.zoom = link.dataset.zoomTo;
  wall.classList.add("is-zoomed");
  wall.style.setProperty("--wall-width", `${link.dataset.width}px`);
  box.scrollLeft = middle * Number(link.dataset.width) - seen / 2;
  for (const each of document.querySelectorAll(".wall-zoom a")) each.toggleAttribute("aria-current", each === link);
  link.setAttribute("aria-current", "true");
  history.replaceState(history.state, "", withWord("zoom", link.dataset.zoomTo ?? ""));
  const kept = document.querySelector<HTMLInputElement>(".filterbar input[name=zoom]");
  if (kept) kept.value = link.dataset.zoomTo ?? "";
}

function withWord(name: string, value: string): string {
  const address = new URL(window.location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  return address.href;
}

function stepZoom(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-zoom-to]")];
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  const next = links[at + by];
  if (next) zoomTo(next);
}

/** Today stands a third from the left when the chart is first seen. */
function showToday(): void {
  const wall = document.querySelector<HTMLElement>(".wall");
  const box = wall?.parentElement;
  const axis = wall?.querySelector(".wall-axis");
  if (!wall || !box || !axis || box.dataset.shown) return;
  box.dataset.shown = "true";
  const fixed = axis.getBoundingClientRect().left - wall.getBoundingClientRect().left;
  box.scrollLeft = (Number(wall.dataset.today) / 100) * axis.clientWidth - (box.clientWidth - fixed) / 3;
}

export function watchZoom(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-zoom-to]") : null;
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    zoomTo(link);
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest(".wall-box") || event.ctrlKey || event.metaKey) return;
    if (event.key === "+" || event.key === "=") stepZoom(-1);
    else if (event.key === "-") stepZoom(1);
  });
  showToday();
  document.addEventListener("htmx:afterSwap", showToday);
}

export function watchFolds(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>(".wall-fold") : null;
    const lane = link?.closest(".wall-lane");
    if (!link || !lane?.querySelector(".wall-row") || event.ctrlKey || event.metaKey) return; // folded by the server: ask it
    event.preventDefault();
    const folded = lane.classList.toggle("is-folded");
    link.setAttribute("aria-expanded", String(!folded));
    const all = [...document.querySelectorAll<HTMLElement>(".wall-lane")];
    const words = all.filter((each) => each.querySelector(".wall-fold")?.getAttribute("aria-expanded") === "false");
    history.replaceState(history.state, "", withWord("folded", words.map((each) => each.dataset.lane).join(".")));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target instanceof HTMLElement && event.target.matches(".wall-fold")) {
      event.preventDefault();
      event.target.click();
    }
  });
}
