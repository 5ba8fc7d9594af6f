// Every row of the tables of responses, read as a complete body and in chunks.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as mixerr from "../../ffi/js/dist/index.js";
import { fields, pasted, responses, sentences, splits } from "./vectors.mjs";

const RESPONSES = responses();
const ROWS = [...RESPONSES, ...sentences()];
const LONG = process.env.MIXERR_LONG === "1";

function readChunks(httpStatus, body, size) {
  const reader = new mixerr.Reader();
  for (let start = 0; start < body.length; start += size) reader.feed(body.subarray(start, start + size));
  return reader.finish(httpStatus);
}

function agree(read) {
  for (const { name, httpStatus, body, expected } of ROWS) {
    assert.deepEqual(fields(read(httpStatus, body), expected), expected, name);
  }
}

test("the tables have rows of every kind", (t) => {
  assert.equal(new Set(ROWS.map(({ name }) => name)).size, ROWS.length);
  assert.ok(RESPONSES.length >= 1000 && ROWS.length >= 3000);
  const kinds = (name) => new Set(RESPONSES.map(({ expected }) => expected[name]));
  assert.equal(kinds("outcome").size, 3);
  assert.deepEqual(kinds("action"), new Set(Object.values(mixerr.Action)));
  assert.equal(kinds("fault").size, 5);
  assert.equal(kinds("data").size, 3);
  const listed = kinds("code");
  assert.ok([...mixerr.catalog.keys()].every((code) => listed.has(code)));
  t.diagnostic(`${ROWS.length} responses`);
});

test("read returns the fields of the tables", () => agree(mixerr.read));

test("read takes every kind of buffer", () => {
  agree((status, body) => mixerr.read(status, Buffer.from(body)));
  agree((status, body) => mixerr.read(status, body.buffer.slice(body.byteOffset, body.byteOffset + body.length)));
  const wide = new Uint8Array(12).map((_, index) => '{"data":null'.charCodeAt(index));
  assert.equal(mixerr.read(200, new Uint16Array(wide.buffer)).faultOffset, 12);
});

for (const size of LONG ? [1, 2, 3, 7, 64, 1000] : [7]) {
  test(`Reader returns the fields of the tables for chunks of ${size}`, () => {
    agree((status, body) => readChunks(status, body, body.length > 10000 * size ? 997 : size));
  });
}

if (LONG) test("Reader returns the same for every split into two", () => {
  for (const { name, httpStatus, body, expected } of ROWS) {
    for (const offset of splits(body.length)) {
      const reader = new mixerr.Reader();
      reader.feed(body.subarray(0, offset));
      const isFaulty = expected.faultOffset !== undefined && offset > expected.faultOffset;
      assert.equal(reader.isFaulty, isFaulty, `${name} at ${offset}`);
      reader.feed(body.subarray(offset));
      assert.deepEqual(fields(reader.finish(httpStatus), expected), expected, `${name}, split at ${offset}`);
    }
  }
});

test("read reads a body of many chunks", () => {
  const body = Buffer.concat([Buffer.from('{"data":"'), Buffer.alloc(3e7, "x"), Buffer.from('"}')]);
  assert.equal(mixerr.read(200, body).isSuccess, true);
  body[2e7] = 0;
  assert.equal(mixerr.read(200, body).faultOffset, 2e7);
});

test("several readers do not share a state", () => {
  const bodies = ['{"error":{"code":20119}}', '{"data":{}}', "<html>"].map((body) => Buffer.from(body));
  const readers = bodies.map(() => new mixerr.Reader());
  for (let index = 0; index < 24; index++) {
    bodies.forEach((body, which) => readers[which].feed(body.subarray(index, index + 1)));
  }
  const outcomes = readers.map((reader) => reader.finish(200).outcome);
  assert.deepEqual(outcomes, ["API_ERROR", "SUCCESS", "NOT_FROM_API"]);
});

test("a finished reader throws", () => {
  const reader = new mixerr.Reader();
  reader.finish(200);
  for (const call of [() => reader.feed(new Uint8Array()), () => reader.isFaulty, () => reader.finish(200)]) {
    assert.throws(call, /the reader is finished/);
  }
});

test("arguments of other types are refused", () => {
  for (const body of ["{}", null, undefined, 1, [], {}]) {
    assert.throws(() => mixerr.read(200, body), { name: "TypeError", message: /a body is a Uint8Array/ });
    assert.throws(() => new mixerr.Reader().feed(body), TypeError);
  }
  for (const status of ["200", true, null, undefined, 200n]) {
    assert.throws(() => mixerr.read(status, new Uint8Array()), { name: "TypeError", message: /an HTTP status is a number/ });
  }
  for (const status of [-1, 65536, 200.5, NaN, Infinity]) {
    assert.throws(() => mixerr.read(status, new Uint8Array()), { name: "RangeError" });
  }
  assert.throws(() => new mixerr.MixinResponse(), TypeError);
  assert.throws(() => mixerr.lookup("20119"), TypeError);
});

