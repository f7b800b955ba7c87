// What has not arrived yet, as a file somebody can carry away.
import type { Item } from "./outbox";
import { say } from "./words";

export function download(items: readonly Item[]): void {
  const names = ["unit", "period", "register", "field", "value", "state", "at"];
  const lines = [names.map((name) => say(name))];
  for (const item of items) {
    for (const [field, cell] of Object.entries(item.cells)) {
      const state = `${say(item.state)} ${item.told}`.trim();
      const { unit, period, register, fields } = item.words;
      lines.push([unit, period, register, fields[field] ?? field, cell.value, state, item.at]);
    }
  }
  const text = `\ufeff${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = `${say("file")}-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// A text that a spreadsheet would run as a formula is shielded, also behind spaces or written full width, as in the
// files of the site; a negative number is none.
function quoted(text: string): string {
  const harmless = runs(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function runs(text: string): boolean {
  if (/^[\t\r\n]/.test(text)) return true;
  const first = text.trimStart().normalize("NFKC").slice(0, 1);
  return /[=+@]/.test(first) || (first === "-" && !/^-\d[\d,]*(\.\d+)?%?$/.test(text.trim()));
}
