// The package's own files, without a bundler, in a page and in a web worker of Chromium.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import { chromium } from "playwright-core";

const DIST = new URL("../../../ffi/js/dist/", import.meta.url);
// A page without a bundler says where the package's own name for its library is.
const MAP = '<script type="importmap">{"imports":{"mixerr":"/index.js","#module":"/module.js"}}</script>';
const BODY = '{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}';

test("the package runs in a page and in a web worker", async () => {
  const files = {
    "/": ["text/html", `<!doctype html><title>mixerr</title>${MAP}`],
    "/favicon.ico": ["image/x-icon", ""],
    "/worker.js": ["text/javascript", `importScripts("/bundle.js"); postMessage(String(mixerr.read(202, new TextEncoder().encode('${BODY}'))));`],
    "/bundle.js": ["text/javascript", await bundle()],
  };
  const server = createServer(({ url }, response) => {
    const [type, text] = files[url] ?? ["text/javascript", readFileSync(new URL(`.${url}`, DIST))];
    response.writeHead(200, { "Content-Type": type }).end(text);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const line = "20119 PIN_INCORRECT: PIN incorrect.";
    const inPage = await page.evaluate(async (body) => {
      const { read } = await import("mixerr");
      return String(read(202, new TextEncoder().encode(body)));
    }, BODY);
    assert.equal(inPage, line);
    const inWorker = await page.evaluate(() => new Promise((resolve, reject) => {
      const worker = new Worker("/worker.js");
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    }));
    assert.equal(inWorker, line);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
});

async function bundle() {
  const { buildSync } = (await import("../../../ffi/js/node_modules/esbuild/lib/main.js")).default;
  const entry = new URL("index.js", DIST).pathname;
  return buildSync({ entryPoints: [entry], bundle: true, format: "iife", globalName: "mixerr", write: false }).outputFiles[0].text;
}
