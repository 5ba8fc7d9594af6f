// Code generated from the C headers by "go generate"; DO NOT EDIT.

package mixerr

// #include "mixerr.h"
import "C"

// An Outcome is the kind of a response.
type Outcome uint8

const (
	// Nothing has been read. A struct of zeros is unread.
	OutcomeUnread Outcome = 0
	// JSON without an error at HTTP status 200 to 209, or 0 for a WebSocket frame; or an empty body at 204 or 205.
	OutcomeSuccess Outcome = 1
	// An error of the API, at any HTTP status.
	OutcomeAPIError Outcome = 2
	// Not from the API: the response of a proxy or web server, or one that was damaged on its way.
	OutcomeNotFromAPI Outcome = 3
)

// String returns the constant's name in C without its prefix, such as "NOT_FROM_API", or "UNKNOWN".
func (v Outcome) String() string { return C.GoString(C.mixerr_outcome_name(C.uint8_t(v))) }

// An Action is what the caller should do about a response. ActionRetry and ActionWait keep the idempotency
// key (trace_id, request_id), the parameters and the raw transaction. They renew the JWT, the X-Request-Id and
// the encrypted PIN.
type Action uint8

const (
	// No remedy is documented: show the response and log it. The action of an unread response.
	ActionReport Action = 0
	// The response is a success: continue.
	ActionProceed Action = 1
	// Send the same request again, with the same idempotency key.
	ActionRetry Action = 2
	// Send the same request again after a pause, with the same idempotency key.
	ActionWait Action = 3
	// A person must change or decide something. Never retry automatically.
	ActionAskUser Action = 4
	// The request is wrong: fix the program. Retrying is useless.
	ActionFixRequest Action = 5
	// Get a new token or authorization code.
	ActionReauthorize Action = 6
	// Read the transfer by its idempotency key before anything else: it may already be paid.
	ActionReconcile Action = 7
	// Fetch the conversation's participants again, then send again.
	ActionResync Action = 8
	// Set the clock: the server refuses tokens that are too old or too new.
	ActionFixClock Action = 9
	// Install a newer version of the app.
	ActionUpdateApp Action = 10
)

// String returns the constant's name in C without its prefix, such as "UPDATE_APP", or "UNKNOWN".
func (v Action) String() string { return C.GoString(C.mixerr_action_name(C.uint8_t(v))) }

// A Fault is the reason why a response is not from the API.
type Fault uint8

const (
	// The response is from the API, or unread.
	FaultNone Fault = 0
	// The body is not valid JSON (RFC 8259): HTML, text, empty, truncated or damaged.
	FaultMalformed Fault = 1
	// JSON whose error is not the API's: a string, a number, or an object without a valid code.
	FaultForeign Fault = 2
	// JSON without an error, at an HTTP status that is not a success.
	FaultHTTP Fault = 3
	// JSON that is nested more than 64 levels deep.
	FaultTooDeep Fault = 4
	// The response does not echo the request's X-Request-Id, so it is not from the API, whatever its body is.
	FaultOrigin Fault = 5
)

// String returns the constant's name in C without its prefix, such as "ORIGIN", or "UNKNOWN".
func (v Fault) String() string { return C.GoString(C.mixerr_fault_name(C.uint8_t(v))) }

// A Payment reports whether the request that a response answers may have paid. It says nothing about earlier
// requests with the same idempotency key.
type Payment uint8

const (
	// The request may have paid. Successes, unknown codes and responses that are not from the API included.
	PaymentPossible Payment = 0
	// The request did not pay.
	PaymentExcluded Payment = 1
)

// String returns the constant's name in C without its prefix, such as "EXCLUDED", or "UNKNOWN".
func (v Payment) String() string { return C.GoString(C.mixerr_payment_name(C.uint8_t(v))) }

// A Data reports whether the root object of a success has a member data. The last one counts.
type Data uint8

const (
	// There is no such member, or the response is not a success.
	DataAbsent Data = 0
	// It is null.
	DataNull Data = 1
	// It is any other value.
	DataPresent Data = 2
)

// String returns the constant's name in C without its prefix, such as "PRESENT", or "UNKNOWN".
func (v Data) String() string { return C.GoString(C.mixerr_data_name(C.uint8_t(v))) }

// A Category is the subject of an error.
type Category uint8

