package mixerr

// #include "mixerr.h"
import "C"

import "strings"

// A Receipt compares a success with the requested transfer. It is an [io.Writer] for the body.
//
// JSON without an error is not yet a payment: a captive portal answers in JSON, too, a proxy may send the request back,
// and another transfer may hold the idempotency key. Only members of data are compared.
type Receipt struct {
	state C.mixerr_receipt
	err   error
}

// NewReceipt returns the receipt of a transfer with this idempotency key. name is trace_id, or request_id on Safe.
//
// Methods add the other members: [Receipt.Require] asset_id and opponent_id, and [Receipt.RequireDecimal] amount. On
// Safe require transaction_hash, and [Receipt.WaitFor] state to be spent.
func NewReceipt(name, key string) *Receipt {
	receipt := new(Receipt)
	return receipt.add(name, key, func(name, key *C.char) C.mixerr_status {
		return C.mixerr_receipt_init(&receipt.state, name, key)
	})
}

// Require adds a member that must be a string with this value. It returns the receipt.
func (r *Receipt) Require(name, value string) *Receipt {
	return r.add(name, value, func(name, value *C.char) C.mixerr_status {
		return C.mixerr_receipt_require(&r.state, name, value)
	})
}

// RequireDecimal adds a member that must be a string with this decimal number. Sign, leading and trailing zeros do not
// count: "-1.50" equals "1.5". It returns the receipt.
func (r *Receipt) RequireDecimal(name, value string) *Receipt {
	return r.add(name, value, func(name, value *C.char) C.mixerr_status {
		return C.mixerr_receipt_require_decimal(&r.state, name, value)
	})
}

// WaitFor adds a member that has this value once the transfer is final. It returns the receipt.
func (r *Receipt) WaitFor(name, value string) *Receipt {
	return r.add(name, value, func(name, value *C.char) C.mixerr_status {
		return C.mixerr_receipt_wait_for(&r.state, name, value)
	})
}

// add adds a member, unless an earlier one was refused.
func (r *Receipt) add(name, value string, call func(name, value *C.char) C.mixerr_status) *Receipt {
	if r.err != nil {
		return r
	}
	if strings.IndexByte(name+value, 0) >= 0 {
		r.err = ErrInvalidMember // In C, a string ends at a NUL.
	} else {
		r.err = failure(call(terminated(name), terminated(value)))
	}
	return r
}

// Err returns the first error of a member: [ErrTooManyMembers] for a fifth one besides the key, and [ErrInvalidMember]
// for a second one of the same name, for a number that is not decimal, or for a NUL. Such a receipt matches nothing.
func (r *Receipt) Err() error { return r.err }

// Begin begins a new body. Call it before each response.
func (r *Receipt) Begin() error {
	if r.err != nil {
		return r.err
	}
	return failure(C.mixerr_receipt_begin(&r.state))
}

// Write reads the next chunk of the body.
func (r *Receipt) Write(chunk []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	data, length := pointer(chunk)
	if err := failure(C.mixerr_receipt_feed(&r.state, data, length)); err != nil {
		return 0, err
	}
	return len(chunk), nil
}

// Match returns how the complete body matches the transfer. response is that of the same body.
func (r *Receipt) Match(response Response) Match {
	if r.err != nil {
		return MatchNone
	}
	return Match(C.mixerr_receipt_match(&r.state, response.fields()))
}
