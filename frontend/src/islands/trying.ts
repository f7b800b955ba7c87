// The description of the interface, tried in place: builds the request from the form, shows it as a command and its
// answer below. The token stays in this page's memory. Without this script the page is still the whole description.

const forms = document.querySelectorAll<HTMLFormElement>("form[data-try]");
const tokenBox = document.querySelector<HTMLElement>("[data-try-token]");
const tokenInput = tokenBox?.querySelector("input");

interface Asked {
  address: string;
  headers: Record<string, string>;
  body: string | FormData | null;
  curl: string;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function built(form: HTMLFormElement): Asked {
  const query = new URLSearchParams();
  const headers: Record<string, string> = { Accept: "application/json" };
  const language = document.documentElement.lang;
  if (language) headers["Accept-Language"] = language;
  let path = form.dataset.path ?? "";
  let body: string | FormData | null = null;
  let sent = "";
  for (const box of form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("[data-in]")) {
    const place = box.dataset.in;
    if (place === "path") path = path.replace(`{${box.name}}`, encodeURIComponent(box.value));
    else if (place === "body") {
      body = box.value;
      headers["Content-Type"] = "application/json";
      sent = ` -d ${quoted(box.value)}`;
    } else if (place === "file" && box instanceof HTMLInputElement && box.files?.[0]) {
      body = new FormData();
      body.append(box.name, box.files[0]);
      sent = ` -F ${quoted(`${box.name}=@${box.files[0].name}`)}`;
    } else if (box.value && place === "header") headers[box.name] = box.value;
    else if (box.value && place === "query") {
      const values = "several" in box.dataset ? box.value.split(/[;；]/) : [box.value];
      for (const value of values) query.append(box.name, value.trim());
    }
  }
  const address = query.size ? `${path}?${query}` : path;
  const told = Object.entries(headers).map(([name, value]) => ` -H ${quoted(`${name}: ${value}`)}`);
  const method = form.dataset.method === "GET" ? "" : ` -X ${form.dataset.method}`;
  const bearer = ' -H "Authorization: Bearer $TOKEN"';
  const curl = `curl${method}${bearer}${told.join("")}${sent} ${quoted(location.origin + address)}`;
  return { address, headers, body, curl };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text.slice(0, 20_000);
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const { address, headers, body } = built(form);
  const shown = form.querySelector<HTMLElement>("[data-answer]");
  if (!shown) return;
  if (tokenInput?.value) headers["Authorization"] = `Bearer ${tokenInput.value.trim()}`;
  shown.hidden = false;
  shown.textContent = "…";
  try {
    const answer = await fetch(address, { method: form.dataset.method ?? "GET", headers, body, credentials: "omit" });
    const told = ["ETag", "Link", "Location", "RateLimit", "Retry-After"]
      .filter((name) => answer.headers.has(name))
      .map((name) => `${name}: ${answer.headers.get(name)}`);
    shown.textContent = [`${answer.status}`, ...told, "", pretty(await answer.text())].join("\n");
  } catch (error) {
    shown.textContent = String(error);
  }
}

if (tokenBox) tokenBox.hidden = false;
for (const form of forms) {
  const acts = form.querySelector<HTMLElement>("[data-try-acts]");
  if (acts) acts.hidden = false;
  form.addEventListener("input", () => {
    const command = form.querySelector("[data-curl]");
    if (command) command.textContent = built(form).curl;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form);
  });
}

const opened = document.getElementById(location.hash.slice(1));
if (opened instanceof HTMLDetailsElement) opened.open = true;
