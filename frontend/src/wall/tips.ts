// A note beside the pointer or the focus: everything a row says, the bar in question first. Esc puts it away.
function tip(): HTMLElement | null {
  return document.getElementById("wall-tip");
}

function line(text: string, here = false): HTMLElement {
  const element = document.createElement("span");
  element.textContent = text;
  if (here) element.className = "is-here";
  return element;
}

/** What a row tells in words; `here` is the bar or day it is asked about. */
export function tellOf(row: Element, here?: Element | null): string[] {
  const name = row.querySelector(".wall-name")?.textContent?.trim() ?? "";
  const light = row.querySelector(".wall-lit")?.textContent?.trim() ?? "";
  const facts = [...row.querySelectorAll<HTMLElement>(".wall-fact[data-label]")]
    .filter((fact) => fact.textContent?.trim())
    .map((fact) => `${fact.dataset.label} ${fact.textContent?.trim()}`);
  const told = here instanceof SVGElement ? here.dataset.told : undefined;
  return [name, ...(told ? [told] : []), ...(light ? [light] : []), ...facts];
}

export function showTip(row: Element, at: DOMRect | { left: number; bottom: number }, here?: Element | null): void {
  const note = tip();
  if (!note) return;
  note.replaceChildren(...tellOf(row, here).map((text, place) => line(text, place === 0 || (place === 1 && !!here))));
  note.hidden = false;
  const left = Math.min(at.left, window.innerWidth - note.offsetWidth - 12);
  const below = at.bottom + 8;
  const top = below + note.offsetHeight > window.innerHeight ? at.bottom - note.offsetHeight - 36 : below;
  note.style.left = `${Math.max(left, 8)}px`;
  note.style.top = `${Math.max(top, 8)}px`;
}

export function hideTip(): void {
  const note = tip();
  if (note) note.hidden = true;
}

export function watchTips(): void {
  document.addEventListener("pointerover", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(".wall-tip")) return;
    const row = target?.closest(".wall-lane .wall-row");
    const drawn = target?.closest(".wall-svg rect, .wall-svg circle, .wall-name a, .wall-lit");
    if (!row || !drawn) return hideTip();
    showTip(row, { left: event.clientX + 12, bottom: event.clientY + 6 }, drawn);
  });
  document.addEventListener("focusin", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const row = target?.closest(".wall-lane .wall-row");
    if (!target || !row || !target.matches(":focus-visible")) return hideTip();
    showTip(row, target.getBoundingClientRect(), target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideTip();
  });
  document.addEventListener("scroll", hideTip, { capture: true, passive: true });
}
