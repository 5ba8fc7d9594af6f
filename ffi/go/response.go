package mixerr

// #include "mixerr.h"
import "C"

import (
	"errors"
	"math"
	"strings"
	"unsafe"
)

// A Response is a response of the API, or of a server in front of it. It is immutable. The zero Response is unread: its
// action is [ActionReport], and Err returns an error.
//
// String is safe to log: it masks every digit of the server's text. Description, Detail and Extra are not: they may
// contain a phone number.
type Response struct {
	// A *C.mixerr_response, nil if the response is unread. Of this type, so that no verb of package fmt prints the
	// server's text.
	filled unsafe.Pointer
	// The reason why the response is unread.
	misuse error
}

// Read reads a response whose body is complete. The body may be anything.
//
// httpStatus is the HTTP status as received, or 0 for a WebSocket frame. If it is not 0 to 65535, the response is unread.
func Read(httpStatus int, body []byte) Response {
	if !isStatus(httpStatus) {
		return Response{misuse: ErrInvalidHTTPStatus}
	}
	filled := new(C.mixerr_response)
	data, length := pointer(body)
	return responseOf(filled, C.mixerr_read(C.uint16_t(httpStatus), data, length, filled))
}

// ErrInvalidHTTPStatus is the error of a response whose HTTP status is not one.
var ErrInvalidHTTPStatus = errors.New("mixerr: invalid HTTP status")

func isStatus(httpStatus int) bool { return 0 <= httpStatus && httpStatus <= math.MaxUint16 }

// responseOf returns the response that a call has filled. It is unread if the call was refused.
func responseOf(filled *C.mixerr_response, status C.mixerr_status) Response {
	if err := failure(status); err != nil {
		return Response{misuse: err}
	}
	return Response{filled: unsafe.Pointer(filled)}
}

// A Reader reads a body that arrives in chunks. It is an [io.Writer], so that io.Copy can feed it. Every split of a body
// gives the same response.
//
// The zero Reader is ready. It reads one response; Reset makes it ready for the next one.
type Reader struct {
	state C.mixerr_reader
	ready bool
}

// Reset makes the reader ready for the next response.
func (r *Reader) Reset() { *r = Reader{} }

// begin initialises the zero Reader.
func (r *Reader) begin() {
	if !r.ready {
		r.ready = C.mixerr_reader_init(&r.state) == C.MIXERR_STATUS_OK
	}
}

// Write reads the next chunk of the body. It returns [ErrReaderNotReady] if the reader is finished.
func (r *Reader) Write(chunk []byte) (int, error) {
	r.begin()
	data, length := pointer(chunk)
	if err := failure(C.mixerr_reader_feed(&r.state, data, length)); err != nil {
		return 0, err
	}
	return len(chunk), nil
}

// Faulty returns true if the response cannot be from the API, whatever follows, so the rest of the body need not be
// received. It also returns true if the reader is finished.
func (r *Reader) Faulty() bool {
	r.begin()
	return bool(C.mixerr_reader_is_faulty(&r.state))
}

// Finish ends the body and returns the response. httpStatus is as for [Read]. If the connection failed, do not call it:
// a truncated body may look complete.
//
// If the reader is finished already, the response is unread.
func (r *Reader) Finish(httpStatus int) Response {
	if !isStatus(httpStatus) {
		return Response{misuse: ErrInvalidHTTPStatus}
	}
	r.begin()
	filled := new(C.mixerr_response)
	return responseOf(filled, C.mixerr_reader_finish(&r.state, C.uint16_t(httpStatus), filled))
}

// The response of the zero Response. It is never written. It is on the heap, because cgo refuses a pointer to a global
// variable whose type has pointers.
var unread = new(C.mixerr_response)

func (r Response) fields() *C.mixerr_response {
	if r.filled == nil {
		return unread
	}
	return (*C.mixerr_response)(r.filled)
}

// Err returns nil for a success, an [*APIError] for an error of the API, and a [*NotFromAPIError] for a response that is
// not from the API. For an unread response it returns why it is unread.
func (r Response) Err() error { return r.errAfter(0) }

// Outcome returns whether this is a success, an error of the API, or not from the API.
func (r Response) Outcome() Outcome { return Outcome(r.fields().outcome) }

// Action returns what to do now. Every outcome has an action.
func (r Response) Action() Action { return Action(r.fields().action) }

// Payment returns whether the request that was answered may have paid. It says nothing about an earlier request with the
// same idempotency key.
func (r Response) Payment() Payment { return Payment(r.fields().payment) }

// Data returns whether a success has a member data.
func (r Response) Data() Data { return Data(r.fields().data) }

