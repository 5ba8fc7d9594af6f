// `throwForError` and `throwForResponse`: an error class for each action.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { inspect } from "node:util";
import * as mixerr from "../../ffi/js/dist/index.js";
import { responses, sentences } from "./vectors.mjs";

const pascal = (name) => name.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());
const PIN = Buffer.from('{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}');

function thrown(status, body) {
  try {
    mixerr.throwForError(status, body);
  } catch (error) {
    return error;
  }
}

test("throwForError throws the class of the action for every row", () => {
  for (const { name, httpStatus, body, expected } of [...responses(), ...sentences()]) {
    const error = thrown(httpStatus, body);
    const type = { SUCCESS: undefined, NOT_FROM_API: "NotFromApiError" };
    const wanted = expected.outcome in type ? type[expected.outcome] : `${pascal(expected.action)}Error`;
    assert.equal(error?.name, wanted, name);
    if (!error) continue;
    assert.ok(error instanceof mixerr[wanted] && error instanceof mixerr.MixinError && error instanceof Error);
    assert.equal(error instanceof mixerr.ApiError, expected.outcome === "API_ERROR");
    assert.deepEqual([error.action, error.payment, error.httpStatus], [expected.action, expected.payment, httpStatus]);
    assert.equal(error.message, String(error.response));
    assert.equal(error.retryable, ["RETRY", "WAIT"].includes(expected.action));
    if (error instanceof mixerr.ApiError) {
      assert.deepEqual([error.code, error.status, error.entry?.name], [expected.code, expected.status, expected.entry]);
      assert.equal(error.description, expected.description);
    } else {
      assert.deepEqual([error.fault, error.faultOffset], [expected.fault, expected.faultOffset]);
    }
  }
});

test("an error prints no digit of the server's text", () => {
  const phone = '{"error":{"code":20110,"description":"Invalid phone number +8613800138000"}}';
  const error = thrown(202, Buffer.from(phone));
  assert.doesNotMatch(inspect({ error, response: error.response }, { depth: 9, showHidden: true }), /8613800/);
  assert.match(inspect(error.response), /^<mixerr ASK_USER: 20110 INVALID_PHONE_NUMBER: /);
  assert.doesNotMatch(JSON.stringify(error), /8613800/);
});

test("throwForResponse takes a response of fetch", async () => {
  const server = createServer((request, response) => {
    const [status, body] = { "/pin": [202, PIN], "/page": [502, "<html>"] }[request.url] ?? [200, '{"data":{}}'];
    response.writeHead(status, { "X-Request-Id": "id-1", "Retry-After": "60" }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  try {
    await assert.rejects(async () => mixerr.throwForResponse(await fetch(`${url}/pin`)), mixerr.AskUserError);
    await assert.rejects(async () => mixerr.throwForResponse(await fetch(`${url}/page`)), mixerr.NotFromApiError);
    const response = await fetch(url);
    const head = new mixerr.Head(response.headers, { requestId: "id-1" });
    assert.deepEqual([head.origin, head.retryAfter], ["API", 60]);
    assert.equal(new TextDecoder().decode(await mixerr.throwForResponse(response)), '{"data":{}}');
  } finally {
    server.closeAllConnections();
    server.close();
  }
  await assert.rejects(() => mixerr.throwForResponse(Response.error()), RangeError);
});
