// Explains a text that a person pasted.
import { EXPLANATION_CAPACITY, Outcome } from "./abi.js";
import { type Bytes, toBytes, toHttpStatus } from "./arguments.js";
import { check, decode, encode, get, INPUT, library, OUT, putInput, RESPONSE_AT, TEXT, uint32 } from "./library.js";
import { type MixinResponse, takeResponse } from "./response.js";

/** An explanation. It may contain private data: do not log it. */
export interface Explanation {
  /** Lines for a person: what the text is, what it means, what to do now, and whether the request may have paid. */
  readonly text: string;
  /** The response that is explained; undefined if nothing was recognised in the text. */
  readonly response: MixinResponse | undefined;
}

/**
 * Explains a text that a person pasted: a body, a response with its head, a log, or a code.
 *
 * With an HTTP status, the text is the body of that response; 0 is a WebSocket frame. If several errors are in the text,
 * the last one is explained and the first one is named.
 *
 * Throws TypeError if `text` is not a string or bytes, or `httpStatus` is not a number, RangeError if `httpStatus` is not
 * an integer of 0 to 65535 or the text does not fit into memory.
 */
export function explain(text: string | Bytes, httpStatus?: number): Explanation {
  const status = httpStatus === undefined ? -1 : toHttpStatus(httpStatus);
  const bytes = typeof text === "string" ? encode(text) : toBytes(text, "a text");
  putInput(bytes);
  check(library.mixerr_explain(INPUT, bytes.length, status, TEXT, EXPLANATION_CAPACITY, OUT, RESPONSE_AT));
  const response = takeResponse();
  return {
    text: decode(get(TEXT, uint32(OUT))),
    response: response.outcome === Outcome.UNREAD ? undefined : response,
  };
}
