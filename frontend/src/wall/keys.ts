// Keys on the chart: up and down from record to record, left and right from the name through its bars, D tries a date.
import { hideTip } from "./tips";
import { openTry } from "./tries";

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".wall-lane:not(.is-folded) .wall-row")];
}

function marks(row: Element): SVGElement[] {
  return [...row.querySelectorAll<SVGElement>(".wall-time [class^=mark-], .wall-time [class^=point-], .wall-time .wall-end")];
}

function focusMark(row: Element, mark: SVGElement): void {
  row.querySelector(".wall-time svg")?.removeAttribute("aria-hidden");
  const kind = mark.getAttribute("class")?.split(" ")[0]?.replace("mark-", "") ?? "";
  const order = ["planned", "actual", "expected"].indexOf(kind);
  const fact = order < 0 ? undefined : row.querySelectorAll<HTMLElement>(".wall-fact[data-label]")[order];
  const told = mark.dataset.told ?? (fact ? `${fact.dataset.label} ${fact.textContent?.trim()}` : (mark.dataset.end ?? ""));
  mark.setAttribute("tabindex", "-1");
  mark.setAttribute("role", mark.dataset.try ? "button" : "img");
  mark.setAttribute("aria-label", told);
  mark.focus();
  mark.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function sideways(row: Element, here: Element, by: number): void {
  const stops = marks(row);
  const at = stops.findIndex((mark) => mark === here) + by;
  const mark = stops[at];
  if (mark) focusMark(row, mark);
  else if (at < 0) row.querySelector<HTMLElement>(".wall-name a")?.focus();
}

function upOrDown(row: HTMLElement, by: number): void {
  const all = rows();
  const next = all[all.indexOf(row) + by];
  next?.querySelector<HTMLElement>(".wall-name a")?.focus();
}

export function watchKeys(): void {
  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const row = target?.closest<HTMLElement>(".wall-lane .wall-row");
    if (!target || !row || event.ctrlKey || event.metaKey || event.altKey) return;
    const flag = row.querySelector<SVGElement>("[data-try]");
    if (event.key === "ArrowDown") upOrDown(row, 1);
    else if (event.key === "ArrowUp") upOrDown(row, -1);
    else if (event.key === "ArrowRight") sideways(row, target, 1);
    else if (event.key === "ArrowLeft" && target.closest(".wall-svg")) sideways(row, target, -1);
    else if ((event.key === "d" || event.key === "D") && flag) openTry(flag, flag.dataset.end ?? "");
    else if (event.key === "Enter" && target.matches("[data-try]") && flag) openTry(flag, flag.dataset.end ?? "");
    else if (event.key === "Enter" && target.closest(".wall-svg")) row.querySelector<HTMLElement>(".wall-name a")?.click();
    else return;
    event.preventDefault();
    if (event.key.toLowerCase() === "d") hideTip();
  });
}
