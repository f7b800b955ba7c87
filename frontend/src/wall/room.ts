// A command room: asks again every half minute, says as of when, turns the pages, and never goes blank when the link is gone.
const TURN = 20_000; // milliseconds a screenful stays

function trouble(kind: "lost" | "signedOut" | ""): void {
  const note = document.querySelector<HTMLElement>(".room-trouble");
  if (!note) return;
  note.hidden = !kind;
  note.querySelector("span")!.textContent = kind ? (note.dataset[kind] ?? "") : "";
  note.querySelector<HTMLElement>("a")!.hidden = kind !== "signedOut";
}

async function refresh(room: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(window.location.href, { cache: "no-store" });
    if (answer.redirected && new URL(answer.url).pathname === room.dataset.signIn) return trouble("signedOut");
    if (!answer.ok) return trouble("lost");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const live = page.getElementById("room-live");
    const asOf = page.getElementById("room-as-of");
    if (!live || !asOf) return trouble("lost");
    take(room, live, asOf.textContent ?? "");
    trouble("");
  } catch {
    trouble("lost");
  }
}

/** The new rows in the place of the old, at the same scroll and zoom. */
function take(room: HTMLElement, live: HTMLElement, asOf: string): void {
  const before = room.querySelector<HTMLElement>(".wall-box");
  const [left, top] = [before?.scrollLeft ?? 0, before?.scrollTop ?? 0];
  room.querySelector("#room-live")!.replaceChildren(...live.childNodes);
  room.querySelector("#room-as-of")!.textContent = asOf;
  const after = room.querySelector<HTMLElement>(".wall-box");
  if (!after) return;
  after.dataset.shown = "true";
  after.scrollTo({ left, top, behavior: "instant" });
}

function turn(room: HTMLElement): void {
  const box = room.querySelector<HTMLElement>(".wall-box");
  if (!box || box.matches(":focus-within") || room.querySelector("dialog[open]")) return;
  const end = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
  box.scrollTo({ top: end ? 0 : box.scrollTop + box.clientHeight * 0.8, left: box.scrollLeft, behavior: "instant" });
}

export function watchRoom(): void {
  const room = document.querySelector<HTMLElement>("[data-room]");
  if (!room) return;
  window.setInterval(() => void refresh(room), Number(room.dataset.every) * 1000);
  window.addEventListener("online", () => void refresh(room));
  const pause = room.querySelector<HTMLElement>("[data-room-pause]");
  window.setInterval(() => {
    if (pause?.getAttribute("aria-pressed") !== "true") turn(room);
  }, TURN);
  pause?.addEventListener("click", () => {
    pause.setAttribute("aria-pressed", String(pause.getAttribute("aria-pressed") !== "true"));
  });
  room.querySelector("[data-room-full]")?.addEventListener("click", () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen();
  });
}
