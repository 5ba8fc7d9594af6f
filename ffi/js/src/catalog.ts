// The catalog: an entry for each listed code.
import { Action, Category, ENTRY, Payment, Source } from "./abi.js";
import { nameOf } from "./arguments.js";
import { cString, library, uint16, uint32, uint8 } from "./library.js";

/** One row of the catalog. `String(entry)` is `20119 PIN_INCORRECT: PIN incorrect.` */
export interface Entry {
  /** The error code, the envelope's `error.code`: 20119. */
  readonly code: number;
  /** The documented HTTP status, 202 or 500; undefined if none is documented. */
  readonly status: number | undefined;
  /** The name in upper snake case: `PIN_INCORRECT`. */
  readonly name: string;
  /** The documented description. The server replaces a placeholder such as `{phone}`. */
  readonly description: string;
  /** The subject of the error. */
  readonly category: Category;
  /** What to do about the error. */
  readonly action: Action;
  /** The document that the row comes from. */
  readonly source: Source;
  /** Whether the request that this error answers may have paid. It says nothing about earlier requests. */
  readonly payment: Payment;
  toString(): string;
}

/** Returns the member of an enum with this number in C. */
export function member<T extends string>(type: Readonly<Record<string, T>>, number: number): T {
  const found = Object.values(type)[number];
  if (found === undefined) throw new Error(`mixerr: no member has the number ${number}`);
  return found;
}

function toEntry(pointer: number): Entry {
  const entry: Entry = {
    code: uint32(pointer + ENTRY.code),
    status: uint16(pointer + ENTRY.status) || undefined,
    name: cString(uint32(pointer + ENTRY.name)),
    description: cString(uint32(pointer + ENTRY.description)),
    category: member(Category, uint8(pointer + ENTRY.category)),
    action: member(Action, uint8(pointer + ENTRY.action)),
    source: member(Source, uint8(pointer + ENTRY.source)),
    payment: member(Payment, uint8(pointer + ENTRY.payment)),
    toString: () => `${entry.code} ${entry.name}: ${entry.description}`,
  };
  Object.defineProperty(entry, "toString", { enumerable: false });
  return Object.freeze(entry);
}

const entries = new Map<number, Entry>();
for (let index = 0; index < library.mixerr_catalog_len(); index++) {
  const entry = toEntry(library.mixerr_catalog_at(index));
  entries.set(entry.code, entry);
}

/** The entries by code, ascending. */
export const catalog: ReadonlyMap<number, Entry> = new Map(entries);

/**
 * Returns the catalog entry for a code, or undefined if the catalog does not list it.
 *
 * `code` is the envelope's `error.code`, not an HTTP status. The server may be newer than this catalog: for an unlisted
 * code the action is `RETRY` if the status is 500, and `REPORT` otherwise.
 *
 * Throws TypeError if `code` is not a number.
 */
export function lookup(code: number): Entry | undefined {
  if (typeof code !== "number") throw new TypeError(`a code is a number, not ${nameOf(code)}`);
  return entries.get(code);
}
