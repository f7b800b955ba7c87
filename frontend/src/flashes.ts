// Lets a message be put away; one that reports success goes by itself, one that reports trouble stays.
const READING_TIME = 8_000; // milliseconds

export function watchFlashes(): void {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element) event.target.closest("[data-dismiss]")?.closest(".flash")?.remove();
  });
  for (const flash of document.querySelectorAll(".flash.tone-green")) {
    window.setTimeout(() => flash.remove(), READING_TIME);
  }
}
