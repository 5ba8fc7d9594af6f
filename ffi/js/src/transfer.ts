// `Transfer`: one payment across responses.
import { Action, Ending, Match, NEXT, RECORD_SIZE, Status, StepKind, TRANSFER } from "./abi.js";
import { type Bytes, nameOf, toBoolean, toBytes } from "./arguments.js";
import { member } from "./catalog.js";
import {
  check, get, INPUT, library, OUT, putInput, putStrings, RESPONSE_AT, SELF, Struct, uint32, uint8,
} from "./library.js";
import { MixinResponse } from "./response.js";

// A longer hint is reported as this one, which is over the limit as well.
const LONGEST_RETRY_AFTER = 0xffffffff;
const KEY_SIZE = 16;

/** A report does not fit the present step. The transfer has not changed; poll it again. */
export class UnexpectedStepError extends Error {}

/** A record was not restored. Only `RecordBlankError` proves that nothing was saved. */
export class RecordError extends Error {}

/** All bytes are 0, or all are 0xFF, so nothing was saved here. */
export class RecordBlankError extends RecordError {}

/** The record is damaged. A payment may be open. */
export class RecordDamagedError extends RecordError {}

/** A later version of this library wrote the record. A payment may be open. */
export class RecordNewerError extends RecordError {}

/** The record belongs to another request. A payment may be open. */
export class RecordOfAnotherRequestError extends RecordError {}

// A minifier renames classes, but not strings.
const NAMES = {
  UnexpectedStepError, RecordError, RecordBlankError, RecordDamagedError, RecordNewerError, RecordOfAnotherRequestError,
};
for (const [name, type] of Object.entries(NAMES)) {
  Object.defineProperty(type.prototype, "name", { value: name, configurable: true, writable: true });
}

const ERRORS = new Map<number, [new (message: string) => Error, string]>([
  [Status.UNEXPECTED_STEP, [UnexpectedStepError, "the report does not fit the present step"]],
  [Status.RECORD_BLANK, [RecordBlankError, "the record is blank: nothing was saved here"]],
  [Status.RECORD_DAMAGED, [RecordDamagedError, "the record is damaged; a payment may be open"]],
  [Status.RECORD_NEWER, [RecordNewerError, "a later version wrote the record; a payment may be open"]],
  [Status.RECORD_OF_ANOTHER_REQUEST, [RecordOfAnotherRequestError, "the record belongs to another request; a payment may be open"]],
]);

/** What the caller of a transfer must do now. */
export interface Step {
  /** The kind of the step. */
  readonly kind: StepKind;
  /** The pause in milliseconds at `WAIT`; otherwise 0. */
  readonly waitMs: number;
  /** At `ASK` what is to be done. At `DONE` the action of the last response. */
  readonly action: Action;
  /** How the transfer ended, at `DONE`. */
  readonly ending: Ending;
}

/** An object that compares a response with a payment, such as a `Receipt`. */
export interface Matcher {
  /** Returns how a success matches the payment. */
  match(response: MixinResponse): Match;
}

export interface TransferOptions {
  /**
   * The key and the parameters of the payment, such as the body without the PIN. Its bytes must be the same after a
   * restart. So it must not contain an encrypted PIN, a token, a time or an `X-Request-Id`.
   */
  readonly request: Bytes;
  /** Whether the request carries a PIN. A person has entered it, and enters it again at each `ASK_USER`. */
  readonly carriesPin?: boolean;
}

export interface RestoreOptions extends TransferOptions {
  /**
   * The payment's key. Pass it, so that the record of another payment with the same parameters is refused even if
   * `request` does not contain the key.
   */
  readonly traceId?: string;
}

