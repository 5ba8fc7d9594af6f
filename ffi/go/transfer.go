package mixerr

// #include "mixerr.h"
import "C"

import (
	"fmt"
	"math"
	"time"
	"unsafe"
)

// A Key is the idempotency key of a payment, a UUID: the trace_id of a legacy transfer, or the request_id of a Safe
// transaction. The API pays a key once.
type Key [16]byte

// ParseKey converts a UUID of 36 characters to a key. It returns [ErrInvalidKey] for another text.
func ParseKey(uuid string) (Key, error) {
	var key Key
	if len(uuid) != 36 {
		return key, ErrInvalidKey // In C, a string ends at a NUL.
	}
	err := failure(C.mixerr_key_from_uuid(terminated(uuid), (*C.uint8_t)(unsafe.Pointer(&key))))
	return key, err
}

// String returns the UUID in lower case.
func (k Key) String() string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", k[:4], k[4:6], k[6:8], k[8:10], k[10:])
}

// A Record is the saved state of a transfer.
type Record [C.MIXERR_RECORD_SIZE]byte

// NewerThan returns true if a record is valid, and the other one is older or not valid.
func (r Record) NewerThan(other Record) bool {
	return bool(C.mixerr_record_newer((*C.uint8_t)(unsafe.Pointer(&r)), (*C.uint8_t)(unsafe.Pointer(&other))))
}

// A Transfer is one payment under one idempotency key, from before its first request to a known end.
//
// Poll returns what the caller must do now. The Handle methods report what happened. A report that does not fit the
// present step changes nothing and returns [ErrUnexpectedStep]. Only [EndingNotPaid] permits the same payment with
// another key. After [EndingUnknown], keep the key and continue later.
//
// The zero Transfer refuses every report with [ErrNotInitialised].
type Transfer struct{ state C.mixerr_transfer }

// A Next is what the caller of a transfer must do now.
type Next struct {
	Step   Step
	Wait   time.Duration // the pause, at StepWait
	Action Action        // at StepAsk what is to be done. At StepDone the action of the last response
	Ending Ending        // how the transfer ended, at StepDone
}

// NewTransfer returns a transfer before its first request. If a record of this key was saved, use [RestoreTransfer].
//
// request has the key and the parameters of the payment, such as the body without the PIN. Its bytes must be the same
// after a restart, so it must not contain an encrypted PIN, a token, a time or an X-Request-Id. carriesPIN is true if the
// request carries a PIN, which a person enters again at each [ActionAskUser].
func NewTransfer(key Key, request []byte, carriesPIN bool) *Transfer {
	transfer := new(Transfer)
	bytes := (*C.uint8_t)(unsafe.Pointer(&key))
	if C.mixerr_transfer_init(&transfer.state, bytes, fingerprint(request), C.bool(carriesPIN)) != C.MIXERR_STATUS_OK {
		return new(Transfer)
	}
	return transfer
}

// RestoreTransfer returns the transfer of a record that was saved before the program stopped. The other arguments are as
// before. A transfer without an end starts with a look-up, because its last request may have paid.
//
// Only [ErrRecordBlank] permits a new transfer. After [ErrRecordDamaged], [ErrRecordNewer] and
// [ErrRecordOfAnotherRequest] a payment may be open. The last one is also returned if the key differs. After
// [Transfer.Amend], try the other request.
func RestoreTransfer(record Record, key Key, request []byte, carriesPIN bool) (*Transfer, error) {
	transfer := new(Transfer)
	bytes := (*C.uint8_t)(unsafe.Pointer(&record))
	err := failure(C.mixerr_transfer_restore(&transfer.state, bytes, fingerprint(request), C.bool(carriesPIN)))
	if err != nil {
		return nil, err
	}
	if transfer.Key() != key {
		return nil, ErrRecordOfAnotherRequest
	}
	return transfer, nil
}

func fingerprint(request []byte) C.uint32_t {
	data, length := pointer(request)
	return C.mixerr_fingerprint(data, length)
}

// Key returns the idempotency key. It is zero for the zero Transfer.
func (t *Transfer) Key() Key {
	var key Key
	C.mixerr_transfer_key(&t.state, (*C.uint8_t)(unsafe.Pointer(&key)))
	return key
}

// Poll returns what the caller must do now. It changes nothing, and may be called any number of times.
func (t *Transfer) Poll() Next {
	var next C.mixerr_next
	C.mixerr_transfer_poll(&t.state, &next) // If it is refused, next is the end Unknown.
	return Next{
		Step:   Step(next.step),
		Wait:   time.Duration(next.wait_ms) * time.Millisecond,
		Action: Action(next.action),
		Ending: Ending(next.ending),
	}
}

// Record returns the record that the caller saves at [StepSave]. It must survive a power cut: write a temporary file,
// sync it, rename it, and sync its directory. It is blank for the zero Transfer.
func (t *Transfer) Record() Record {
	var record Record
	C.mixerr_transfer_record(&t.state, (*C.uint8_t)(unsafe.Pointer(&record)))
	return record
}

// HandleSaved reports at [StepSave] that the record is saved and survives a power cut.
func (t *Transfer) HandleSaved() error { return failure(C.mixerr_transfer_handle_saved(&t.state)) }

// HandleTimeout reports at [StepWait] that the wait is over.
func (t *Transfer) HandleTimeout() error { return failure(C.mixerr_transfer_handle_timeout(&t.state)) }

// HandleResponse reports a complete response at [StepSend] or [StepLookUp].
//
// match is how a success matches the payment; it is ignored for every other response. retryAfter is that of the [Head]. An
// unread response is refused with [ErrInvalidResponse].
func (t *Transfer) HandleResponse(response Response, match Match, retryAfter time.Duration) error {
	return failure(C.mixerr_transfer_handle_response(&t.state, response.fields(), C.uint8_t(match), seconds(retryAfter)))
}

// seconds rounds a pause up, so that it is never undercut.
func seconds(pause time.Duration) C.uint32_t {
	rounded := pause / time.Second
	if pause%time.Second > 0 {
		rounded++
	}
	if rounded <= 0 {
		return 0
	}
	if rounded > math.MaxUint32 {
		return math.MaxUint32
	}
	return C.uint32_t(rounded)
}

// HandleNoResponse reports at [StepSend] or [StepLookUp] that no complete response came before the deadline.
// mayHaveArrived is false only if the request never left this computer, for example without a connection.
func (t *Transfer) HandleNoResponse(mayHaveArrived bool) error {
	return failure(C.mixerr_transfer_handle_no_response(&t.state, C.bool(mayHaveArrived)))
}

// HandleDecision reports a decision of a person, or of a program that may decide. At [StepAsk], true means that the
// action was done, and false gives up. At [EndingUnknown], true continues. A decision does not shorten the pauses.
func (t *Transfer) HandleDecision(proceed bool) error {
	return failure(C.mixerr_transfer_handle_decision(&t.state, C.bool(proceed)))
}

// HandleExpired reports that no earlier request can pay any more: the tokens of all requests have expired by the server's
// clock, and the longest execution time has passed since then.
func (t *Transfer) HandleExpired() error { return failure(C.mixerr_transfer_handle_expired(&t.state)) }

// Amend replaces parameters of the payment under the same key, such as a mistyped amount, at [StepAsk] or
// [EndingUnknown]. Change only parameters that the receipt compares. Keep both requests until the next [StepSave].
func (t *Transfer) Amend(request []byte) error {
	return failure(C.mixerr_transfer_amend(&t.state, fingerprint(request)))
}