const (
	// The request: its body, fields or path.
	CategoryRequest Category = 0
	// Tokens, permissions, clocks.
	CategoryAuth Category = 1
	// Rate limits and quotas.
	CategoryLimit Category = 2
	// A failure of the server.
	CategoryServer Category = 3
	// Phone numbers, codes and identities of an account.
	CategoryAccount Category = 4
	// The PIN.
	CategoryPIN Category = 5
	// Balances, fees, amounts and transfers.
	CategoryWallet Category = 6
	// The blockchain of an asset.
	CategoryChain Category = 7
	// Swaps, orders, cards and prices.
	CategoryMarket Category = 8
	// Group calls.
	CategoryCall Category = 9
)

// String returns the constant's name in C without its prefix, such as "CALL", or "UNKNOWN".
func (v Category) String() string { return C.GoString(C.mixerr_category_name(C.uint8_t(v))) }

// A Source is the document that an entry of the catalog comes from.
type Source uint8

const (
	// The 27 codes of the original error table (2018-05).
	SourceOriginal Source = 0
	// Later editions of the same table (2018-09 to 2025-12).
	SourceDocs Source = 1
	// The official apps only.
	SourceApps Source = 2
	// The group-call service.
	SourceCalls Source = 3
)

// String returns the constant's name in C without its prefix, such as "CALLS", or "UNKNOWN".
func (v Source) String() string { return C.GoString(C.mixerr_source_name(C.uint8_t(v))) }

// A Step is what the caller of a transfer must do now.
type Step uint8

const (
	// The transfer has ended. EndingUnknown can be continued later.
	StepDone Step = 0
	// Save Transfer.Record so that it survives a power cut, then call Transfer.HandleSaved.
	StepSave Step = 1
	// Wait for Next.Wait, then call Transfer.HandleTimeout. The program may stop here and continue later, also
	// after a power cut.
	StepWait Step = 2
	// Send the payment with this key, then call Transfer.HandleResponse or Transfer.HandleNoResponse.
	StepSend Step = 3
	// Read the transfer by its key with a GET request, then call the same functions.
	StepLookUp Step = 4
	// Do what Next.Action names, then call Transfer.HandleDecision.
	StepAsk Step = 5
)

// String returns the constant's name in C without its prefix, such as "ASK", or "UNKNOWN".
func (v Step) String() string { return C.GoString(C.mixerr_step_name(C.uint8_t(v))) }

// An Ending is how a transfer ended.
type Ending uint8

const (
	// It is not known whether it was paid, and nothing more can be done now. Keep the key.
	// Transfer.HandleDecision continues later.
	EndingUnknown Ending = 0
	// The payment was made, as requested.
	EndingPaid Ending = 1
	// Nothing was paid under this key, and nothing will be. The key is not needed any more.
	EndingNotPaid Ending = 2
	// Another transfer holds the key: somebody else's, or this one with earlier parameters. It may not be final. Show
	// it to a person, who alone may decide to pay with a new key.
	EndingConflict Ending = 3
)

// String returns the constant's name in C without its prefix, such as "CONFLICT", or "UNKNOWN".
func (v Ending) String() string { return C.GoString(C.mixerr_ending_name(C.uint8_t(v))) }

// A Match is how a success matches the requested transfer.
type Match uint8

const (
	// The response proves nothing about the transfer.
	MatchNone Match = 0
	// It is the requested transfer, with every parameter, and it is final.
	MatchExact Match = 1
	// Another transfer holds the key.
	MatchConflict Match = 2
	// It is the requested transfer, and it is not final yet.
	MatchPending Match = 3
)

// String returns the constant's name in C without its prefix, such as "PENDING", or "UNKNOWN".
func (v Match) String() string { return C.GoString(C.mixerr_match_name(C.uint8_t(v))) }

// An Origin reports whether a response echoes the X-Request-Id of its request, as the API does.
type Origin uint8

const (
	// No echo is expected.
	OriginUnknown Origin = 0
	// The API: the echo is right.
	OriginAPI Origin = 1
	// Something else: the echo differs or is missing.
	OriginOther Origin = 2
)

// String returns the constant's name in C without its prefix, such as "OTHER", or "UNKNOWN".
func (v Origin) String() string { return C.GoString(C.mixerr_origin_name(C.uint8_t(v))) }

// A Status is the error of a refused call. Test for one with errors.Is.
type Status uint8

