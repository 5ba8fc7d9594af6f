// `Receipt`, `Head` and `Transfer`: every row of their tables, and their arguments.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "./crc32.mjs";
import * as mixerr from "../../ffi/js/dist/index.js";
import { heads, receipts, rows } from "./vectors.mjs";

const { Head, MixinResponse, Receipt, Transfer, read } = mixerr;
const KEY = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f";
const REQUEST = Buffer.from("request");
const SUCCESS = read(200, Buffer.from('{"data":{}}'));
const hex = (bytes) => Buffer.from(bytes).toString("hex");

test("match equals every row", (t) => {
  const list = receipts();
  assert.ok(list.length >= 250);
  const methods = { "=": "require", "#": "requireDecimal", "~": "waitFor" };
  for (const row of list) {
    const receipt = new Receipt(...row.key);
    for (const { rule, name, value } of row.members) assert.equal(receipt[methods[rule]](name, value), receipt);
    const response = read(row.httpStatus, row.body);
    for (const size of [row.body.length + 1, 1, 7]) {
      receipt.begin();
      for (let start = 0; start < row.body.length; start += size) receipt.feed(row.body.subarray(start, start + size));
      assert.equal(receipt.match(response), row.match, `${row.name}, chunks of ${size}`);
    }
  }
  t.diagnostic(`${list.length} receipts`);
});

test("head equals every row", (t) => {
  const list = heads();
  assert.ok(list.length >= 100);
  for (const row of list) {
    const head = new Head(row.fields, { requestId: row.requestId });
    const response = head.refine(read(row.httpStatus, row.body), row.nowMs);
    assert.deepEqual(
      [head.origin, head.retryAfter, head.skewMs(row.nowMs)],
      [row.origin, row.retryAfter, row.skewMs],
      row.name,
    );
    assert.deepEqual([response.outcome, response.fault, response.action, response.payment], row.refined, row.name);
  }
  t.diagnostic(`${list.length} heads`);
});

test("head takes an object such as Node's headers", () => {
  const head = new Head({ "retry-after": "60", "set-cookie": ["a", "b"], date: undefined });
  assert.deepEqual([head.origin, head.retryAfter, head.skewMs()], ["UNKNOWN", 60, undefined]);
  assert.ok(Math.abs(new Head({ "X-Server-Time": `${Date.now()}000000` }).skewMs()) < 60000);
});

function start(column) {
  const [, record, pin] = column.match(/^(\w+)(\+pin)?$/);
  const options = { request: REQUEST, carriesPin: pin !== undefined };
  return record === "new" ? new Transfer(KEY, options) : Transfer.restore(Buffer.from(record, "hex"), options);
}

const apiError = (code) => read(202, Buffer.from(`{"error":{"status":202,"code":${code}}}`));

function describe({ kind, waitMs, action, ending }) {
  return kind + ({ WAIT: `=${waitMs}`, ASK: `=${action}`, DONE: `=${ending},${action}` }[kind] ?? "");
}

function report(transfer, word) {
  const [, kind, value, hint] = word.match(/^(\w+)(?:=(\w+))?(?:@(\d+))?$/);
  const retryAfter = hint === undefined ? undefined : Number(hint);
  const calls = {
    success: () => transfer.handleResponse(SUCCESS, value, retryAfter),
    api: () => transfer.handleResponse(apiError(value), "EXACT", retryAfter),
    page: () => transfer.handleResponse(read(Number(value), Buffer.from("<html>")), "EXACT", retryAfter),
    lost: () => transfer.handleNoResponse(),
    unsent: () => transfer.handleNoResponse(false),
    yes: () => transfer.handleDecision(true),
    no: () => transfer.handleDecision(false),
    amend: () => transfer.amend(Buffer.from("amended")),
    saved: () => transfer.handleSaved(),
    timeout: () => transfer.handleTimeout(),
    expired: () => transfer.handleExpired(),
  };
  calls[kind]();
}

test("transfer equals every row", (t) => {
  const list = rows("transfers.tsv", 4);
  assert.ok(list.length >= 40);
  for (const [name, column, steps, record] of list) {
    const transfer = start(column);
    const [first, ...words] = steps.split(" ");
    assert.equal(describe(transfer.poll()), first, name);
    for (let index = 0; index < words.length; index += 2) {
      const [word, expected] = words.slice(index, index + 2);
      if (word.startsWith("!")) {
        const before = hex(transfer.record());
        assert.throws(() => report(transfer, word.slice(1)), mixerr.UnexpectedStepError, name);
        assert.equal(hex(transfer.record()), before);
      } else {
        report(transfer, word);
      }
      assert.equal(describe(transfer.poll()), expected, `${name}: ${word}`);
    }
    assert.equal(hex(transfer.record()), record, name);
  }
  t.diagnostic(`${list.length} transfers`);
});

const sending = () => {
  const transfer = new Transfer(KEY, { request: REQUEST });
  transfer.handleSaved();
  return transfer;
};

test("transfer takes a receipt", () => {
  const body = Buffer.from(`{"data":{"trace_id":"${KEY}","amount":"-1.50"}}`);
  const receipt = new Receipt("trace_id", KEY).requireDecimal("amount", "1.5");
  receipt.feed(body);
  const transfer = sending();
  transfer.handleResponse(read(200, body), receipt);
  transfer.handleSaved();
  assert.equal(transfer.poll().ending, "PAID");
});

