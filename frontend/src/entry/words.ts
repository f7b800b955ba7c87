// The page's sentences, in the reader's language; they come with the page, so that they are there without network.

let kept: Record<string, string> | undefined;

export function say(name: string, parts: Record<string, string | number> = {}): string {
  kept ??= JSON.parse(document.getElementById("entry-words")?.textContent ?? "{}") as Record<string, string>;
  return (kept[name] ?? name).replace(/\{(\w+)\}/g, (_whole, part: string) => String(parts[part] ?? ""));
}