const (
	// A pointer is NULL that must not be.
	ErrNullPointer Status = 1
	// A pointer is not aligned for its type.
	ErrMisaligned Status = 2
	// A length or capacity is more than the largest int, or goes beyond the last address.
	ErrLengthOutOfRange Status = 3
	// An output overlaps an input or another output.
	ErrOverlap Status = 4
	// The output does not fit into its capacity.
	ErrBufferTooSmall Status = 5
	// The response does not have the requested value.
	ErrNotFound Status = 6
	// The response is not an error of the API, so it has no envelope.
	ErrNotAPIError Status = 7
	// The response was not filled by this library: it is unread, or has an impossible length, number or string.
	ErrInvalidResponse Status = 8
	// The reader has not been initialised, or has already been finished.
	ErrReaderNotReady Status = 9
	// The struct has not been initialised, or was overwritten.
	ErrNotInitialised Status = 10
	// The report does not fit the transfer's present step. The transfer has not changed; poll it again.
	ErrUnexpectedStep Status = 11
	// The record is blank: all bytes are 0, or all are 0xFF. Nothing was saved in this slot.
	ErrRecordBlank Status = 12
	// The record is damaged. A payment may be open.
	ErrRecordDamaged Status = 13
	// A later version of this library wrote the record. A payment may be open.
	ErrRecordNewer Status = 14
	// The record belongs to another request: its fingerprint differs. A payment may be open.
	ErrRecordOfAnotherRequest Status = 15
	// The key is not a UUID.
	ErrInvalidKey Status = 16
	// The receipt has four members besides the key.
	ErrTooManyMembers Status = 17
	// The receipt has a member of this name, or the value is not a decimal number.
	ErrInvalidMember Status = 18
	// An offset is negative, less than the one before it, or beyond the bodies.
	ErrInvalidOffset Status = 19
)

// String returns the constant's name in C without its prefix, such as "INVALID_OFFSET", or "UNKNOWN".
func (v Status) String() string { return C.GoString(C.mixerr_status_name(C.uint8_t(v))) }

