// `Receipt`: whether a success is about the requested transfer.
import { Match, RECEIPT, Status } from "./abi.js";
import { type Bytes, toBody, toText } from "./arguments.js";
import { member } from "./catalog.js";
import { check, forEachChunk, INPUT, library, putStrings, RESPONSE_AT, SELF, Struct } from "./library.js";
import { MixinResponse } from "./response.js";

/**
 * Compares a success with the requested transfer.
 *
 * JSON without an error is not yet a payment: a captive portal answers in JSON too, a proxy may send the request back,
 * and another transfer may hold the idempotency key. `name` is the key's member, `trace_id`, or `request_id` on Safe,
 * and `key` its value. Only members of `data` are compared, which is an object or an array of objects.
 *
 * Throws TypeError if an argument is not a string, RangeError if it contains a NUL.
 */
export class Receipt {
  readonly #struct = new Struct(RECEIPT.SIZE);

  constructor(name: string, key: string) {
    const [exactName, exactKey] = [toText(name), toText(key)];
    check(this.#struct.update(() => library.mixerr_receipt_init(SELF, ...both(exactName, exactKey))));
  }

  /**
   * Adds a member that must be a string with this value, such as `asset_id`. Returns the receipt.
   *
   * Throws RangeError if there are four members already, or if one has this name.
   */
  require(name: string, value: string): this {
    return this.#add(library.mixerr_receipt_require, name, value);
  }

  /**
   * Adds a member that must be a string with this decimal number, such as `amount`. Returns the receipt.
   *
   * Sign, leading and trailing zeros do not count: `-1.50` equals `1.5`.
   *
   * Throws RangeError as `require` does, and if `value` is not a decimal number of at most 64 digits.
   */
  requireDecimal(name: string, value: string): this {
    return this.#add(library.mixerr_receipt_require_decimal, name, value);
  }

  /**
   * Adds a member that has this value once the transfer is final. Returns the receipt.
   *
   * On Safe it is `state` with `spent`. Throws RangeError as `require` does.
   */
  waitFor(name: string, value: string): this {
    return this.#add(library.mixerr_receipt_wait_for, name, value);
  }

  /** Begins a new body. Call it before each response. */
  begin(): void {
    check(this.#struct.update(() => library.mixerr_receipt_begin(SELF)));
  }

  /**
   * Reads the next bytes of the body. A chunk may have any length, including 0.
   *
   * Throws TypeError if `chunk` is not bytes.
   */
  feed(chunk: Bytes): void {
    const bytes = toBody(chunk);
    check(this.#struct.update(() => {
      forEachChunk(bytes, (length) => check(library.mixerr_receipt_feed(SELF, INPUT, length)));
      return 0;
    }));
  }

  /**
   * Returns how the complete body matches the transfer. `response` is that of the same body.
   *
   * - `EXACT`: an object in `data` has the key, and every other member with its value.
   * - `PENDING`: it has the key and every required member, but not yet the value that is waited for.
   * - `CONFLICT`: it has the key, and a required member is a string that differs.
   * - `NONE`: everything else, and every response that is not a success.
   *
   * Throws TypeError if `response` is not a MixinResponse.
   */
  match(response: MixinResponse): Match {
    MixinResponse.place(response);
    return member(Match, this.#struct.read(() => library.mixerr_receipt_match(SELF, RESPONSE_AT)));
  }

  #add(call: (receipt: number, name: number, value: number) => number, name: string, value: string): this {
    const [exactName, exactValue] = [toText(name), toText(value)];
    const status = this.#struct.update(() => call(SELF, ...both(exactName, exactValue)));
    if (status === Status.TOO_MANY_MEMBERS) throw new RangeError("a receipt has at most four members besides the key");
    if (status === Status.INVALID_MEMBER) {
      throw new RangeError(`the receipt has a member ${name}, or the value is not a decimal number`);
    }
    check(status);
    return this;
  }
}

function both(name: string, value: string): [number, number] {
  return putStrings(name, value) as [number, number];
}
