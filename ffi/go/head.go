package mixerr

// #include "mixerr.h"
import "C"

import (
	"net/http"
	"strings"
	"time"
)

// A Head has what the header fields of a response prove: X-Request-Id, X-Server-Time, Retry-After and Date. The zero
// Head has no fields.
type Head struct {
	state C.mixerr_head
	ready bool
}

// NewHead reads the header fields of a response. A value of another form is ignored.
//
// requestID is the X-Request-Id of the request, which the API echoes. It is "" if none was sent, or for a server that
// does not echo it, such as a TIP node.
func NewHead(fields http.Header, requestID string) *Head {
	head := &Head{ready: true}
	var sent *C.char
	if requestID != "" {
		// In C, a string ends at a NUL. No client sends an id with a NUL, so no echo of it may be accepted.
		sent = terminated(strings.ReplaceAll(requestID, "\x00", "\uFFFD"))
	}
	if C.mixerr_head_init(&head.state, sent) != C.MIXERR_STATUS_OK {
		return &Head{}
	}
	for name, values := range fields {
		for _, value := range values {
			nameBytes, nameLen := text(name)
			valueBytes, valueLen := text(value)
			if C.mixerr_head_field(&head.state, nameBytes, nameLen, valueBytes, valueLen) != C.MIXERR_STATUS_OK {
				return &Head{}
			}
		}
	}
	return head
}

// Origin returns whether the API answered, by its echo of the X-Request-Id.
func (h *Head) Origin() Origin { return Origin(C.mixerr_head_origin(&h.state)) }

// RetryAfter returns how long the server asks to wait, 0 if it does not.
func (h *Head) RetryAfter() time.Duration {
	return time.Duration(C.mixerr_head_retry_after_s(&h.state)) * time.Second
}

// Skew returns by how much a clock is ahead of the server's, negative if it is behind, and whether the head has an
// X-Server-Time. now is the time of the clock.
func (h *Head) Skew(now time.Time) (time.Duration, bool) {
	var milliseconds C.int64_t
	err := failure(C.mixerr_head_skew_ms(&h.state, C.int64_t(now.UnixMilli()), &milliseconds))
	return time.Duration(milliseconds) * time.Millisecond, err == nil
}

// Refine returns a response, changed by what its head proves.
//
// If the origin is [OriginOther], a success or an error of the API becomes a response with [FaultOrigin]. If the API
// answers 401 and the clock is five minutes or more off, the action becomes [ActionFixClock]. now is the time of the
// clock; the zero time is no clock.
func (h *Head) Refine(response Response, now time.Time) Response {
	if response.filled == nil {
		return response
	}
	refined := new(C.mixerr_response)
	*refined = *response.fields()
	return responseOf(refined, C.mixerr_head_refine(&h.state, C.int64_t(now.UnixMilli()), refined))
}
