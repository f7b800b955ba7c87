// Uploading with the page in view: dropped, chosen or taken with the camera, one after the other, each with its
// progress and its fate. Without this script the same form sends the same files.
import htmx from "htmx.org";

interface Fate {
  name: string;
  ok: boolean;
  words: string;
}

const MEGABYTE = 1_000_000;

export function watchUploads(): void {
  document.documentElement.classList.add("is-scripted");
  document.addEventListener("change", (event) => {
    const form = formOf(event.target);
    if (form && event.target instanceof HTMLInputElement && event.target.type === "file") take(form, event.target.files);
  });
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => drag(event as DragEvent));
  }
  document.addEventListener("submit", (event) => {
    const form = formOf(event.target);
    const input = form?.querySelector<HTMLInputElement>("input[type=file]");
    if (!form || !input) return;
    event.preventDefault();
    take(form, input.files);
  });
}

function formOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>("form[data-upload]") : null;
}

function drag(event: DragEvent): void {
  const form = formOf(event.target);
  if (!form || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  form.classList.toggle("is-over", event.type === "dragenter" || event.type === "dragover");
  if (event.type === "drop") take(form, event.dataTransfer.files);
}

async function take(form: HTMLFormElement, files: FileList | null): Promise<void> {
  if (!files?.length || form.dataset.busy) return;
  form.dataset.busy = "1";
  const sheet = form.closest<HTMLElement>("[data-evidence]");
  const list = listBefore(sheet ?? form);
  const chosen = [...files].map((file) => ({ file, line: lineFor(list, file.name) }));
  let taken = false;
  for (const { file, line } of chosen) {
    const fates = await send(form, file, line);
    taken ||= fates.some((fate) => fate.ok);
    settle(line, fates);
  }
  delete form.dataset.busy;
  form.reset();
  if (taken && sheet?.dataset.evidence) {
    await htmx.ajax("get", sheet.dataset.evidence, { target: sheet, swap: "outerHTML" });
  }
}

// The fates stand before the sheet, which is drawn anew after an upload.
function listBefore(sheet: HTMLElement): HTMLUListElement {
  const before = sheet.previousElementSibling;
  if (before instanceof HTMLUListElement && before.classList.contains("upload-fates")) {
    before.replaceChildren();
    return before;
  }
  const list = document.createElement("ul");
  list.className = "upload-fates";
  list.setAttribute("aria-live", "polite");
  sheet.before(list);
  return list;
}

function lineFor(list: HTMLUListElement, name: string): HTMLLIElement {
  const line = document.createElement("li");
  const words = document.createElement("span");
  const bar = document.createElement("progress");
  words.textContent = name;
  bar.max = 100;
  bar.value = 0;
  line.append(words, bar);
  list.append(line);
  return line;
}

function settle(line: HTMLLIElement, fates: Fate[]): void {
  line.querySelector("progress")?.remove();
  line.className = fates.every((fate) => fate.ok) ? "tone-green" : "tone-red";
  line.textContent = fates.map((fate) => `${fate.name} ${fate.words}`.trim()).join(" ");
}

function send(form: HTMLFormElement, file: File, line: HTMLLIElement): Promise<Fate[]> {
  const told = form.dataset;
  const failed = (words: string): Fate[] => [{ name: file.name, ok: false, words }];
  if (file.size > Number(told.most) * MEGABYTE) return Promise.resolve(failed(told.tooLarge ?? ""));
  const words = line.querySelector("span");
  const bar = line.querySelector("progress");
  const body = new FormData();
  const token = form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  if (token) body.append(token.name, token.value);
  body.append("files", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable || !bar || !words) return;
      bar.value = (event.loaded / event.total) * 100;
      words.textContent = `${file.name} ${event.loaded < event.total ? told.sending : told.checking}`;
    });
    request.addEventListener("load", () => {
      try {
        resolve((JSON.parse(request.responseText) as { files: Fate[] }).files);
      } catch {
        resolve(failed(told.broken ?? ""));
      }
    });
    request.addEventListener("error", () => resolve(failed(told.broken ?? "")));
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(body);
  });
}
