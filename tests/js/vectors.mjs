// Reads the tables of tests/vectors, whose format is in tests/vectors/README.md.
import { readFileSync } from "node:fs";

const DIRECTORY = new URL("../vectors/", import.meta.url);

// The words of the tables, and the names of the enums.
const OUTCOMES = { success: "SUCCESS", api: "API_ERROR", not_from_api: "NOT_FROM_API" };
const upperSnake = (word) => word.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
const fault = (word) => (word === "-" ? "NONE" : word.toUpperCase());

/** Yields the rows of a table, split into columns. The bytes of a column are characters of Latin-1. */
export function rows(file, columns) {
  const lines = readFileSync(new URL(file, DIRECTORY), "latin1").split("\n");
  return lines.flatMap((line, index) => {
    if (line === "" || line.startsWith("#")) return [];
    const row = line.split("\t");
    if (row.length !== columns) throw new Error(`${file}, line ${index + 1}: ${row.length} columns, not ${columns}`);
    return [row];
  });
}

/** Decodes the escapes of a column. */
function unescape(column) {
  return column.replace(/\\(?:([\\tnr])|x([0-9a-f]{2})|\{([0-9]+)\*([^}]*)\}|(.?))/gs, (_, letter, byte, count, text, wrong) => {
    if (wrong !== undefined) throw new Error(`invalid escape: ${column}`);
    if (letter) return { "\\": "\\", t: "\t", n: "\n", r: "\r" }[letter];
    return byte ? String.fromCharCode(parseInt(byte, 16)) : unescape(text).repeat(Number(count));
  });
}

/** Returns the bytes of a column. */
export const bytes = (column) => new Uint8Array(Buffer.from(unescape(column), "latin1"));

/** Returns the text of a column. The bytes of a lone surrogate are one in JavaScript. */
export function text(column) {
  const parts = unescape(column).split(/(\xed[\xa0-\xbf][\x80-\xbf])/);
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(Buffer.from(part, "latin1"));
      return String.fromCharCode(0xd000 | ((part.charCodeAt(1) & 0x3f) << 6) | (part.charCodeAt(2) & 0x3f));
    })
    .join("");
}

const optional = (column) => (column === "-" ? "" : text(column));
const number = (column) => (column === "-" ? undefined : Number(column));

/** Returns the rows of answers.tsv and extended.tsv. */
export function responses() {
  return ["answers.tsv", "extended.tsv"].flatMap((file) => rows(file, 15)).map((row) => {
    const [name, http, body, outcome, code, status, entry, action, payment, data, description, extra, cut, kind, offset] = row;
    const expected = {
      outcome: OUTCOMES[outcome],
      action: upperSnake(action),
      payment: payment.toUpperCase(),
      data: data === "-" ? "ABSENT" : data.toUpperCase(),
      code: number(code),
      // In the C ABI, an absent status is 0.
      status: number(status) || undefined,
      httpStatus: Number(http),
      entry: optional(entry) || undefined,
      description: optional(description),
      descriptionTruncated: cut.includes("d"),
      extraText: optional(extra),
      extraTruncated: cut.includes("x"),
      fault: fault(kind),
      faultOffset: number(offset),
    };
    return { name, httpStatus: Number(http), body: bytes(body), expected };
  });
}

/** Returns the rows of grammar.tsv as responses with HTTP status 200. */
export function sentences() {
  return rows("grammar.tsv", 4).map(([name, verdict, offset, column]) => {
    const body = bytes(column);
    const accepted = verdict === "accept";
    const expected = {
      outcome: accepted ? "SUCCESS" : "NOT_FROM_API",
      action: accepted ? "PROCEED" : "RETRY",
      payment: "POSSIBLE",
      data: accepted ? data(body) : "ABSENT",
      code: undefined,
      status: undefined,
      httpStatus: 200,
      entry: undefined,
      description: "",
      descriptionTruncated: false,
      extraText: "",
      extraTruncated: false,
      fault: accepted ? "NONE" : "MALFORMED",
      faultOffset: number(offset),
    };
    return { name, httpStatus: 200, body, expected };
  });
}

/** Returns the name of `Data` for an accepted sentence, by JSON.parse. */
function data(body) {
  const root = JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(body));
  if (typeof root !== "object" || root === null || Array.isArray(root) || !Object.hasOwn(root, "data")) return "ABSENT";
  return root.data === null ? "NULL" : "PRESENT";
}

/** Returns the fields of a response that a table has. */
export function fields(response, expected) {
  const values = Object.fromEntries(Object.keys(expected).map((name) => [name, response[name]]));
  return { ...values, entry: response.entry?.name };
}

/** Returns the rows of receipts.tsv. */
export function receipts() {
  return rows("receipts.tsv", 7).map(([name, keyName, key, members, http, body, match]) => ({
    name,
    key: [text(keyName), text(key)],
    members: members.split(" ").filter((member) => member !== "-").map((member) => {
      const [, member_, rule, value] = member.match(/^([^=#~]*)([=#~])(.*)$/s);
      return { rule, name: text(member_), value: text(value) };
    }),
    httpStatus: Number(http),
    body: bytes(body),
    match: match.toUpperCase(),
  }));
}

/** Returns the rows of heads.tsv. */
export function heads() {
  return rows("heads.tsv", 13).map((row) => {
    const [name, sent, list, now, http, body, origin, retryAfter, skew, outcome, kind, action, payment] = row;
    return {
      name,
      requestId: sent === "-" ? undefined : text(sent),
      fields: list.split("|").filter(Boolean).map((field) => {
        const colon = field.indexOf(":");
        return [unescape(field.slice(0, colon)), unescape(field.slice(colon + 1))];
      }),
      nowMs: Number(now),
      httpStatus: Number(http),
      body: bytes(body),
      origin: origin.toUpperCase(),
      retryAfter: Number(retryAfter),
      skewMs: number(skew),
      refined: [OUTCOMES[outcome], fault(kind), upperSnake(action), payment.toUpperCase()],
    };
  });
}

/** Returns the rows of explain.tsv. */
export function pasted() {
  return rows("explain.tsv", 7).map(([name, http, column, outcome, code, other, action]) => ({
    name,
    httpStatus: number(http),
    text: bytes(column),
    outcome: OUTCOMES[outcome],
    code: number(code),
    other: number(other),
    action: action === "-" ? undefined : upperSnake(action),
  }));
}

/** Yields the offsets at which a body is split: all of a short body, those near the ends of a long one. */
export function splits(length, edge = 40) {
  const all = Array.from({ length: length + 1 }, (_, offset) => offset);
  return all.filter((offset) => length <= 1024 || offset < edge || length - offset < edge);
}
