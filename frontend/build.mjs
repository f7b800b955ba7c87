// Builds the one script, the one style sheet and the icon sprite of the site, prints their sizes and holds the budget.
import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";
import { OWN_ICONS, LUCIDE_ICONS } from "./icons.mjs";

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

async function report() {
  let script = 0;
  for (const name of ["main.js", "main.css", "icons.svg"]) {
    const bytes = await readFile(path.join(out, name));
    const packed = gzipSync(bytes, { level: 9 }).length;
    if (name.endsWith(".js")) script += packed;
    console.log(`${name.padEnd(10)} ${(bytes.length / 1000).toFixed(1).padStart(7)} kB  ${(packed / 1000).toFixed(1).padStart(6)} kB compressed`);
  }
  if (script > SCRIPT_BUDGET) throw new Error(`the script takes ${script} bytes compressed, the budget is ${SCRIPT_BUDGET}`);
}

const options = {
  absWorkingDir: here,
  entryPoints: [{ in: "src/main.ts", out: "main" }, { in: "src/styles/main.css", out: "main" }],
  outdir: out,
  bundle: true,
  minify: true,
  legalComments: "eof",
  target: ["chrome99", "firefox97", "safari15.4"],
  plugins: [bootstrapInUse],
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
  await report();
}