// The codes of the catalog. Other codes are valid values, too.
const (
	CodeBadRequestBody              Code = 400     // The request body can't be parsed as valid data.
	CodeUnauthorized                Code = 401     // Unauthorized.
	CodeForbidden                   Code = 403     // Forbidden.
	CodeNotFound                    Code = 404     // The endpoint is not found.
	CodeTooManyRequests             Code = 429     // Too Many Requests.
	CodeInternalServerError         Code = 500     // Internal Server Error.
	CodeClockInaccurate             Code = 911     // The client clock is inaccurate.
	CodeBlazeServerError            Code = 7000    // Blaze server error.
	CodeBlazeTimeout                Code = 7001    // The blaze operation timeout.
	CodeLegacyServerError           Code = 10001   // Internal Server Error.
	CodeInvalidField                Code = 10002   // The request data has invalid field.
	CodeSMSDeliveryFailed           Code = 10003   // Failed to deliver SMS to {phone}.
	CodeRecaptchaInvalid            Code = 10004   // Recaptcha is invalid.
	CodeRecaptchaRequired           Code = 10005   // Recaptcha is required.
	CodeAppUpdateRequired           Code = 10006   // App update required.
	CodeAddressGenerating           Code = 10104   // Address generating.
	CodeLockedByAnotherTransaction  Code = 10105   // Locked by another transaction.
	CodeInvalidUTXO                 Code = 10106   // Unconfirmed transactions or invalid UTXO.
	CodeReceiverNotRegistered       Code = 10404   // The receiver has not registered with the sequencer.
	CodeCardExpired                 Code = 10601   // Card expired.
	CodePriceExpired                Code = 10602   // Price expired.
	CodePaymentCaptureFailed        Code = 10603   // Payment capture failed.
	CodeCardNotSupported            Code = 10604   // Card not supported.
	CodeCardInUse                   Code = 10605   // Card in use at the same time.
	CodeCardNotApproved             Code = 10606   // Not approved too many times.
	CodeTooManyCards                Code = 10607   // Too many cards added.
	CodeCardHolderMismatch          Code = 10608   // Card holder name differs.
	CodePaymentSessionExpired       Code = 10609   // Payment session expired.
	CodeCountryMismatch             Code = 10610   // Inconsistent country.
	CodeInvalidSwap                 Code = 10611   // Invalid swap.
	CodeInvalidQuoteAmount          Code = 10614   // Invalid quote amount.
	CodeNoAvailableQuote            Code = 10615   // No available quote.
	CodeTooManyAlerts               Code = 10621   // Too many price alerts.
	CodeTooManyAlertsForAsset       Code = 10622   // Too many price alerts for the asset.
	CodeSimulationFailed            Code = 10631   // Transaction simulation failed.
	CodeTooManyWallets              Code = 10632   // Too many wallets.
	CodeWatchAddressNotSupported    Code = 10633   // Watch address not supported.
	CodeOrderValueTooSmall          Code = 10650   // Order value too small.
	CodePositionAlreadyOpen         Code = 10651   // A position is already open.
	CodeMarketBusy                  Code = 10652   // The market is still processing other orders.
	CodePositionTooSmall            Code = 10654   // Position size too small.
	CodeMarginTooLarge              Code = 10655   // Margin too large.
	CodeReferralCodeInvalid         Code = 10730   // Invalid referral code.
	CodeReferralCodeAlreadyBound    Code = 10731   // A referral code is already bound.
	CodeReferralCodeOwn             Code = 10732   // One's own referral code cannot be applied.
	CodeInviterPlanExpired          Code = 10737   // The inviter has no valid plan.
	CodeInvalidPhoneNumber          Code = 20110   // Invalid phone number {phone}
	CodeInsufficientIdentityNumbers Code = 20111   // Insufficient identity numbers.
	CodeInvalidInvitationCode       Code = 20112   // Invalid invitation code.
	CodeInvalidVerificationCode     Code = 20113   // Invalid phone verification code.
	CodeExpiredVerificationCode     Code = 20114   // Expired phone verification code.
	CodeInvalidQRCode               Code = 20115   // Invalid QR code.
	CodeGroupFull                   Code = 20116   // The group chat is full.
	CodeInsufficientBalance         Code = 20117   // Insufficient balance.
	CodeInvalidPINFormat            Code = 20118   // Invalid PIN format.
	CodePINIncorrect                Code = 20119   // PIN incorrect.
	CodeTransferAmountTooSmall      Code = 20120   // Transfer amount too small.
	CodeAuthorizationCodeExpired    Code = 20121   // Authorization code expired.
	CodePhoneNumberInUse            Code = 20122   // Phone number used by someone else.
	CodeTooManyApps                 Code = 20123   // You have created too many apps, the maximum is {maximum}.
	CodeInsufficientFee             Code = 20124   // Insufficient fee.
	CodeTransferAlreadyPaid         Code = 20125   // Transfer has been paid by someone else.
	CodeTooManyStickers             Code = 20126   // Too many stickers.
	CodeWithdrawalAmountTooSmall    Code = 20127   // Withdraw amount too small.
	CodeTooManyFriends              Code = 20128   // Too many friends.
	CodeVerificationCodeTooFrequent Code = 20129   // Send verification code too frequent.
	CodeInvalidEmergencyContact     Code = 20130   // Invalid emergency contact.
	CodeInvalidWithdrawalMemo       Code = 20131   // Withdrawal memo format incorrect.
	CodeTooManyFavoriteApps         Code = 20132   // Too many favorite apps.
	CodeTooManyCircles              Code = 20133   // Too many circles for the conversation.
	CodeWithdrawalAmountTooLarge    Code = 20134   // Withdraw amount too large.
	CodeWithdrawalFeeTooSmall       Code = 20135   // Withdraw fee too small.
	CodeWithdrawalSuspended         Code = 20137   // Withdrawal suspended.
	CodeInvalidConversationChecksum Code = 20140   // Conversation checksum invalid.
	CodeInvalidReceivers            Code = 20150   // Receivers contain duplicate or invalid data.
	CodeReceiverDeactivated         Code = 20160   // The receiver account is deactivated.
	CodeChainNotInSync              Code = 30100   // Chain not in sync.
	CodePrivateKeyMissing           Code = 30101   // Private key for {asset} missing.
	CodeInvalidAddressFormat        Code = 30102   // Invalid address format.
	CodeInsufficientPool            Code = 30103   // Insufficient {asset_id} pool
	CodeCallInvalidParams           Code = 5001000 // Invalid parameters.
	CodeCallInvalidSDP              Code = 5001001 // Invalid SDP.
	CodeCallInvalidCandidate        Code = 5001002 // Invalid candidate.
	CodeCallRoomFull                Code = 5002000 // Room full.
	CodeCallPeerNotFound            Code = 5002001 // Peer not found.
	CodeCallPeerClosed              Code = 5002002 // Peer closed.
	CodeCallTrackNotFound           Code = 5002003 // Track not found.
	CodeCallNewPeerConnection       Code = 5003000 // New peer connection failed.
	CodeCallCreateOffer             Code = 5003001 // Create offer failed.
	CodeCallSetLocalOffer           Code = 5003002 // Set local offer failed.
	CodeCallNewTrack                Code = 5003003 // New track failed.
	CodeCallAddTransceiver          Code = 5003004 // Add transceiver failed.
	CodeCallSetRemoteOffer          Code = 5003005 // Set remote offer failed.
	CodeCallCreateAnswer            Code = 5003006 // Create answer failed.
	CodeCallSetLocalAnswer          Code = 5003007 // Set local answer failed.
	CodeCallSetRemoteAnswer         Code = 5003008 // Set remote answer failed.
	CodeCallTimeout                 Code = 5003999 // Group call timeout.
)
