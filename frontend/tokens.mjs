// Writes the tokens of src/luoshi/web/tokens.json as custom properties: light, dark by system, dark or light by choice.
import { readFile } from "node:fs/promises";

const LIGHT = ':root, [data-theme="light"]';
const LIGHT_AND_CHOSEN = ":root, [data-theme]";
const DARK_CHOSEN = '[data-theme="dark"]';
const DARK_SYSTEM = ":root:not([data-theme])";

const block = (selector, pairs) => `${selector} {\n${pairs.map(([name, value]) => `  --${name}: ${value};`).join("\n")}\n}\n`;

export async function tokenSheet(file) {
  const { groups } = JSON.parse(await readFile(file, "utf8"));
  const tokens = groups.flatMap((group) => group.tokens);
  const having = (trait) => tokens.filter((token) => token[trait] !== undefined).map((token) => [token.name, token[trait]]);
  const dark = having("dark");
  return [
    block(LIGHT, having("light")),
    block(":root", having("value")),
    block(":root:lang(en)", having("english")),
    // Paper is white whatever the screen shows.
    `@media print {\n${block(LIGHT_AND_CHOSEN, having("print"))}}\n`,
    `@media screen {\n${block(DARK_CHOSEN, dark)}}\n`,
    `@media screen and (prefers-color-scheme: dark) {\n${block(DARK_SYSTEM, dark)}}\n`,
    `@media (prefers-reduced-motion: reduce) {\n${block(":root", having("still"))}}\n`,
  ].join("\n");
}