// HTTPStatus returns the HTTP status as received, 0 for a WebSocket frame.
func (r Response) HTTPStatus() int { return int(r.fields().http_status) }

// Status returns the envelope's error.status, 0 if it is absent.
func (r Response) Status() int { return int(r.fields().status) }

// Code returns the envelope's error.code. It is meaningful for an error of the API, and may be 0.
func (r Response) Code() Code { return Code(r.fields().code) }

// Entry returns the catalog's entry for the code, and whether the catalog lists the code.
func (r Response) Entry() (Entry, bool) {
	if row := r.fields().entry; row != nil {
		return entryOf(row), true
	}
	return Entry{}, false
}

// Description returns the envelope's error.description, truncated to 128 bytes. It may contain a phone number.
func (r Response) Description() string {
	fields := r.fields()
	return C.GoStringN(&fields.description[0], C.int(fields.description_len))
}

// DescriptionTruncated returns whether the description was longer than 128 bytes.
func (r Response) DescriptionTruncated() bool { return bool(r.fields().description_truncated) }

// Extra returns the envelope's error.extra as compact JSON, "" if it is absent. A truncated extra is not valid JSON.
func (r Response) Extra() string {
	fields := r.fields()
	return C.GoStringN(&fields.extra[0], C.int(fields.extra_len))
}

// ExtraTruncated returns whether the extra was longer than 128 bytes.
func (r Response) ExtraTruncated() bool { return bool(r.fields().extra_truncated) }

// Fault returns why the response is not from the API, [FaultNone] for every other outcome.
func (r Response) Fault() Fault { return Fault(r.fields().fault) }

// FaultOffset returns the offset of the first invalid byte of a malformed or too deep body, or the body's length if it
// was truncated. It is at most 4294967295, and 0 for every other fault.
func (r Response) FaultOffset() int64 { return int64(r.fields().fault_offset) }

// ExtraString returns a string member of the extra, and whether there is one. It also finds the complete strings of a
// truncated extra.
func (r Response) ExtraString(key string) (string, bool) {
	if strings.IndexByte(key, 0) >= 0 {
		return "", false // In C, a key ends at a NUL.
	}
	name := terminated(key)
	value, err := write(C.MIXERR_EXTRA_CAPACITY+1, func(out *C.char, capacity C.size_t, length *C.size_t) C.mixerr_status {
		return C.mixerr_extra_string(r.fields(), name, out, capacity, length)
	})
	return string(value), err == nil
}

// Field returns the name of the request's invalid field, from the extra; "" if it is absent.
func (r Response) Field() string {
	field, _ := r.ExtraString("field")
	return field
}

// Reason returns the reason why that field is invalid, from the extra; "" if it is absent.
func (r Response) Reason() string {
	reason, _ := r.ExtraString("reason")
	return reason
}

// Detail returns the text that replaces the placeholder of the catalog's description, such as a phone number or an asset;
// "" if there is none. It may be private: do not log it.
func (r Response) Detail() string {
	detail, _ := write(C.MIXERR_DESCRIPTION_CAPACITY+1, func(out *C.char, capacity C.size_t, length *C.size_t) C.mixerr_status {
		return C.mixerr_detail(r.fields(), out, capacity, length)
	})
	return string(detail)
}

// Envelope returns the envelope as the API would send it, for mock servers and proxies. It returns [ErrNotAPIError] for
// every other outcome, and leaves out a truncated extra.
func (r Response) Envelope() ([]byte, error) {
	return write(C.MIXERR_ENVELOPE_CAPACITY, func(out *C.char, capacity C.size_t, length *C.size_t) C.mixerr_status {
		return C.mixerr_write_envelope(r.fields(), (*C.uint8_t)(unsafe.Pointer(out)), capacity, length)
	})
}

// String returns one line that is safe to log, such as "20119 PIN_INCORRECT: PIN incorrect.".
func (r Response) String() string {
	line, err := write(C.MIXERR_LOG_LINE_CAPACITY, func(out *C.char, capacity C.size_t, length *C.size_t) C.mixerr_status {
		return C.mixerr_write_log_line(r.fields(), out, capacity, length)
	})
	if err != nil {
		return "unread"
	}
	return string(line)
}

// GoString returns the same line with the type and the action.
func (r Response) GoString() string {
	return "mixerr.Response{" + r.Action().String() + ": " + r.String() + "}"
}

// write returns the bytes that a C function writes.
func write(capacity int, call func(out *C.char, capacity C.size_t, length *C.size_t) C.mixerr_status) ([]byte, error) {
	buffer := make([]byte, capacity)
	var length C.size_t
	err := failure(call((*C.char)(unsafe.Pointer(&buffer[0])), C.size_t(capacity), &length))
	return buffer[:length], err
}