test("a response has its texts", () => {
  const of = (body) => mixerr.read(202, Buffer.from(body));
  const phone = of('{"error":{"status":202,"code":20110,"description":"Invalid phone number +8613800138000"}}');
  assert.equal(phone.detail, "+8613800138000");
  assert.equal(String(phone), "20110 INVALID_PHONE_NUMBER: Invalid phone number {phone} [Invalid phone number +*************]");
  const field = of('{"error":{"code":10002,"extra":{"field":"amount","reason":"\\ud83d\\ude00","n":[1, 2]}}}');
  assert.deepEqual([field.field, field.reason, field.extraString("n")], ["amount", "😀", undefined]);
  assert.equal(field.extraString("field\0"), undefined);
  assert.deepEqual(field.extra, { field: "amount", reason: "😀", n: [1, 2] });
  assert.equal(new TextDecoder().decode(of('{"error" : {"code" : 20119}, "data" : null}').writeEnvelope()), '{"error":{"code":20119}}');
  assert.equal(mixerr.read(200, Buffer.from("{}")).writeEnvelope(), undefined);
  assert.throws(() => field.extraString(1), TypeError);
  assert.equal(of('{"error":{"code":1,"description":"\\ufeffx\\u0000y"}}').description, "\ufeffx\0y");
});

test("what is written reads back equal", () => {
  for (const { name, httpStatus, body, expected } of RESPONSES) {
    // A status of 0 reads as absent, and an envelope leaves an absent status out.
    if (expected.outcome !== "API_ERROR" || name === "unlisted_code_at_500_with_status_0") continue;
    const again = mixerr.read(httpStatus, mixerr.read(httpStatus, body).writeEnvelope());
    const whole = { ...expected, descriptionTruncated: false };
    if (expected.extraTruncated) Object.assign(whole, { extraText: "", extraTruncated: false });
    assert.deepEqual(fields(again, expected), whole, name);
  }
});

test("the catalog has an entry for each code, ascending", () => {
  const codes = [...mixerr.catalog.keys()];
  assert.deepEqual(codes, Object.values(mixerr.Code).sort((a, b) => a - b));
  for (const [name, code] of Object.entries(mixerr.Code)) assert.equal(mixerr.lookup(code).name, name);
  const entry = mixerr.lookup(mixerr.Code.PIN_INCORRECT);
  assert.equal(String(entry), "20119 PIN_INCORRECT: PIN incorrect.");
  assert.deepEqual({ ...entry }, {
    code: 20119, status: 202, name: "PIN_INCORRECT", description: "PIN incorrect.", category: "PIN", action: "ASK_USER",
    source: "ORIGINAL", payment: "EXCLUDED",
  });
  assert.throws(() => { entry.action = "RETRY"; }, TypeError);
  mixerr.catalog.clear();
  assert.equal(mixerr.read(202, Buffer.from('{"error":{"code":20119}}')).entry, entry);
  assert.equal(mixerr.lookup(77777), undefined);
});

test("explain recognises every pasted text of the table", () => {
  const rows = pasted();
  assert.ok(rows.length > 100);
  for (const row of rows) {
    for (const form of [row.text, new TextDecoder("utf-8", { ignoreBOM: true }).decode(row.text)]) {
      const { text, response } = mixerr.explain(form, row.httpStatus);
      const other = text.match(/^Also found: {2}([0-9]+) /m)?.[1];
      assert.deepEqual(
        [response?.outcome, response?.code, other && Number(other), response?.action ?? "REPORT"],
        [row.outcome, row.code, row.other, row.action],
        row.name,
      );
    }
  }
});

test("explain finds the errors at both ends of a long log", () => {
  const noise = "10:44:02 info height=30000 peer 10.0.0.1:7001\n".repeat(LONG ? 500000 : 1000);
  for (const first of ["20117: no", "ERROR 20117", "code 20117"]) {
    const { text, response } = mixerr.explain(`${first}\n${noise}error code 20119`);
    assert.equal(response.code, 20119);
    assert.match(text, /^Also found: {2}20117 /m);
  }
});

test("explain refuses arguments of other types", () => {
  for (const [text, status] of [[null], [7], ["", true], ["", "200"]]) {
    assert.throws(() => mixerr.explain(text, status), TypeError);
  }
  for (const status of [-1, 65536]) assert.throws(() => mixerr.explain("", status), RangeError);
});