/**
 * One payment under one idempotency key, from before its first request to a known end.
 *
 * `poll` returns what the caller must do now, and may be called any number of times. The `handle` methods report what
 * happened. A report that does not fit the present step throws `UnexpectedStepError` and changes nothing.
 *
 * `traceId` is the idempotency key, a UUID: the `trace_id` of a legacy transfer, or the `request_id` of a Safe
 * transaction. The API pays a key once. If a record of this key was saved, use `Transfer.restore` instead. Only
 * `Ending.NOT_PAID` permits the same payment with another key. After `Ending.UNKNOWN`, keep the key and continue later.
 *
 * Throws TypeError if an argument has another type, RangeError if `traceId` is not a UUID.
 *
 * @example
 *     for (let step = transfer.poll(); step.kind !== "DONE"; step = transfer.poll()) {
 *       if (step.kind === "SAVE") {
 *         await store.save(transfer.record()); // survives a power cut when it returns
 *         transfer.handleSaved();
 *       } else if (step.kind === "WAIT") {
 *         await sleep(step.waitMs);
 *         transfer.handleTimeout();
 *       } else if (step.kind === "ASK") {
 *         transfer.handleDecision(await ask(step.action));
 *       } else {
 *         const { response, retryAfter } = await exchange(step.kind); // SEND is a POST, LOOK_UP a GET by the key
 *         transfer.handleResponse(response, receipt, retryAfter);
 *       }
 *     }
 */
export class Transfer {
  readonly #struct = new Struct(TRANSFER.SIZE);

