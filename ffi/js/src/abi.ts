// Generated from include/mixerr.h and include/mixerr_codes.h by generate.mjs; do not edit.

/** What a response is. */
export const Outcome = {
  /** Nothing has been read. No response that this package returns. */
  UNREAD: "UNREAD",
  /** JSON without an error at HTTP status 200 to 209, or 0 for a WebSocket frame; or an empty body at 204 or 205. */
  SUCCESS: "SUCCESS",
  /** An error of the API, at any HTTP status. */
  API_ERROR: "API_ERROR",
  /** Not from the API: the response of a proxy or web server, or one that was damaged on its way. */
  NOT_FROM_API: "NOT_FROM_API",
} as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** What the caller should do about a response. `Action.RETRY` and `Action.WAIT` keep the idempotency key (`trace_id`, `request_id`), the parameters and the raw transaction. They renew the JWT, the `X-Request-Id` header and the encrypted PIN. */
export const Action = {
  /** No remedy is documented: show the response and log it. The action of an unread response. */
  REPORT: "REPORT",
  /** The response is a success: continue. */
  PROCEED: "PROCEED",
  /** Send the same request again, with the same idempotency key. */
  RETRY: "RETRY",
  /** Send the same request again after a pause, with the same idempotency key. */
  WAIT: "WAIT",
  /** A person must change or decide something. Never retry automatically. */
  ASK_USER: "ASK_USER",
  /** The request is wrong: fix the program. Retrying is useless. */
  FIX_REQUEST: "FIX_REQUEST",
  /** Get a new token or authorization code. */
  REAUTHORIZE: "REAUTHORIZE",
  /** Read the transfer by its idempotency key before anything else: it may already be paid. */
  RECONCILE: "RECONCILE",
  /** Fetch the conversation's participants again, then send again. */
  RESYNC: "RESYNC",
  /** Set the clock: the server refuses tokens that are too old or too new. */
  FIX_CLOCK: "FIX_CLOCK",
  /** Install a newer version of the app. */
  UPDATE_APP: "UPDATE_APP",
} as const;
export type Action = (typeof Action)[keyof typeof Action];

/** Why a response is not from the API. */
export const Fault = {
  /** The response is from the API, or unread. */
  NONE: "NONE",
  /** The body is not valid JSON (RFC 8259): HTML, text, empty, truncated or damaged. */
  MALFORMED: "MALFORMED",
  /** JSON whose `error` is not the API's: a string, a number, or an object without a valid `code`. */
  FOREIGN: "FOREIGN",
  /** JSON without an error, at an HTTP status that is not a success. */
  HTTP: "HTTP",
  /** JSON that is nested more than 64 levels deep. */
  TOO_DEEP: "TOO_DEEP",
  /** The response does not echo the request's `X-Request-Id`, so it is not from the API, whatever its body is. */
  ORIGIN: "ORIGIN",
} as const;
export type Fault = (typeof Fault)[keyof typeof Fault];

/** Whether the request that a response answers may have paid. It says nothing about earlier requests with the same idempotency key. */
export const Payment = {
  /** The request may have paid. Successes, unknown codes and responses that are not from the API included. */
  POSSIBLE: "POSSIBLE",
  /** The request did not pay. */
  EXCLUDED: "EXCLUDED",
} as const;
export type Payment = (typeof Payment)[keyof typeof Payment];

/** Whether the root object of a success has a member `data`. If it has several, the last one counts. Absence alone proves nothing: `{}`, arrays and plain objects are documented successes of the API. But every endpoint that pays always sends `data`. */
export const Data = {
  /** There is no such member, or the response is not a success. */
  ABSENT: "ABSENT",
  /** It is `null`. */
  NULL: "NULL",
  /** It is any other value. */
  PRESENT: "PRESENT",
} as const;
export type Data = (typeof Data)[keyof typeof Data];

/** The subject of an error. */
export const Category = {
  /** The request: its body, fields or path. */
  REQUEST: "REQUEST",
  /** Tokens, permissions, clocks. */
  AUTH: "AUTH",
  /** Rate limits and quotas. */
  LIMIT: "LIMIT",
  /** A failure of the server. */
  SERVER: "SERVER",
  /** Phone numbers, codes and identities of an account. */
  ACCOUNT: "ACCOUNT",
  /** The PIN. */
  PIN: "PIN",
  /** Balances, fees, amounts and transfers. */
  WALLET: "WALLET",
  /** The blockchain of an asset. */
  CHAIN: "CHAIN",
  /** Swaps, orders, cards and prices. */
  MARKET: "MARKET",
  /** Group calls. */
  CALL: "CALL",
} as const;
export type Category = (typeof Category)[keyof typeof Category];

