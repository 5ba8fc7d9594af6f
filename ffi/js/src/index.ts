/**
 * Reads the responses of the Mixin Network API: is it an error, which one, and what to do now.
 *
 * @module
 */
import { cString, library } from "./library.js";

export {
  Action, Category, Code, Data, Ending, Fault, Match, Origin, Outcome, Payment, Source, StepKind,
} from "./abi.js";
export type { Bytes } from "./arguments.js";
export { catalog, lookup, type Entry } from "./catalog.js";
export {
  ApiError, AskUserError, FixClockError, FixRequestError, MixinError, NotFromApiError, ReauthorizeError, ReconcileError,
  ReportError, ResyncError, RetryError, throwForError, throwForResponse, UpdateAppError, WaitError,
} from "./errors.js";
export { explain, type Explanation } from "./explain.js";
export { Head } from "./head.js";
export { read, Reader } from "./read.js";
export { Receipt } from "./receipt.js";
export { MixinResponse } from "./response.js";
export {
  RecordBlankError, RecordDamagedError, RecordError, RecordNewerError, RecordOfAnotherRequestError, Transfer,
  UnexpectedStepError, type Matcher, type RestoreOptions, type Step, type TransferOptions,
} from "./transfer.js";

/** The version of the library, such as "0.1.0". */
export const version: string = cString(library.mixerr_version());
