// The package as npm packs it, and as a project installs it that does not have this repository.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { version } from "../../ffi/js/dist/index.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PACKAGE = join(ROOT, "ffi/js");
const LONG = process.env.MIXERR_LONG === "1";
const wasm = readFileSync(join(PACKAGE, "dist/mixerr.wasm"));

const run = (directory, command, ...list) =>
  execFileSync(command, list, { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

test("the wasm imports nothing, and has at most 60 KiB", (t) => {
  const module = new WebAssembly.Module(wasm);
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  t.diagnostic(`mixerr.wasm: ${wasm.length} bytes`);
  assert.ok(wasm.length <= 60 * 1024);
});

test("abi.ts is what generate.mjs writes from the headers", () => {
  run(ROOT, process.execPath, "ffi/js/generate.mjs", "--check");
});

test("the version is that of the workspace", () => {
  const workspace = readFileSync(join(ROOT, "Cargo.toml"), "utf8").match(/^version = "(.*)"$/m)[1];
  assert.deepEqual([version, JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")).version], [workspace, workspace]);
});

/** Returns the code blocks of a page in a language. */
function blocks(page, language) {
  return [...readFileSync(join(ROOT, page), "utf8").matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))].map(([, code]) => code);
}

test("the blocks of the pages print the error", () => {
  for (const page of ["README.md", "ffi/js/README.md"]) {
    const [code] = blocks(page, "js");
    assert.equal(run(PACKAGE, process.execPath, "--input-type=module", "-e", code), "20119 PIN_INCORRECT: PIN incorrect.\n", page);
  }
});

if (LONG) {
  test("a project without this repository installs the packed package", async (t) => {
    const project = mkdtempSync(join(tmpdir(), "mixerr-js-"));
    t.after(() => rmSync(project, { recursive: true }));
    const [packed] = JSON.parse(run(PACKAGE, "npm", "pack", "--ignore-scripts", "--json", "--pack-destination", project));
    t.diagnostic(`${packed.filename}: ${packed.size} bytes, ${packed.unpackedSize} unpacked`);
    const names = packed.files.map(({ path }) => path).sort();
    const modules = ["abi", "arguments", "catalog", "errors", "explain", "head", "index", "library", "module", "read", "receipt", "response", "transfer", "wasm"];
    const expected = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "package.json", "dist/mixerr.wasm", "dist/module-workerd.js",
      ...modules.flatMap((name) => [`dist/${name}.js`, `dist/${name}.d.ts`])];
    assert.deepEqual(names, expected.sort());
    writeFileSync(join(project, "package.json"), '{"private":true,"type":"module"}');
    run(project, "npm", "install", "--no-audit", "--no-fund", `./${packed.filename}`, "typescript@^7");
    assert.ok(!existsSync(join(project, "node_modules/mixerr/src")));

    await t.test("JavaScript", () => {
      for (const page of ["README.md", "ffi/js/README.md"]) {
        const [code] = blocks(page, "js");
        writeFileSync(join(project, "main.mjs"), code);
        assert.equal(run(project, process.execPath, "main.mjs"), "20119 PIN_INCORRECT: PIN incorrect.\n", page);
      }
    });

    await t.test("TypeScript", () => {
      const compile = (code) => {
        writeFileSync(join(project, "main.ts"), code);
        run(project, "npx", "tsc", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom", "--types", "", "--outDir", "out", "main.ts");
      };
      compile(readFileSync(join(ROOT, "tests/js/user.ts"), "utf8"));
      assert.equal(run(project, process.execPath, "out/main.js"), "PAID\n");
      for (const wrong of [
        'import { read } from "mixerr"; read("200", new Uint8Array());',
        'import { read } from "mixerr"; read(200, "{}");',
        'import { Action } from "mixerr"; const action: Action = "RETRY_NOW"; void action;',
        'import { read } from "mixerr"; read(200, new Uint8Array()).action = "RETRY";',
        'import { Transfer } from "mixerr"; new Transfer("id", { carriesPin: true });',
      ]) {
        assert.throws(() => compile(wrong), /Command failed/, wrong);
      }
    });

    await t.test("CommonJS", () => {
      const code = 'import("mixerr").then(({ lookup }) => console.log(String(lookup(20119))))';
      assert.equal(run(project, process.execPath, "--input-type=commonjs", "-e", code), "20119 PIN_INCORRECT: PIN incorrect.\n");
    });

    await t.test("a bundler for browsers", () => {
      const esbuild = join(PACKAGE, "node_modules/.bin/esbuild");
      writeFileSync(join(project, "page.mjs"), 'import { lookup } from "mixerr"; console.log(lookup(20119).name);');
      run(project, esbuild, "page.mjs", "--bundle", "--minify", "--format=iife", "--platform=browser", "--outfile=page.js");
      assert.equal(run(project, process.execPath, "page.js"), "PIN_INCORRECT\n");
    });

    await t.test("a Worker of Cloudflare", () => {
      const worker = `import { lookup, read } from "mixerr";
        export default { test() {
          if (lookup(20119)?.name !== "PIN_INCORRECT") throw new Error("lookup");
          if (read(502, new TextEncoder().encode("<html>")).action !== "RETRY") throw new Error("read");
        } };`;
      writeFileSync(join(project, "worker.mjs"), worker);
      const config = `using Workerd = import "/workerd/workerd.capnp";
        const config :Workerd.Config = (services = [(name = "main", worker = (compatibilityDate = "2025-01-01", modules = [
          (name = "worker", esModule = embed "worker.js"), (name = "mixerr.wasm", wasm = embed "mixerr.wasm")]))]);`;
      writeFileSync(join(project, "config.capnp"), config);
      copyFileSync(join(project, "node_modules/mixerr/dist/mixerr.wasm"), join(project, "mixerr.wasm"));
      const bundle = ["worker.mjs", "--bundle", "--format=esm", "--external:*.wasm", "--outfile=worker.js"];
      const workerd = join(ROOT, "tests/js/node_modules/workerd/bin/workerd");
      run(project, join(PACKAGE, "node_modules/.bin/esbuild"), ...bundle, "--conditions=workerd");
      run(project, process.execPath, workerd, "test", "config.capnp");
      // Without the condition the worker would compile wasm at run time, which Cloudflare refuses.
      run(project, join(PACKAGE, "node_modules/.bin/esbuild"), ...bundle);
      assert.throws(() => run(project, process.execPath, workerd, "test", "config.capnp"), /disallowed by embedder/);
    });
  });
}