/** The document that an entry of the catalog comes from. */
export const Source = {
  /** The 27 codes of the original error table (2018-05). */
  ORIGINAL: "ORIGINAL",
  /** Later editions of the same table (2018-09 to 2025-12). */
  DOCS: "DOCS",
  /** The official apps only. */
  APPS: "APPS",
  /** The group-call service. */
  CALLS: "CALLS",
} as const;
export type Source = (typeof Source)[keyof typeof Source];

/** What the caller of a transfer must do now. */
export const StepKind = {
  /** The transfer has ended. `Ending.UNKNOWN` can be continued later. */
  DONE: "DONE",
  /** Save `Transfer.record` so that it survives a power cut, then call `Transfer.handleSaved`. */
  SAVE: "SAVE",
  /** Wait for `Step.waitMs`, then call `Transfer.handleTimeout`. The program may stop here and continue later, also after a power cut. */
  WAIT: "WAIT",
  /** Send the payment with this key, then call `Transfer.handleResponse` or `Transfer.handleNoResponse`. */
  SEND: "SEND",
  /** Read the transfer by its key with a GET request, then call the same functions. */
  LOOK_UP: "LOOK_UP",
  /** Do what `Step.action` names, then call `Transfer.handleDecision`. */
  ASK: "ASK",
} as const;
export type StepKind = (typeof StepKind)[keyof typeof StepKind];

/** How a transfer ended. */
export const Ending = {
  /** It is not known whether it was paid, and nothing more can be done now. Keep the key. `Transfer.handleDecision` continues later. */
  UNKNOWN: "UNKNOWN",
  /** The payment was made, as requested. */
  PAID: "PAID",
  /** Nothing was paid under this key, and nothing will be. The key is not needed any more. */
  NOT_PAID: "NOT_PAID",
  /** Another transfer holds the key: somebody else's, or this one with earlier parameters. It may not be final. Show it to a person, who alone may decide to pay with a new key. */
  CONFLICT: "CONFLICT",
} as const;
export type Ending = (typeof Ending)[keyof typeof Ending];

/** How a success matches the requested transfer. */
export const Match = {
  /** The response proves nothing about the transfer. */
  NONE: "NONE",
  /** It is the requested transfer, with every parameter, and it is final. */
  EXACT: "EXACT",
  /** Another transfer holds the key. */
  CONFLICT: "CONFLICT",
  /** It is the requested transfer, and it is not final yet. */
  PENDING: "PENDING",
} as const;
export type Match = (typeof Match)[keyof typeof Match];

/** Whether a response echoes the `X-Request-Id` of its request, as the API does. */
export const Origin = {
  /** No echo is expected. */
  UNKNOWN: "UNKNOWN",
  /** The API: the echo is right. */
  API: "API",
  /** Something else: the echo differs or is missing. */
  OTHER: "OTHER",
} as const;
export type Origin = (typeof Origin)[keyof typeof Origin];

