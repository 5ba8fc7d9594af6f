// Package mixerr reads the responses of the Mixin Network API. For each response it reports whether it is an error, which
// one, and what the program should do now.
//
// An error of this API usually arrives with HTTP 202. An HTTP 500 may come from the API or from a web server in front of
// it, and the request may have paid. [Check] reads a response of net/http:
//
//	response, err := client.Do(request)
//	if err != nil {
//		return err // no response
//	}
//	defer response.Body.Close()
//	err = mixerr.Check(response)
//	switch mixerr.ActionOf(err) {
//	case mixerr.ActionProceed: // a success: decode the body
//	case mixerr.ActionRetry, mixerr.ActionWait: // the same request again later, with the same idempotency key
//	case mixerr.ActionReconcile: // it may be paid already: look it up
//	case mixerr.ActionAskUser: // never retry automatically
//	default: // show it and log it
//	}
//
// A client must not follow redirects: set CheckRedirect to a function that returns [net/http.ErrUseLastResponse]. Give it a
// Timeout, too. No single response proves that a payment was not made; a [Transfer] decides across responses.
//
// The package calls a C library, which keeps no pointer to Go memory and allocates none. All values are garbage-collected
// and need no Close. Functions and methods of [Response] and [Entry] may be called from many goroutines. A [Reader],
// [Head], [Receipt] or [Transfer] must not be used while another goroutine changes it.
package mixerr

// #include "mixerr.h"
import "C"

import (
	"strings"
	"unsafe"
)

//go:generate go run ./internal/codes

// Version returns the version of the C library, such as "0.1.0".
func Version() string { return C.GoString(C.mixerr_version()) }

// Error returns a text such as "mixerr: record blank".
func (v Status) Error() string {
	return "mixerr: " + strings.ReplaceAll(strings.ToLower(v.String()), "_", " ")
}

// failure returns nil if a call succeeded.
func failure(status C.mixerr_status) error {
	if status == C.MIXERR_STATUS_OK {
		return nil
	}
	return Status(status)
}

// pointer returns the bytes as C takes them. C ignores the pointer if the length is 0.
func pointer(bytes []byte) (*C.uint8_t, C.size_t) {
	if len(bytes) == 0 {
		return nil, 0
	}
	return (*C.uint8_t)(unsafe.Pointer(&bytes[0])), C.size_t(len(bytes))
}

// text returns the bytes of a string as C takes them.
func text(s string) (*C.char, C.size_t) {
	bytes, length := pointer([]byte(s))
	return (*C.char)(unsafe.Pointer(bytes)), length
}

// terminated returns a string with a NUL, in Go memory.
func terminated(s string) *C.char {
	return (*C.char)(unsafe.Pointer(&append([]byte(s), 0)[0]))
}
