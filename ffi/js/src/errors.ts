// Errors for responses that are not a success: one base class, and one class for each action.
import { Action, type Fault, Outcome, type Payment } from "./abi.js";
import { type Bytes, toHttpStatus } from "./arguments.js";
import type { Entry } from "./catalog.js";
import { read } from "./read.js";
import type { MixinResponse } from "./response.js";

/** A response that is not a success. The message is safe to log. */
export class MixinError extends Error {
  /** The response that was read. */
  readonly response: MixinResponse;

  constructor(response: MixinResponse) {
    super(String(response));
    this.response = response;
  }

  /** What to do now. */
  get action(): Action {
    return this.response.action;
  }

  /** Whether the same request may be sent again, at once or after a pause, with the same idempotency key. */
  get retryable(): boolean {
    return this.response.retryable;
  }

  /** Whether the request that was answered may have paid. It says nothing about an earlier request with the same key. */
  get payment(): Payment {
    return this.response.payment;
  }

  /** The HTTP status as received; 0 for a WebSocket frame. */
  get httpStatus(): number {
    return this.response.httpStatus;
  }
}

/** An error of the API. Each action has a subclass. */
export class ApiError extends MixinError {
  /** The envelope's `error.code`. */
  get code(): number {
    return this.response.code ?? 0;
  }

  /** The envelope's `error.status`; undefined if absent. */
  get status(): number | undefined {
    return this.response.status;
  }

  /** The catalog entry for the code; undefined if the catalog does not list it. */
  get entry(): Entry | undefined {
    return this.response.entry;
  }

  /** The server's text. It may contain a phone number. */
  get description(): string {
    return this.response.description;
  }

  /** The envelope's `error.extra`, decoded by `JSON.parse`; undefined if absent or truncated. */
  get extra(): unknown {
    return this.response.extra;
  }
}

/** Send the same request again, with the same `trace_id` or `request_id`. */
export class RetryError extends ApiError {}

/** Send the same request again after a pause, with the same `trace_id` or `request_id`. */
export class WaitError extends ApiError {}

/** A person must change or decide something. Never retry automatically. */
export class AskUserError extends ApiError {}

/** The request is wrong: fix the program. Retrying is useless. */
export class FixRequestError extends ApiError {}

/** Get a new token or authorization code. */
export class ReauthorizeError extends ApiError {}

/** Read the transfer by its `trace_id` or `request_id` before anything else: it may already be paid. */
export class ReconcileError extends ApiError {}

/** Fetch the conversation's participants again, then send again. */
export class ResyncError extends ApiError {}

/** Set the clock: the server refuses tokens that are too old or too new. */
export class FixClockError extends ApiError {}

/** Install a newer version of the app. */
export class UpdateAppError extends ApiError {}

/** No remedy is documented: show the error and log it. */
export class ReportError extends ApiError {}

/** The response is not from the API: a server or proxy in front of it sent it, or the body was damaged. */
export class NotFromApiError extends MixinError {
  /** Why the response is not from the API. */
  get fault(): Fault {
    return this.response.fault;
  }

  /** The offset in bytes, from 0, of the first byte that is not allowed; undefined if the fault has no offset. */
  get faultOffset(): number | undefined {
    return this.response.faultOffset;
  }
}

const CLASSES: Readonly<Record<Action, typeof ApiError>> = {
  RETRY: RetryError,
  WAIT: WaitError,
  ASK_USER: AskUserError,
  FIX_REQUEST: FixRequestError,
  REAUTHORIZE: ReauthorizeError,
  RECONCILE: ReconcileError,
  RESYNC: ResyncError,
  FIX_CLOCK: FixClockError,
  UPDATE_APP: UpdateAppError,
  REPORT: ReportError,
  // The library sets it for a success only.
  PROCEED: ApiError,
};

// A minifier renames classes, but not strings.
const NAMES = {
  MixinError, ApiError, RetryError, WaitError, AskUserError, FixRequestError, ReauthorizeError, ReconcileError,
  ResyncError, FixClockError, UpdateAppError, ReportError, NotFromApiError,
};
for (const [name, type] of Object.entries(NAMES)) {
  Object.defineProperty(type.prototype, "name", { value: name, configurable: true, writable: true });
}

/**
 * Reads a complete body, and throws an error unless the response is a success. The arguments are those of `read`.
 *
 * Throws the action's subclass of ApiError for an error of the API, NotFromApiError for a response that is not from the
 * API, and every error of `read`.
 */
export function throwForError(httpStatus: number, body: Bytes): void {
  const response = read(httpStatus, body);
  if (response.isSuccess) return;
  throw new (response.outcome === Outcome.API_ERROR ? CLASSES[response.action] : NotFromApiError)(response);
}

/**
 * Receives the body of a response of `fetch`, throws unless it is a success, and returns the body.
 *
 * Pass `redirect: "manual"` to `fetch`. Throws every error of `throwForError`, RangeError if the status is 0 (an opaque
 * response), and every error of `arrayBuffer`: then no complete response arrived.
 */
export async function throwForResponse(response: {
  readonly status: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}): Promise<Uint8Array> {
  // `read` would read it as a WebSocket frame.
  if (toHttpStatus(response.status) === 0) throw new RangeError("0 is not an HTTP status");
  const body = new Uint8Array(await response.arrayBuffer());
  throwForError(response.status, body);
  return body;
}