/** The codes of the catalog. A response may have other ones. */
export const Code = {
  /** The request body can't be parsed as valid data. */
  BAD_REQUEST_BODY: 400,
  /** Unauthorized. */
  UNAUTHORIZED: 401,
  /** Forbidden. */
  FORBIDDEN: 403,
  /** The endpoint is not found. */
  NOT_FOUND: 404,
  /** Too Many Requests. */
  TOO_MANY_REQUESTS: 429,
  /** Internal Server Error. */
  INTERNAL_SERVER_ERROR: 500,
  /** The client clock is inaccurate. */
  CLOCK_INACCURATE: 911,
  /** Blaze server error. */
  BLAZE_SERVER_ERROR: 7000,
  /** The blaze operation timeout. */
  BLAZE_TIMEOUT: 7001,
  /** Internal Server Error. */
  LEGACY_SERVER_ERROR: 10001,
  /** The request data has invalid field. */
  INVALID_FIELD: 10002,
  /** Failed to deliver SMS to {phone}. */
  SMS_DELIVERY_FAILED: 10003,
  /** Recaptcha is invalid. */
  RECAPTCHA_INVALID: 10004,
  /** Recaptcha is required. */
  RECAPTCHA_REQUIRED: 10005,
  /** App update required. */
  APP_UPDATE_REQUIRED: 10006,
  /** Address generating. */
  ADDRESS_GENERATING: 10104,
  /** Locked by another transaction. */
  LOCKED_BY_ANOTHER_TRANSACTION: 10105,
  /** Unconfirmed transactions or invalid UTXO. */
  INVALID_UTXO: 10106,
  /** The receiver has not registered with the sequencer. */
  RECEIVER_NOT_REGISTERED: 10404,
  /** Card expired. */
  CARD_EXPIRED: 10601,
  /** Price expired. */
  PRICE_EXPIRED: 10602,
  /** Payment capture failed. */
  PAYMENT_CAPTURE_FAILED: 10603,
  /** Card not supported. */
  CARD_NOT_SUPPORTED: 10604,
  /** Card in use at the same time. */
  CARD_IN_USE: 10605,
  /** Not approved too many times. */
  CARD_NOT_APPROVED: 10606,
  /** Too many cards added. */
  TOO_MANY_CARDS: 10607,
  /** Card holder name differs. */
  CARD_HOLDER_MISMATCH: 10608,
  /** Payment session expired. */
  PAYMENT_SESSION_EXPIRED: 10609,
  /** Inconsistent country. */
  COUNTRY_MISMATCH: 10610,
  /** Invalid swap. */
  INVALID_SWAP: 10611,
  /** Invalid quote amount. */
  INVALID_QUOTE_AMOUNT: 10614,
  /** No available quote. */
  NO_AVAILABLE_QUOTE: 10615,
  /** Too many price alerts. */
  TOO_MANY_ALERTS: 10621,
  /** Too many price alerts for the asset. */
  TOO_MANY_ALERTS_FOR_ASSET: 10622,
  /** Transaction simulation failed. */
  SIMULATION_FAILED: 10631,
  /** Too many wallets. */
  TOO_MANY_WALLETS: 10632,
  /** Watch address not supported. */
  WATCH_ADDRESS_NOT_SUPPORTED: 10633,
  /** Order value too small. */
  ORDER_VALUE_TOO_SMALL: 10650,
  /** A position is already open. */
  POSITION_ALREADY_OPEN: 10651,
  /** The market is still processing other orders. */
  MARKET_BUSY: 10652,
  /** Position size too small. */
  POSITION_TOO_SMALL: 10654,
  /** Margin too large. */
  MARGIN_TOO_LARGE: 10655,
  /** Invalid referral code. */
  REFERRAL_CODE_INVALID: 10730,
  /** A referral code is already bound. */
  REFERRAL_CODE_ALREADY_BOUND: 10731,
  /** One's own referral code cannot be applied. */
  REFERRAL_CODE_OWN: 10732,
  /** The inviter has no valid plan. */
  INVITER_PLAN_EXPIRED: 10737,
  /** Invalid phone number {phone} */
  INVALID_PHONE_NUMBER: 20110,
  /** Insufficient identity numbers. */
  INSUFFICIENT_IDENTITY_NUMBERS: 20111,
  /** Invalid invitation code. */
  INVALID_INVITATION_CODE: 20112,
  /** Invalid phone verification code. */
  INVALID_VERIFICATION_CODE: 20113,
  /** Expired phone verification code. */
  EXPIRED_VERIFICATION_CODE: 20114,
  /** Invalid QR code. */
  INVALID_QR_CODE: 20115,
  /** The group chat is full. */
  GROUP_FULL: 20116,
  /** Insufficient balance. */
  INSUFFICIENT_BALANCE: 20117,
  /** Invalid PIN format. */
  INVALID_PIN_FORMAT: 20118,
  /** PIN incorrect. */
  PIN_INCORRECT: 20119,
  /** Transfer amount too small. */
  TRANSFER_AMOUNT_TOO_SMALL: 20120,
  /** Authorization code expired. */
  AUTHORIZATION_CODE_EXPIRED: 20121,
  /** Phone number used by someone else. */
  PHONE_NUMBER_IN_USE: 20122,
  /** You have created too many apps, the maximum is {maximum}. */
  TOO_MANY_APPS: 20123,
  /** Insufficient fee. */
  INSUFFICIENT_FEE: 20124,
  /** Transfer has been paid by someone else. */
  TRANSFER_ALREADY_PAID: 20125,
  /** Too many stickers. */
  TOO_MANY_STICKERS: 20126,
  /** Withdraw amount too small. */
  WITHDRAWAL_AMOUNT_TOO_SMALL: 20127,
  /** Too many friends. */
  TOO_MANY_FRIENDS: 20128,
  /** Send verification code too frequent. */
  VERIFICATION_CODE_TOO_FREQUENT: 20129,
  /** Invalid emergency contact. */
  INVALID_EMERGENCY_CONTACT: 20130,
  /** Withdrawal memo format incorrect. */
  INVALID_WITHDRAWAL_MEMO: 20131,
  /** Too many favorite apps. */
  TOO_MANY_FAVORITE_APPS: 20132,
  /** Too many circles for the conversation. */
  TOO_MANY_CIRCLES: 20133,
  /** Withdraw amount too large. */
  WITHDRAWAL_AMOUNT_TOO_LARGE: 20134,
  /** Withdraw fee too small. */
  WITHDRAWAL_FEE_TOO_SMALL: 20135,
  /** Withdrawal suspended. */
  WITHDRAWAL_SUSPENDED: 20137,
  /** Conversation checksum invalid. */
  INVALID_CONVERSATION_CHECKSUM: 20140,
  /** Receivers contain duplicate or invalid data. */
  INVALID_RECEIVERS: 20150,
  /** The receiver account is deactivated. */
  RECEIVER_DEACTIVATED: 20160,
  /** Chain not in sync. */
  CHAIN_NOT_IN_SYNC: 30100,
  /** Private key for {asset} missing. */
  PRIVATE_KEY_MISSING: 30101,
  /** Invalid address format. */
  INVALID_ADDRESS_FORMAT: 30102,
  /** Insufficient {asset_id} pool */
  INSUFFICIENT_POOL: 30103,
  /** Invalid parameters. */
  CALL_INVALID_PARAMS: 5001000,
  /** Invalid SDP. */
  CALL_INVALID_SDP: 5001001,
  /** Invalid candidate. */
  CALL_INVALID_CANDIDATE: 5001002,
  /** Room full. */
  CALL_ROOM_FULL: 5002000,
  /** Peer not found. */
  CALL_PEER_NOT_FOUND: 5002001,
  /** Peer closed. */
  CALL_PEER_CLOSED: 5002002,
  /** Track not found. */
  CALL_TRACK_NOT_FOUND: 5002003,
  /** New peer connection failed. */
  CALL_NEW_PEER_CONNECTION: 5003000,
  /** Create offer failed. */
  CALL_CREATE_OFFER: 5003001,
  /** Set local offer failed. */
  CALL_SET_LOCAL_OFFER: 5003002,
  /** New track failed. */
  CALL_NEW_TRACK: 5003003,
  /** Add transceiver failed. */
  CALL_ADD_TRANSCEIVER: 5003004,
  /** Set remote offer failed. */
  CALL_SET_REMOTE_OFFER: 5003005,
  /** Create answer failed. */
  CALL_CREATE_ANSWER: 5003006,
  /** Set local answer failed. */
  CALL_SET_LOCAL_ANSWER: 5003007,
  /** Set remote answer failed. */
  CALL_SET_REMOTE_ANSWER: 5003008,
  /** Group call timeout. */
  CALL_TIMEOUT: 5003999,
} as const;
export type Code = (typeof Code)[keyof typeof Code];

