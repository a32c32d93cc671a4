// Compiles static/src into static/dist: content-hashed files, each with .gz and .br beside it, and manifest.json.
//
// The same sources and the same locked packages give the same bytes: nothing here asks the clock or the machine.
// A name in the manifest ("site.css") is what templates ask for; its value is the file to serve, cacheable for ever.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import * as esbuild from "esbuild";
import * as sass from "sass";

const STATIC = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(STATIC);
const SRC = join(STATIC, "src");
const MODULES = join(ROOT, "node_modules");
const DIST = join(STATIC, "dist");
const FRESH = join(STATIC, "dist.new");
const TARGET = ["chrome109", "firefox115", "safari15.6"];
const ALREADY_PACKED = new Set([".woff2", ".png"]);

const manifest = {};

/** Writes one asset under its content's hash; returns the hashed file name. */
function emit(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const kind = extname(name);
  const file = `${basename(name, kind)}.${hash}${kind}`;
  writeFileSync(join(FRESH, file), bytes);
  if (!ALREADY_PACKED.has(kind)) {
    writeFileSync(join(FRESH, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(FRESH, `${file}.br`), brotliCompressSync(bytes, { params: quality }));
  }
  manifest[name] = file;
  return file;
}

function fonts() {
  const files = join(MODULES, "@fontsource-variable/hanken-grotesk/files");
  for (const subset of ["latin", "latin-ext"]) {
    emit(`hanken-${subset}.woff2`, readFileSync(join(files, `hanken-grotesk-${subset}-wght-normal.woff2`)));
  }
}

/** Minifies a sheet whose url(asset:NAME) point at assets emitted before it. */
async function sheet(name, css) {
  const linked = css.replace(/url\((["']?)asset:([^"')]+)\1\)/g, (_, _quote, asset) => {
    if (!(asset in manifest)) throw new Error(`${name} asks for ${asset}, which is not among the assets`);
    return `url("${manifest[asset]}")`;
  });
  const { code } = await esbuild.transform(linked, { loader: "css", minify: true, target: TARGET, legalComments: "inline" });
  emit(name, code);
}

async function ownStyles() {
  const folder = join(SRC, "styles");
  for (const file of readdirSync(folder).filter((each) => /^[^_].*\.scss$/.test(each)).sort()) {
    const compiled = sass.compile(join(folder, file), { loadPaths: [MODULES], quietDeps: true, fatalDeprecations: [] });
    await sheet(`${basename(file, ".scss")}.css`, compiled.css);
  }
}

/** Leaflet and its fullscreen control as they are published, minified; their pictures hashed like everything else. */
async function leaflet() {
  const packages = {
    leaflet: { script: "leaflet/dist/leaflet.js", style: "leaflet/dist/leaflet.css" },
    fullscreen: {
      script: "leaflet.fullscreen/Control.FullScreen.js",
      style: "leaflet.fullscreen/Control.FullScreen.css",
    },
  };
  for (const [name, { script, style }] of Object.entries(packages)) {
    const home = dirname(join(MODULES, style));
    const css = readFileSync(join(MODULES, style), "utf8").replace(/url\((["']?)([^"')#:]+)\1\)/g, (_, _quote, path) => {
      const picture = basename(path);
      if (!(picture in manifest)) emit(picture, readFileSync(join(home, path)));
      return `url("asset:${picture}")`;
    });
    await sheet(`${name}.css`, css);
    const source = readFileSync(join(MODULES, script), "utf8");
    const options = { minify: true, target: TARGET, legalComments: "inline", sourcemap: false };
    const { code } = await esbuild.transform(source.replace(/\/\/# sourceMappingURL=.*/g, ""), options);
    emit(`${name}.js`, code);
  }
}

/** Every static/src/*.js is a script of its own; static/src/map/ makes map.js when there is no map.js. */
function entries() {
  const found = readdirSync(SRC)
    .filter((each) => each.endsWith(".js"))
    .sort()
    .map((file) => ({ name: file, contents: `import "./${file}";`, resolveDir: SRC }));
  const folder = join(SRC, "map");
  if (existsSync(folder) && !existsSync(join(SRC, "map.js"))) {
    const parts = existsSync(join(folder, "index.js")) ? ["index.js"] : readdirSync(folder).filter((each) => each.endsWith(".js"));
    const contents = parts.sort().map((part) => `import "./${part}";`).join("\n");
    found.push({ name: "map.js", contents, resolveDir: folder });
  }
  return found;
}

async function scripts() {
  for (const { name, contents, resolveDir } of entries()) {
    const built = await esbuild.build({
      stdin: { contents, resolveDir, sourcefile: `entry-${name}` },
      bundle: true,
      write: false,
      minify: true,
      format: name === "site.js" ? "esm" : "iife",
      target: TARGET,
      legalComments: "none",
      absWorkingDir: ROOT,
    });
    emit(name, built.outputFiles[0].contents);
  }
}

rmSync(FRESH, { recursive: true, force: true });
mkdirSync(FRESH, { recursive: true });
fonts();
await ownStyles();
await leaflet();
await scripts();
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(FRESH, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
rmSync(DIST, { recursive: true, force: true });
renameSync(FRESH, DIST);
console.log(`static/dist: ${Object.keys(sorted).length} assets`);
