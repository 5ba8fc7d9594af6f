import {
  Action, Data, DESCRIPTION_CAPACITY, ENVELOPE_CAPACITY, EXTRA_CAPACITY, Fault, LOG_LINE_CAPACITY, Outcome, Payment,
  RESPONSE, Status,
} from "./abi.js";
import { nameOf } from "./arguments.js";
import { type Entry, lookup, member } from "./catalog.js";
import { check, decode, get, library, OUT, put, putStrings, RESPONSE_AT, TEXT, uint32 } from "./library.js";

const key = Symbol("mixerr");

/**
 * A response of the API, or of a server in front of it. `read` and `Reader.finish` return one. It is immutable. The
 * name differs from that of `fetch`'s `Response`.
 *
 * `String(response)` and `console.log(response)` are safe to log: they mask every digit of the server's text. The
 * properties are not: a description may contain a phone number.
 *
 * Every object is true in JavaScript, this one too: use `isSuccess`.
 */
export class MixinResponse {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  /** `read` and `Reader.finish` make a response. @internal */
  constructor(secret: symbol, bytes: Uint8Array) {
    if (secret !== key) throw new TypeError("read and Reader.finish make a MixinResponse");
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  /**
   * Whether this is a success: JSON without an error, and the HTTP status of a success.
   *
   * A success does not prove a payment: compare the transfer in the body with the request. A captive portal, too, may
   * send JSON without an error.
   */
  get isSuccess(): boolean {
    return this.outcome === Outcome.SUCCESS;
  }

  /** Whether this is a success, an error of the API, or not from the API. */
  get outcome(): Outcome {
    return member(Outcome, this.#view.getUint8(RESPONSE.outcome));
  }

  /** What to do now. Every outcome has an action. */
  get action(): Action {
    return member(Action, this.#view.getUint8(RESPONSE.action));
  }

  /** Whether the same request may be sent again, at once or after a pause, with the same idempotency key. */
  get retryable(): boolean {
    return this.action === Action.RETRY || this.action === Action.WAIT;
  }

  /** Whether the request that was answered may have paid. It says nothing about an earlier request with the same key. */
  get payment(): Payment {
    return member(Payment, this.#view.getUint8(RESPONSE.payment));
  }

  /** Whether a success has a member `data`. `ABSENT` for every other outcome. */
  get data(): Data {
    return member(Data, this.#view.getUint8(RESPONSE.data));
  }

  /** The HTTP status as passed to `read`; 0 for a WebSocket frame. */
  get httpStatus(): number {
    return this.#view.getUint16(RESPONSE.httpStatus, true);
  }

  /** The envelope's `error.code`; undefined if this is not an error of the API. It may be 0. */
  get code(): number | undefined {
    return this.outcome === Outcome.API_ERROR ? this.#view.getUint32(RESPONSE.code, true) : undefined;
  }

  /** The envelope's `error.status`; undefined if absent, 0, or not an integer of 16 bits. */
  get status(): number | undefined {
    return this.#view.getUint16(RESPONSE.status, true) || undefined;
  }

  /** The catalog entry for the code; undefined if the catalog does not list it. */
  get entry(): Entry | undefined {
    const code = this.code;
    return code === undefined ? undefined : lookup(code);
  }

  /** The envelope's `error.description` with escapes decoded, truncated to 128 bytes; `""` if absent. */
  get description(): string {
    return this.#text(RESPONSE.description, RESPONSE.descriptionLen);
  }

  /** Whether the description was longer than 128 bytes. */
  get descriptionTruncated(): boolean {
    return this.#view.getUint8(RESPONSE.descriptionTruncated) !== 0;
  }

  /**
   * The text that replaces the placeholder of the catalog's description: a phone number, an asset, a maximum.
   *
   * It may be private: do not log it. Undefined if the description has no placeholder, or the server's text differs.
   */
  get detail(): string | undefined {
    return this.#string(DESCRIPTION_CAPACITY + 1, library.mixerr_detail);
  }

  /** The envelope's `error.extra`, decoded by `JSON.parse`; undefined if absent or truncated. */
  get extra(): unknown {
    return this.extraText === "" || this.extraTruncated ? undefined : JSON.parse(this.extraText);
  }

  /** The envelope's `error.extra` as compact JSON, truncated to 128 bytes; `""` if absent. */
  get extraText(): string {
    return this.#text(RESPONSE.extra, RESPONSE.extraLen);
  }

  /** Whether the extra was longer than 128 bytes. A truncated extra is not valid JSON. */
  get extraTruncated(): boolean {
    return this.#view.getUint8(RESPONSE.extraTruncated) !== 0;
  }

  /**
   * Returns the string with this key in the extra; undefined if absent. It also finds the complete strings in a
   * truncated extra.
   *
   * Throws TypeError if `key` is not a string.
   */
  extraString(key: string): string | undefined {
    if (typeof key !== "string") throw new TypeError(`a key is a string, not ${nameOf(key)}`);
    // In C, a key ends at its first NUL.
    if (key.includes("\0")) return undefined;
    return this.#string(EXTRA_CAPACITY + 1, (response, out, capacity, length) => {
      const [name] = putStrings(key) as [number];
      return library.mixerr_extra_string(response, name, out, capacity, length);
    });
  }

  /** The name of the request's invalid field, from the extra; undefined if absent. */
  get field(): string | undefined {
    return this.extraString("field");
  }

  /** The reason why that field is invalid, from the extra; undefined if absent. */
  get reason(): string | undefined {
    return this.extraString("reason");
  }

  /** Why the response is not from the API; `NONE` for every other outcome. */
  get fault(): Fault {
    return member(Fault, this.#view.getUint8(RESPONSE.fault));
  }

  /**
   * The offset in bytes, from 0, of the first byte that is not allowed in a malformed or too deep body.
   *
   * It is the body's length if the body was truncated, and at most 4294967295. Undefined for every other fault.
   */
  get faultOffset(): number | undefined {
    const hasOffset = this.fault === Fault.MALFORMED || this.fault === Fault.TOO_DEEP;
    return hasOffset ? this.#view.getUint32(RESPONSE.faultOffset, true) : undefined;
  }

  /**
   * Returns the envelope as the API would send it, for mock servers and proxies.
   *
   * It leaves out a truncated extra. Returns undefined if this is not an error of the API.
   */
  writeEnvelope(): Uint8Array | undefined {
    return this.#write(ENVELOPE_CAPACITY, library.mixerr_write_envelope);
  }

  /** Returns one line that is safe to log. */
  toString(): string {
    return this.#string(LOG_LINE_CAPACITY, library.mixerr_write_log_line) ?? "";
  }

  /** What `console.log` prints in Node. @internal */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `<mixerr ${this.action}: ${this}>`;
  }

  /** Places the response at RESPONSE_AT. Throws TypeError if the argument is another object. @internal */
  static place(response: MixinResponse): void {
    if (typeof response !== "object" || response === null || !(#bytes in response)) {
      throw new TypeError(`a response is what read returns, not ${nameOf(response)}`);
    }
    put(RESPONSE_AT, response.#bytes);
  }

  #text(offset: number, lengthOffset: number): string {
    return decode(this.#bytes.subarray(offset, offset + this.#view.getUint16(lengthOffset, true)));
  }

  #string(capacity: number, call: Write): string | undefined {
    const text = this.#write(capacity, call);
    return text && decode(text);
  }

  /** Calls a function that writes a text. Returns undefined if the response does not have that text. */
  #write(capacity: number, call: Write): Uint8Array | undefined {
    MixinResponse.place(this);
    const status = call(RESPONSE_AT, TEXT, capacity, OUT);
    if (status === Status.NOT_FOUND || status === Status.NOT_API_ERROR) return undefined;
    check(status);
    return get(TEXT, uint32(OUT));
  }
}

type Write = (response: number, out: number, capacity: number, length: number) => number;

/** Returns the response that the library wrote to RESPONSE_AT. */
export function takeResponse(): MixinResponse {
  return new MixinResponse(key, get(RESPONSE_AT, RESPONSE.SIZE));
}