export const Status = {
  OK: 0,
  NULL_POINTER: 1,
  MISALIGNED: 2,
  LENGTH_OUT_OF_RANGE: 3,
  OVERLAP: 4,
  BUFFER_TOO_SMALL: 5,
  NOT_FOUND: 6,
  NOT_API_ERROR: 7,
  INVALID_RESPONSE: 8,
  READER_NOT_READY: 9,
  NOT_INITIALISED: 10,
  UNEXPECTED_STEP: 11,
  RECORD_BLANK: 12,
  RECORD_DAMAGED: 13,
  RECORD_NEWER: 14,
  RECORD_OF_ANOTHER_REQUEST: 15,
  INVALID_KEY: 16,
  TOO_MANY_MEMBERS: 17,
  INVALID_MEMBER: 18,
  INVALID_OFFSET: 19,
} as const;

export const DESCRIPTION_CAPACITY = 128;
export const EXTRA_CAPACITY = 128;
export const ENVELOPE_CAPACITY = 968;
export const LOG_LINE_CAPACITY = 2048;
export const EXPLANATION_CAPACITY = 4096;
export const RECORD_SIZE = 32;

export const ENTRY = { SIZE: 20, code: 0, status: 4, category: 6, action: 7, source: 8, payment: 9, name: 12, description: 16 } as const;
export const RESPONSE = { SIZE: 288, outcome: 0, action: 1, fault: 2, payment: 3, data: 4, descriptionTruncated: 5, extraTruncated: 6, httpStatus: 8, status: 10, code: 12, faultOffset: 16, entry: 20, descriptionLen: 24, extraLen: 26, description: 28, extra: 157 } as const;
export const READER = { SIZE: 344 } as const;
export const HEAD = { SIZE: 40 } as const;
export const RECEIPT = { SIZE: 576 } as const;
export const TRANSFER = { SIZE: 48 } as const;
export const NEXT = { SIZE: 8, step: 0, ending: 1, action: 2, waitMs: 4 } as const;
export const COLUMNS = { SIZE: 32, outcome: 0, action: 4, fault: 8, payment: 12, data: 16, status: 20, code: 24, faultOffset: 28 } as const;

