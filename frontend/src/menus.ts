// Closes an open menu (<details data-menu>) on Escape and on a click elsewhere; opens what a phone keeps folded.

export function watchMenus(): void {
  const openMenus = () => document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!(event.target instanceof Node && menu.contains(event.target))) menu.open = false;
    }
    const unfold = event.target instanceof Element ? event.target.closest("[data-unfold]") : null;
    const open = unfold?.parentElement?.classList.toggle("is-open");
    unfold?.setAttribute("aria-expanded", String(open));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}
