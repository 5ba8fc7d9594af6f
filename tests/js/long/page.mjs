// The page in Debian's Chromium: what it shows, by mouse, keyboard and screen reader, and that it sends nothing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { catalog, explain } from "../../../ffi/js/dist/index.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { width: 360, height: 740 };
const BODY = '{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}';
// The page is a file outside the repository.
const directory = mkdtempSync(join(tmpdir(), "mixerr-page-"));
const file = join(directory, "mixerr.html");
const pictures = join(ROOT, "target/web");
let browser;

before(async () => {
  execFileSync(process.execPath, [join(ROOT, "examples/web/build"), file]);
  mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(async () => {
  await browser.close();
  rmSync(directory, { recursive: true });
});

/** Opens the page. Every request and every message of the console is recorded. */
async function open(options = {}) {
  const context = await browser.newContext({ locale: "en-US", colorScheme: "light", ...options });
  const page = await context.newPage();
  const requests = [];
  const messages = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  return { page, requests, messages };
}

const result = (page) => page.locator("#result");

/** Types a text and waits for its explanation. */
async function paste(page, text, status = "") {
  await page.fill("#text", text);
  await page.fill("#status", status);
  const { text: lines } = explain(text, status === "" ? undefined : Number(status));
  await page.getByRole("heading", { level: 3, name: lines.split("\n")[0], exact: true }).waitFor();
  return lines.trimEnd().split("\n").slice(1);
}

test("a pasted error is explained as the library explains it", async (t) => {
  const { page, requests, messages } = await open();
  for (const [text, status] of [[BODY, "202"], ["<html>", "502"], ["error code 20117", ""], ["hello", ""], ['{"data":{}}', "200"]]) {
    const lines = await paste(page, text, status);
    const shown = await result(page).locator("dd[lang=en]").allTextContents();
    assert.deepEqual(shown, lines.map((line) => line.replace(/^[^:]+: +/, "")));
  }
  const own = [pathToFileURL(file).href];
  assert.deepEqual(requests.filter((url) => !url.startsWith("data:")), own, "requests besides the page itself");
  assert.deepEqual(messages, []);
  t.diagnostic(`page: ${statSync(file).size} bytes, ${requests.length - 1} requests besides the file`);
});

test("the first explanation comes at once", async (t) => {
  const { page } = await open();
  await page.getByRole("button", { name: "Wrong PIN" }).click();
  const [ready, explained] = await page.evaluate(() =>
    ["ready", "explained"].map((name) => performance.getEntriesByName(name)[0].startTime));
  t.diagnostic(`ready after ${Math.round(ready)} ms, first explanation after ${Math.round(explained)} ms`);
  assert.ok(ready < 5000, `${ready} ms`);
});

test("the browser refuses every request of the page", async () => {
  // Before Chromium refuses a frame, it connects to its server, but sends nothing.
  let received = 0;
  const server = createServer((socket) => socket.on("data", (chunk) => (received += chunk.length)).on("error", () => {}));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { page } = await open();
  const attempts = await page.evaluate(async (address) => {
    const attempt = (call) => new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
      call();
      setTimeout(() => resolve("sent"), 2000);
    });
    const add = (name, attributes) => () => document.body.append(Object.assign(document.createElement(name), attributes));
    const url = `http://${address}/`;
    return [
      await attempt(() => fetch(url).catch(() => {})),
      await attempt(() => new WebSocket(`ws://${address}/`)),
      await attempt(() => navigator.sendBeacon(url, "x")),
      await attempt(add("img", { src: url })),
      await attempt(add("script", { src: url })),
      await attempt(add("script", { textContent: "window.foreign = 1" })),
      await attempt(add("iframe", { src: url })),
      await attempt(add("link", { rel: "stylesheet", href: url })),
    ];
  }, `127.0.0.1:${server.address().port}`);
  server.close();
  assert.deepEqual(attempts, ["connect-src", "connect-src", "connect-src", "img-src", "script-src-elem", "script-src-elem", "frame-src", "style-src-elem"]);
  assert.equal(await page.evaluate(() => window.foreign), undefined);
  assert.equal(received, 0);
});

test("pasted markup is text", async () => {
  const { page, messages } = await open();
  const code = '<img src=x onerror="document.title=1">';
  await paste(page, JSON.stringify({ error: { code: 99999, description: code, extra: { field: code } } }), "202");
  assert.equal(await result(page).locator("img").count(), 0);
  assert.match(await result(page).innerText(), /<img src=x/);
  assert.deepEqual(messages, []);
});