/** The functions of the C ABI. A pointer is an offset in the memory. */
export interface Functions {
  mixerr_read(httpStatus: number, body: number, bodyLen: number, outResponse: number): number;
  mixerr_reader_init(reader: number): number;
  mixerr_reader_feed(reader: number, chunk: number, chunkLen: number): number;
  mixerr_reader_is_faulty(reader: number): number;
  mixerr_reader_finish(reader: number, httpStatus: number, outResponse: number): number;
  mixerr_read_columns(count: number, httpStatus: number, offsets: number, bodies: number, bodiesLen: number, validity: number, validityOffset: number, out: number): number;
  mixerr_read_columns64(count: number, httpStatus: number, offsets: number, bodies: number, bodiesLen: number, validity: number, validityOffset: number, out: number): number;
  mixerr_extra_string(response: number, key: number, out: number, outCapacity: number, outLen: number): number;
  mixerr_detail(response: number, out: number, outCapacity: number, outLen: number): number;
  mixerr_write_envelope(response: number, out: number, outCapacity: number, outLen: number): number;
  mixerr_write_log_line(response: number, out: number, outCapacity: number, outLen: number): number;
  mixerr_explain(text: number, textLen: number, httpStatus: number, out: number, outCapacity: number, outLen: number, outResponse: number): number;
  mixerr_head_init(head: number, sentRequestId: number): number;
  mixerr_head_field(head: number, name: number, nameLen: number, value: number, valueLen: number): number;
  mixerr_head_refine(head: number, nowMs: bigint, response: number): number;
  mixerr_head_retry_after_s(head: number): number;
  mixerr_head_origin(head: number): number;
  mixerr_head_skew_ms(head: number, nowMs: bigint, outSkewMs: number): number;
  mixerr_receipt_init(receipt: number, keyName: number, key: number): number;
  mixerr_receipt_require(receipt: number, name: number, value: number): number;
  mixerr_receipt_require_decimal(receipt: number, name: number, value: number): number;
  mixerr_receipt_wait_for(receipt: number, name: number, value: number): number;
  mixerr_receipt_begin(receipt: number): number;
  mixerr_receipt_feed(receipt: number, chunk: number, chunkLen: number): number;
  mixerr_receipt_match(receipt: number, response: number): number;
  mixerr_transfer_init(transfer: number, key: number, fingerprint: number, carriesPin: number): number;
  mixerr_transfer_restore(transfer: number, record: number, fingerprint: number, carriesPin: number): number;
  mixerr_transfer_poll(transfer: number, outNext: number): number;
  mixerr_transfer_record(transfer: number, outRecord: number): number;
  mixerr_transfer_key(transfer: number, outKey: number): number;
  mixerr_transfer_handle_saved(transfer: number): number;
  mixerr_transfer_handle_timeout(transfer: number): number;
  mixerr_transfer_handle_response(transfer: number, response: number, match: number, retryAfterS: number): number;
  mixerr_transfer_handle_no_response(transfer: number, mayHaveArrived: number): number;
  mixerr_transfer_handle_decision(transfer: number, go: number): number;
  mixerr_transfer_handle_expired(transfer: number): number;
  mixerr_transfer_amend(transfer: number, fingerprint: number): number;
  mixerr_fingerprint(request: number, requestLen: number): number;
  mixerr_record_newer(record: number, than: number): number;
  mixerr_key_from_uuid(uuid: number, outKey: number): number;
  mixerr_lookup(code: number): number;
  mixerr_catalog_len(): number;
  mixerr_catalog_at(index: number): number;
  mixerr_status_name(status: number): number;
  mixerr_outcome_name(outcome: number): number;
  mixerr_action_name(action: number): number;
  mixerr_fault_name(fault: number): number;
  mixerr_payment_name(payment: number): number;
  mixerr_data_name(data: number): number;
  mixerr_category_name(category: number): number;
  mixerr_source_name(source: number): number;
  mixerr_step_name(step: number): number;
  mixerr_ending_name(ending: number): number;
  mixerr_match_name(match: number): number;
  mixerr_origin_name(origin: number): number;
  mixerr_abi_version(): number;
  mixerr_version(): number;
}
