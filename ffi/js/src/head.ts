// `Head`: what the header fields of a response prove.
import { HEAD, Origin, Status } from "./abi.js";
import { nameOf, toText } from "./arguments.js";
import { member } from "./catalog.js";
import {
  check, encode, INPUT, int64, library, OUT, putInput, putStrings, RESPONSE_AT, SELF, Struct,
} from "./library.js";
import { MixinResponse, takeResponse } from "./response.js";

const LONGEST = 2 ** 63;

/**
 * The header fields of a response that say more than its body.
 *
 * - `fields`: the response's headers: `response.headers` of `fetch`, other pairs of names and values, or an object such
 *   as Node's `message.headers`. `X-Request-Id`, `X-Server-Time`, `Retry-After` and `Date` are read. A value of another
 *   form is ignored.
 * - `requestId`: the `X-Request-Id` of the request, which the API echoes. Undefined if none was sent, or for a server
 *   that does not echo it, such as a TIP node.
 *
 * In a browser, `fetch` shows a field only if the server exposes it: pass no `requestId` unless it does.
 *
 * Throws TypeError if a field or `requestId` is not a string, RangeError if `requestId` contains a NUL.
 */
export class Head {
  readonly #struct = new Struct(HEAD.SIZE);

  constructor(
    fields: Iterable<readonly [string, string]> | Readonly<Record<string, string | readonly string[] | undefined>>,
    { requestId }: { readonly requestId?: string | undefined } = {},
  ) {
    const sent = requestId === undefined ? undefined : toText(requestId, "a requestId");
    const list = pairs(fields);
    check(this.#struct.update(() => library.mixerr_head_init(SELF, sent === undefined ? 0 : putStrings(sent)[0] ?? 0)));
    for (const [name, value] of list) {
      const both = new Uint8Array(name.length + value.length);
      both.set(name);
      both.set(value, name.length);
      putInput(both);
      const call = () => library.mixerr_head_field(SELF, INPUT, name.length, INPUT + name.length, value.length);
      check(this.#struct.update(call));
    }
  }

  /** Whether the API answered, by its echo of the `X-Request-Id`. */
  get origin(): Origin {
    return member(Origin, this.#struct.read(() => library.mixerr_head_origin(SELF)));
  }

  /** For how many seconds the server asks to wait, 0 if it does not. */
  get retryAfter(): number {
    return this.#struct.read(() => library.mixerr_head_retry_after_s(SELF)) >>> 0;
  }

  /**
   * Returns by how many milliseconds this clock is ahead of the server's, negative if it is behind.
   *
   * `nowMs` is the time in milliseconds since 1970. Returns undefined if the response has no `X-Server-Time`.
   */
  skewMs(nowMs: number = Date.now()): number | undefined {
    const now = toMilliseconds(nowMs);
    const status = this.#struct.read(() => library.mixerr_head_skew_ms(SELF, now, OUT));
    if (status === Status.NOT_FOUND) return undefined;
    check(status);
    return Number(int64(OUT));
  }

  /**
   * Returns the response, changed by what its head proves.
   *
   * A success or an error of the API whose `origin` is `OTHER` becomes a response with the fault `ORIGIN`. The API's
   * error 401 asks for `FIX_CLOCK` if this clock is five minutes or more off. `nowMs` is as for `skewMs`.
   *
   * Throws TypeError if `response` is not a MixinResponse.
   */
  refine(response: MixinResponse, nowMs: number = Date.now()): MixinResponse {
    const now = toMilliseconds(nowMs);
    MixinResponse.place(response);
    check(this.#struct.read(() => library.mixerr_head_refine(SELF, now, RESPONSE_AT)));
    return takeResponse();
  }
}

function pairs(
  fields: Iterable<readonly [string, string]> | Readonly<Record<string, string | readonly string[] | undefined>>,
): [Uint8Array, Uint8Array][] {
  if (typeof fields !== "object" || fields === null) {
    throw new TypeError(`fields are pairs or an object, not ${nameOf(fields)}`);
  }
  const list: Iterable<readonly [unknown, unknown]> =
    Symbol.iterator in fields ? (fields as Iterable<readonly [string, string]>) : Object.entries(fields);
  return [...list].flatMap(([name, value]) => {
    // Node gives an array for a field that may occur more than once, and undefined for one that is absent.
    const values: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return values.map((each): [Uint8Array, Uint8Array] => [toField(name), toField(each)]);
  });
}

function toField(value: unknown): Uint8Array {
  if (typeof value !== "string") throw new TypeError(`a name or value is a string, not ${nameOf(value)}`);
  return encode(value);
}

/** Returns a time in milliseconds, 0 for one that no clock shows. */
function toMilliseconds(now: number): bigint {
  if (typeof now !== "number") throw new TypeError(`a time is a number, not ${nameOf(now)}`);
  return now > 0 && now < LONGEST ? BigInt(Math.trunc(now)) : 0n;
}