test("a wrong HTTP status is reported", async () => {
  const { page } = await open();
  await page.fill("#status", "70000");
  await page.getByText("An HTTP status is a number from 0 to 65535.").waitFor();
  assert.equal(await page.getAttribute("#status", "aria-invalid"), "true");
  await page.fill("#status", "");
  await page.waitForFunction(() => document.getElementById("result").childElementCount === 0);
});

test("the catalog has every code, and is searched", async () => {
  const { page } = await open();
  const codes = () => page.locator("#rows button").allTextContents();
  assert.deepEqual(await codes(), [...catalog.keys()].map(String));
  assert.equal(await page.textContent("#count"), "97 codes");
  await page.fill("#search", "PIN incorrect");
  assert.deepEqual(await codes(), ["20119"]);
  assert.equal(await page.textContent("#count"), "1 of 97 codes");
  await page.fill("#search", "update_app");
  assert.deepEqual(await codes(), ["10006"]);
  await page.getByRole("button", { name: "Explain 10006" }).click();
  await page.getByRole("heading", { level: 3, name: /^10006 APP_UPDATE_REQUIRED/ }).waitFor();
  await page.fill("#search", "no such code");
  assert.equal(await page.textContent("#count"), "0 of 97 codes");
});

test("the keyboard reaches everything, in the order of the page", async () => {
  const { page } = await open();
  const focused = [];
  for (let index = 0; index < 12; index++) {
    await page.keyboard.press("Tab");
    focused.push(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent));
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(ring, "none", focused.at(-1));
  }
  assert.deepEqual(focused, ["Skip to the catalog", "language", "theme", "text", "status", "Wrong PIN", "Proxy’s page", "Log", "clear", "search", "400", "401"]);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "text");
  await page.getByRole("heading", { level: 3, name: /^401 UNAUTHORIZED/ }).waitFor();
  await page.reload();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
});

test("a screen reader has a name for every control, and hears the explanation", async () => {
  const { page } = await open();
  for (const [role, name] of [["textbox", "Response, log or code"], ["textbox", "HTTP status"], ["searchbox", "Search"],
    ["combobox", "Language"], ["combobox", "Theme"], ["table", "Catalog"], ["region", "Explain an error"]]) {
    assert.equal(await page.getByRole(role, { name, exact: true }).count(), 1, name);
  }
  await paste(page, BODY);
  const live = page.getByRole("status").filter({ hasText: "20119 PIN_INCORRECT" });
  assert.deepEqual([await live.getAttribute("aria-live"), await live.getAttribute("aria-atomic")], ["polite", "true"]);
});

test("the page speaks Chinese", async () => {
  const { page } = await open({ locale: "zh-CN" });
  assert.equal(await page.getAttribute("html", "lang"), "zh");
  await page.fill("#text", BODY);
  await result(page).getByText("询问用户 (ASK_USER)").waitFor();
  assert.deepEqual(await result(page).locator("dt").allTextContents(), ["处理", "含义", "怎么办", "付款", "状态码", "识别依据"]);
  await page.fill("#search", "校准时钟");
  assert.equal(await page.textContent("#count"), "97 个错误码中的 1 个");
  await page.selectOption("#language", "en");
  assert.equal(await page.getAttribute("html", "lang"), "en");
  await page.getByRole("heading", { name: "Explain an error" }).waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of [["desk", { width: 1100, height: 900 }], ["phone", PHONE]]) {
    for (const locale of ["en-US", "zh-CN"]) {
      test(`${colorScheme}, ${name}, ${locale}: nothing overflows, and axe finds no fault`, async () => {
        const { page } = await open({ colorScheme, viewport, locale });
        await page.fill("#text", BODY);
        await result(page).locator("dd").first().waitFor();
        const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assert.equal(ground, { light: "rgb(253, 253, 251)", dark: "rgb(22, 23, 20)" }[colorScheme]);
        await page.screenshot({ path: join(pictures, `${colorScheme}-${name}-${locale}.png`) });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        await page.evaluate(AXE);
        const violations = await page.evaluate(async () =>
          (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`));
        assert.deepEqual(violations, []);
        await page.locator("#catalog").scrollIntoViewIfNeeded();
        await page.evaluate(() => document.getElementById("catalog").scrollIntoView());
        await page.screenshot({ path: join(pictures, `${colorScheme}-${name}-${locale}-catalog.png`) });
      });
    }
  }
}

test("the chosen theme replaces the system's", async () => {
  const { page } = await open({ colorScheme: "light" });
  await page.selectOption("#theme", "dark");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await ground(), "rgb(22, 23, 20)");
  await page.selectOption("#theme", "");
  assert.equal(await ground(), "rgb(253, 253, 251)");
});
