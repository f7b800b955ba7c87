// Builds the script, the islands, the one style sheet and the icon sprite of the site, and holds the budget of scripts.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { gzipSync, inflateSync } from "node:zlib";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";
import { OWN_ICONS, LUCIDE_ICONS } from "./icons.mjs";
import { tokenSheet } from "./tokens.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const web = path.resolve(here, "../src/luoshi/web");
const out = path.join(web, "static/web/dist");
const SCRIPT_BUDGET = 100_000; // bytes, compressed
// Parts of Bootstrap that have a counterpart of our own; a word in a template must not bring them back.
const REPLACED =
  /^\.?(accordion|alert|badge|breadcrumb|btn|card|carousel|dropdown|list-group|modal|nav|navbar|offcanvas|page-item|page-link|pagination|placeholder|popover|progress|spinner|table|toast|tooltip)/;

const bootstrapInUse = {
  name: "bootstrap-in-use",
  setup(build) {
    build.onLoad({ filter: /bootstrap[\\/]dist[\\/]css[\\/]bootstrap\.css$/ }, async ({ path: file }) => {
      const [kept] = await new PurgeCSS().purge({
        content: [`${web}/templates/**/*.html`, `${web}/**/*.py`, `${here}/src/**/*.ts`].map((glob) =>
          glob.replaceAll("\\", "/"),
        ),
        css: [{ raw: await readFile(file, "utf8") }],
        blocklist: [REPLACED],
        variables: true,
        keyframes: true,
        safelist: { variables: [/^--bs-(body|border|emphasis|link|secondary|tertiary|form|focus|gutter)/] },
      });
      return { contents: kept.css, loader: "css" };
    });
  },
};

// `@import "tokens"` brings the tokens, which the style page reads from the same file.
const tokens = {
  name: "tokens",
  setup(build) {
    const file = path.join(web, "tokens.json");
    build.onResolve({ filter: /^tokens$/ }, () => ({ path: file, namespace: "tokens" }));
    build.onLoad({ filter: /.*/, namespace: "tokens" }, async () => ({
      contents: await tokenSheet(file),
      loader: "css",
      watchFiles: [file],
    }));
  },
};

// Each file of src/islands is a script of its own; a page that needs it says {% island "name" %}.
async function islands() {
  const files = await readdir(path.join(here, "src/islands")).catch(() => []);
  return files.filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -".ts".length));
}

// Each file of src/workers is a service worker; the site serves it under its own address.
async function workers() {
  const files = await readdir(path.join(here, "src/workers"));
  return files.filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -".ts".length));
}

async function sprite() {
  const folder = path.dirname(createRequire(import.meta.url).resolve("lucide-static/package.json"));
  const drawn = await Promise.all(
    Object.entries(LUCIDE_ICONS).map(async ([id, name]) => {
      const svg = await readFile(path.join(folder, "icons", `${name}.svg`), "utf8");
      const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
      return `<symbol id="${id}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
    }),
  );
  const own = Object.entries(OWN_ICONS).map(([id, shapes]) => `<symbol id="${id}" viewBox="0 0 24 24">${shapes}</symbol>`);
  const notice = "<!-- Most icons: Lucide (ISC licence), https://lucide.dev -->";
  await writeFile(
    path.join(out, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">${notice}${[...own, ...drawn].join("")}</svg>\n`,
  );
}

// The type of PDF files. It comes packed for browsers (WOFF); a PDF writer wants it as it was (TrueType).
async function type() {
  const folder = path.dirname(createRequire(import.meta.url).resolve("@fontsource/noto-sans-sc/package.json"));
  const packed = await readFile(path.join(folder, "files/noto-sans-sc-chinese-simplified-400-normal.woff"));
  await writeFile(path.join(out, "noto-sans-sc.ttf"), unpacked(packed));
  await writeFile(path.join(out, "noto-sans-sc-licence.txt"), await readFile(path.join(folder, "LICENSE")));
}

// WOFF 1.0: a directory of 20 bytes an entry, each table packed by itself. https://www.w3.org/TR/WOFF/
function unpacked(woff) {
  const many = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * many);
  const power = 2 ** Math.floor(Math.log2(many));
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  [many, power * 16, Math.log2(power), many * 16 - power * 16].forEach((value, i) => head.writeUInt16BE(value, 4 + 2 * i));
  const parts = [head];
  let at = head.length;
  for (let i = 0; i < many; i++) {
    const entry = 44 + 20 * i;
    const [start, length, whole] = [4, 8, 12].map((offset) => woff.readUInt32BE(entry + offset));
    const kept = woff.subarray(start, start + length);
    const table = length < whole ? inflateSync(kept) : kept;
    woff.copy(head, 12 + 16 * i, entry, entry + 4);
    woff.copy(head, 16 + 16 * i, entry + 16, entry + 20);
    head.writeUInt32BE(at, 20 + 16 * i);
    head.writeUInt32BE(whole, 24 + 16 * i);
    parts.push(table, Buffer.alloc((4 - (whole % 4)) % 4));
    at += whole + ((4 - (whole % 4)) % 4);
  }
  return Buffer.concat(parts);
}

async function report() {
  const size = async (name) => {
    const bytes = await readFile(path.join(out, name));
    const packed = gzipSync(bytes, { level: 9 }).length;
    console.log(`${name.padEnd(18)} ${(bytes.length / 1000).toFixed(1).padStart(7)} kB  ${(packed / 1000).toFixed(1).padStart(6)} kB compressed`);
    return packed;
  };
  const script = await size("main.js");
  for (const name of ["main.css", "icons.svg"]) await size(name);
  for (const name of await islands()) {
    const both = script + (await size(`islands/${name}.js`));
    if (both > SCRIPT_BUDGET) throw new Error(`a page with ${name} takes ${both} bytes of script compressed, the budget is ${SCRIPT_BUDGET}`);
  }
  for (const name of await workers()) await size(`workers/${name}.js`);
  if (script > SCRIPT_BUDGET) throw new Error(`the script takes ${script} bytes compressed, the budget is ${SCRIPT_BUDGET}`);
}

const options = {
  absWorkingDir: here,
  entryPoints: [
    { in: "src/main.ts", out: "main" },
    { in: "src/styles/main.css", out: "main" },
    ...(await islands()).map((name) => ({ in: `src/islands/${name}.ts`, out: `islands/${name}` })),
    ...(await workers()).map((name) => ({ in: `src/workers/${name}.ts`, out: `workers/${name}` })),
  ],
  outdir: out,
  bundle: true,
  minify: true,
  legalComments: "eof",
  target: ["chrome99", "firefox97", "safari15.4"],
  plugins: [tokens, bootstrapInUse],
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  const context = await esbuild.context({ ...options, minify: false, logLevel: "info" });
  await context.rebuild();
  await sprite();
  await context.watch();
} else {
  await esbuild.build(options);
  await sprite();
  await type();
  await report();
}