test("transfer reports the response that was passed, whatever a matcher reads meanwhile", () => {
  const transfer = sending();
  transfer.handleResponse(SUCCESS, { match: () => (String(apiError(20117)), "EXACT") });
  transfer.handleSaved();
  assert.equal(transfer.poll().ending, "PAID");
});

function resealed(record, offset, value) {
  const changed = Buffer.from(record);
  changed[offset] = value;
  changed.writeUInt32LE(crc32(changed.subarray(0, 28)), 28);
  return changed;
}

test("restore throws a record error", () => {
  const record = new Transfer(KEY, { request: REQUEST }).record();
  const cases = [
    [new Uint8Array(32), "RecordBlankError"],
    [new Uint8Array(32).fill(255), "RecordBlankError"],
    [new Uint8Array(32).fill(1), "RecordDamagedError"],
    [new Uint8Array(0), "RecordDamagedError"],
    [new Uint8Array(31), "RecordDamagedError"],
    [Buffer.concat([record, Buffer.alloc(1)]), "RecordDamagedError"],
    [resealed(record, 3, 2), "RecordNewerError"],
    [new Transfer(KEY, { request: Buffer.from("another") }).record(), "RecordOfAnotherRequestError"],
  ];
  for (const [saved, name] of cases) {
    assert.throws(() => Transfer.restore(saved, { request: REQUEST }), (error) =>
      error.name === name && error instanceof mixerr[name] && error instanceof mixerr.RecordError);
  }
});

test("restore compares the key", () => {
  const record = new Transfer(KEY.toUpperCase(), { request: REQUEST }).record();
  for (const traceId of [KEY, KEY.toUpperCase(), undefined]) {
    assert.equal(Transfer.restore(record, { request: REQUEST, traceId }).traceId, KEY);
  }
  const traceId = `${KEY.slice(0, -1)}0`;
  assert.throws(() => Transfer.restore(record, { request: REQUEST, traceId }), mixerr.RecordOfAnotherRequestError);
});

test("arguments of transfers are checked", () => {
  for (const traceId of ["", KEY.slice(1), `${KEY}0`, `${KEY}\0`, KEY.replaceAll("-", "_"), "é".repeat(36)]) {
    assert.throws(() => new Transfer(traceId, { request: REQUEST }), { name: "RangeError", message: "a traceId is a UUID" });
  }
  for (const request of ["text", null, 1, undefined]) {
    assert.throws(() => new Transfer(KEY, { request }), { name: "TypeError", message: /a request is/ });
  }
  for (const wrong of ["no", "false", "", 0, 1, null, []]) {
    const transfer = sending();
    assert.throws(() => transfer.handleNoResponse(wrong), /mayHaveArrived is a boolean/);
    assert.throws(() => transfer.handleDecision(wrong), /a decision is a boolean/);
    assert.throws(() => new Transfer(KEY, { request: REQUEST, carriesPin: wrong }), /carriesPin is a boolean/);
    assert.equal(transfer.poll().kind, "SEND");
  }
  for (const retryAfter of [-1, -0.5, NaN, -Infinity]) {
    assert.throws(() => sending().handleResponse(SUCCESS, "NONE", retryAfter), RangeError);
  }
  for (const match of [7, null, undefined, "exact", { match: () => 1 }]) {
    const transfer = sending();
    assert.throws(() => transfer.handleResponse(SUCCESS, match), TypeError);
    assert.equal(transfer.poll().kind, "SEND");
  }
  for (const response of [null, {}, 200, Object.create(MixinResponse.prototype)]) {
    assert.throws(() => sending().handleResponse(response, "NONE"), /a response is what read returns/);
    assert.throws(() => new Receipt("a", "b").match(response), /a response is what read returns/);
    assert.throws(() => new Head({}).refine(response), /a response is what read returns/);
  }
});

test("retryAfter is rounded up", () => {
  for (const [retryAfter, seconds] of [[59.1, 60], [60, 60], [undefined, 0], [Infinity, 0xffffffff]]) {
    const [transfer, other] = [sending(), sending()];
    transfer.handleResponse(apiError(429), "NONE", retryAfter);
    other.handleResponse(apiError(429), "NONE", seconds);
    assert.deepEqual(transfer.record(), other.record());
  }
});

test("arguments of receipts and heads are checked", () => {
  const receipt = new Receipt("trace_id", KEY);
  for (const name of "abcd") receipt.require(name, "1");
  assert.throws(() => receipt.waitFor("e", "1"), { name: "RangeError", message: /at most four members/ });
  for (const [name, value] of [["trace_id", "1"], ["amount", ".5"], ["amount", ""], ["amount", "1,5"]]) {
    assert.throws(() => new Receipt("trace_id", KEY).requireDecimal(name, value), /not a decimal number/);
  }
  for (const wrong of [1, null, undefined, Buffer.from("a")]) {
    for (const call of [
      () => new Receipt(wrong, KEY),
      () => new Receipt("trace_id", wrong),
      () => new Receipt("trace_id", KEY).require("a", wrong),
      () => new Head([["Date", wrong === undefined ? 1 : wrong]]),
    ]) {
      assert.throws(call, { name: "TypeError", message: /a name or value is a string/ });
    }
  }
  for (const call of [
    () => new Receipt("trace_id", "a\0b"),
    () => new Receipt("trace_id", KEY).require("a\0", "b"),
    () => new Head({}, { requestId: "a\0b" }),
  ]) {
    assert.throws(call, { name: "RangeError", message: /NUL/ });
  }
  assert.throws(() => new Receipt("trace_id", KEY).feed("{}"), TypeError);
  assert.throws(() => new Head("Date: x"), TypeError);
});
