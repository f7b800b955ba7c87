// Opens a record next to the list it stands in: a plain link to its page, with [data-beside] for the part to fetch.
// Esc, a click beside it and the browser's back button close it; without this script the link is simply followed.
import htmx from "htmx.org";

let dialog: HTMLDialogElement | null = null;
let turn = 0;

export function watchBeside(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest<HTMLAnchorElement>("a[data-beside]");
    if (!link?.dataset.beside) return;
    event.preventDefault();
    const kept = { beside: link.dataset.beside, page: link.href };
    if (window.history.state?.beside) window.history.replaceState(kept, "");
    else window.history.pushState(kept, "");
    void open(kept.beside, kept.page);
  });
  window.addEventListener("popstate", (event) => {
    const kept = event.state as { beside?: string; page?: string } | null;
    if (kept?.beside && kept.page) void open(kept.beside, kept.page);
    else dialog?.close();
  });
}

async function open(part: string, page: string): Promise<void> {
  const mine = ++turn;
  const answer = await fetch(part, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (mine !== turn) return;
  if (!answer?.ok || answer.redirected) {
    window.location.assign(page); // the page itself says what is the matter
    return;
  }
  const place = dialog ?? make();
  place.innerHTML = await answer.text();
  htmx.process(place);
  if (!place.open) place.showModal();
  place.scrollTop = 0;
}

function make(): HTMLDialogElement {
  dialog = document.createElement("dialog");
  dialog.className = "beside";
  dialog.setAttribute("aria-labelledby", "beside-title");
  dialog.addEventListener("close", () => {
    turn++;
    if (window.history.state?.beside) window.history.back();
  });
  document.body.append(dialog);
  return dialog;
}
