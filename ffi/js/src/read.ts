// Reading: complete bodies, and bodies that arrive in chunks.
import { READER } from "./abi.js";
import { type Bytes, toBody, toHttpStatus } from "./arguments.js";
import { check, forEachChunk, INPUT, library, RESPONSE_AT, SELF, Struct } from "./library.js";
import { type MixinResponse, takeResponse } from "./response.js";

/**
 * Reads a complete body and returns the response. It does not throw for an error of the API.
 *
 * `httpStatus` is the HTTP status as received, or 0 for a WebSocket frame. `body` has any length.
 *
 * Throws TypeError if `httpStatus` is not a number or `body` is not bytes (a string is not), RangeError if `httpStatus`
 * is not an integer of 0 to 65535.
 */
export function read(httpStatus: number, body: Bytes): MixinResponse {
  const status = toHttpStatus(httpStatus);
  const reader = new Reader();
  reader.feed(body);
  return reader.finish(status);
}

/**
 * Reads a body that arrives in chunks. Every split of a body gives the same response. A reader reads one response.
 */
export class Reader {
  readonly #struct = new Struct(READER.SIZE);
  #isFinished = false;

  constructor() {
    check(this.#struct.update(() => library.mixerr_reader_init(SELF)));
  }

  /**
   * Reads the next bytes of the body. A chunk may have any length, including 0.
   *
   * Throws TypeError if `chunk` is not bytes, Error if the reader is finished.
   */
  feed(chunk: Bytes): void {
    this.#ensureUnfinished();
    const bytes = toBody(chunk);
    check(this.#struct.update(() => {
      forEachChunk(bytes, (length) => check(library.mixerr_reader_feed(SELF, INPUT, length)));
      return 0;
    }));
  }

  /**
   * Whether the body is already malformed or too deep, so that the rest need not be received.
   *
   * Throws Error if the reader is finished.
   */
  get isFaulty(): boolean {
    this.#ensureUnfinished();
    return this.#struct.read(() => library.mixerr_reader_is_faulty(SELF)) !== 0;
  }

  /**
   * Ends the body and returns the response. A reader can be finished once.
   *
   * Throws TypeError if `httpStatus` is not a number, RangeError if it is not an integer of 0 to 65535, Error if the
   * reader is finished.
   */
  finish(httpStatus: number): MixinResponse {
    this.#ensureUnfinished();
    const status = toHttpStatus(httpStatus);
    this.#isFinished = true;
    check(this.#struct.update(() => library.mixerr_reader_finish(SELF, status, RESPONSE_AT)));
    return takeResponse();
  }

  #ensureUnfinished(): void {
    if (this.#isFinished) throw new Error("the reader is finished; every response needs a new one");
  }
}