  constructor(traceId: string, options: TransferOptions) {
    const key = toKey(traceId);
    const [print, pin] = parameters(options);
    checkTransfer(this.#struct.update(() => {
      putInput(key);
      return library.mixerr_transfer_init(SELF, INPUT, print, pin);
    }));
  }

  /**
   * Returns the transfer of a record that was saved before the program stopped.
   *
   * A transfer without an end starts with a look-up, because its last request may have paid.
   *
   * Throws a `RecordError` if the record cannot be restored: never start a new payment because of it. Throws
   * `RecordOfAnotherRequestError` if `request` or `traceId` differs; after `amend`, try the other request.
   */
  static restore(record: Bytes, options: RestoreOptions): Transfer {
    const key = options.traceId === undefined ? undefined : toKey(options.traceId);
    const [print, pin] = parameters(options);
    const saved = toBytes(record, "a record");
    if (saved.length !== RECORD_SIZE) {
      throw new RecordDamagedError(`a record has ${RECORD_SIZE} bytes, not ${saved.length}`);
    }
    // The key is that of the record: a constructor writes a struct that is replaced below.
    const transfer = new Transfer("00000000-0000-0000-0000-000000000000", options);
    checkTransfer(transfer.#struct.update(() => {
      putInput(saved);
      return library.mixerr_transfer_restore(SELF, INPUT, print, pin);
    }));
    if (key?.some((byte, index) => byte !== transfer.#key()[index])) {
      throw new RecordOfAnotherRequestError("the record belongs to another key; a payment may be open");
    }
    return transfer;
  }

  /** The idempotency key, a UUID in lower case. */
  get traceId(): string {
    const digits = hexadecimal(this.#key());
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  /** Returns what the caller must do now. */
  poll(): Step {
    checkTransfer(this.#struct.read(() => library.mixerr_transfer_poll(SELF, OUT)));
    return {
      kind: member(StepKind, uint8(OUT + NEXT.step)),
      waitMs: uint32(OUT + NEXT.waitMs),
      action: member(Action, uint8(OUT + NEXT.action)),
      ending: member(Ending, uint8(OUT + NEXT.ending)),
    };
  }

  /** Returns the record of 32 bytes that the caller saves at `SAVE`. */
  record(): Uint8Array {
    checkTransfer(this.#struct.read(() => library.mixerr_transfer_record(SELF, OUT)));
    return get(OUT, RECORD_SIZE);
  }

  /** Reports that the record is saved and survives a power cut. Throws `UnexpectedStepError` if the step is not `SAVE`. */
  handleSaved(): void {
    this.#report(() => library.mixerr_transfer_handle_saved(SELF));
  }

  /** Reports that the wait is over. Throws `UnexpectedStepError` if the step is not `WAIT`. */
  handleTimeout(): void {
    this.#report(() => library.mixerr_transfer_handle_timeout(SELF));
  }

  /**
   * Reports a complete response.
   *
   * - `match`: how a success matches the payment, or a receipt that compares them. It is ignored for every other
   *   response.
   * - `retryAfter`: the header `Retry-After` in seconds, undefined or 0 if absent.
   *
   * Throws `UnexpectedStepError` if the step is neither `SEND` nor `LOOK_UP`, TypeError if an argument has another type,
   * RangeError if `retryAfter` is negative or not a number.
   */
  handleResponse(response: MixinResponse, match: Match | Matcher, retryAfter?: number): void {
    MixinResponse.place(response);
    const found = typeof match === "string" ? match : match.match(response);
    const number = Object.values(Match).indexOf(found);
    if (number < 0) throw new TypeError(`a match is a Match or a receipt, not ${nameOf(found)}`);
    const hint = toSeconds(retryAfter);
    MixinResponse.place(response);
    this.#report(() => library.mixerr_transfer_handle_response(SELF, RESPONSE_AT, number, hint));
  }

  /**
   * Reports that no complete response came before the deadline.
   *
   * `mayHaveArrived` is false only if the request never left this computer, for example without a connection.
   *
   * Throws `UnexpectedStepError` if the step is neither `SEND` nor `LOOK_UP`, TypeError if the argument is not a boolean.
   */
  handleNoResponse(mayHaveArrived = true): void {
    const exact = Number(toBoolean(mayHaveArrived, "mayHaveArrived"));
    this.#report(() => library.mixerr_transfer_handle_no_response(SELF, exact));
  }

  /**
   * Reports a decision of a person, or of a program that may decide.
   *
   * At `ASK`, true means that the action was done, and false gives up. At `Ending.UNKNOWN`, true continues. A decision
   * does not shorten the pauses.
   *
   * Throws `UnexpectedStepError` at any other step, TypeError if `go` is not a boolean.
   */
  handleDecision(go: boolean): void {
    const exact = Number(toBoolean(go, "a decision"));
    this.#report(() => library.mixerr_transfer_handle_decision(SELF, exact));
  }

  /**
   * Reports that no earlier request can pay any more.
   *
   * The tokens of all requests have expired by the server's clock, and the longest execution time has passed since then.
   * If the API answers a later look-up with code 404, all earlier requests are settled. At `Ending.UNKNOWN` this method
   * starts that look-up, after a pause. The pause is at least the server's `Retry-After`, even if that is more than an
   * hour; only a decision ends such a hint. `Transfer::handle_expired` of the Rust crate documents its limits.
   *
   * Throws `UnexpectedStepError` if the step is `SEND`, `LOOK_UP` or another end.
   */
  handleExpired(): void {
    this.#report(() => library.mixerr_transfer_handle_expired(SELF));
  }

  /**
   * Replaces parameters of the payment under the same key, such as a mistyped amount.
   *
   * Change only parameters that the receipt compares. The API pays a key once, so if a request with earlier parameters
   * holds the key, the end is `Ending.CONFLICT`. Keep both requests until the next `SAVE`, because `restore` may need
   * either.
   *
   * Throws `UnexpectedStepError` if the step is neither `ASK` nor `Ending.UNKNOWN`.
   */
  amend(request: Bytes): void {
    const print = fingerprint(request);
    this.#report(() => library.mixerr_transfer_amend(SELF, print));
  }

  #key(): Uint8Array {
    checkTransfer(this.#struct.read(() => library.mixerr_transfer_key(SELF, OUT)));
    return get(OUT, KEY_SIZE);
  }

  #report(call: () => number): void {
    checkTransfer(this.#struct.update(call));
  }
}

function checkTransfer(status: number): void {
  const found = ERRORS.get(status);
  if (found) throw new found[0](found[1]);
  check(status);
}

function parameters({ request, carriesPin = false }: TransferOptions): [number, number] {
  return [fingerprint(request), Number(toBoolean(carriesPin, "carriesPin"))];
}

function toKey(traceId: string): Uint8Array {
  if (typeof traceId !== "string") throw new TypeError(`a traceId is a string, not ${nameOf(traceId)}`);
  const [uuid] = putStrings(traceId) as [number];
  if (traceId.includes("\0") || library.mixerr_key_from_uuid(uuid, OUT) !== Status.OK) {
    throw new RangeError("a traceId is a UUID");
  }
  return get(OUT, KEY_SIZE);
}

function fingerprint(request: Bytes): number {
  const bytes = toBytes(request, "a request");
  putInput(bytes);
  return library.mixerr_fingerprint(INPUT, bytes.length);
}

/** Returns a hint as an integer, rounded up so that it is never undercut. */
function toSeconds(retryAfter: number | undefined): number {
  if (retryAfter === undefined) return 0;
  if (!(retryAfter >= 0)) throw new RangeError(`retryAfter is 0 or more, not ${retryAfter}`);
  return Math.ceil(Math.min(retryAfter, LONGEST_RETRY_AFTER));
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
