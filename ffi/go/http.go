package mixerr

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// MaxBody is the length in bytes of the longest body that [Check], [ReadBody] and [Transport] read.
const MaxBody = 16 << 20

// ErrBodyTooLong is returned for a body of more than [MaxBody] bytes. Use a [Reader] for it.
var ErrBodyTooLong = errors.New("mixerr: the body is too long")

// Check reads the body of a response, and returns nil for a success, an [*APIError] or a [*NotFromAPIError]. Afterwards
// the caller can read the body again from its start, and must close it as usual.
//
// The fields of the head count, as in [Head.Refine] with the present time; an echo of the X-Request-Id is not required.
// A response with HTTP 101 is not read, because a WebSocket follows it. It is a success.
//
// Any other error means that the body is not complete or too long, so there is no response. It wraps the error of the
// body, or [ErrBodyTooLong].
func Check(response *http.Response) error {
	if response.StatusCode == http.StatusSwitchingProtocols {
		return nil
	}
	body, err := readAll(response)
	response.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(body), response.Body), response.Body}
	if err != nil {
		return err
	}
	return check(response, body)
}

// ReadBody reads and closes the body of a response. It returns the body, also of an error, and the error of [Check].
func ReadBody(response *http.Response) ([]byte, error) {
	body, err := readAll(response)
	response.Body.Close()
	if err != nil {
		return body, err
	}
	return body, check(response, body)
}

// A Transport is an [http.RoundTripper] that returns the error of [Check] instead of a response that is not a success. So
// a library that takes every 202 for a success gets an error. It does not retry. An [http.Transport] repeats some requests
// on a used connection, unless DisableKeepAlives is set.
//
// An [http.Client] wraps the error in an [*net/url.Error]; errors.As finds it. Its text has the URL.
type Transport struct {
	// Base sends the requests. If it is nil, http.DefaultTransport does.
	Base http.RoundTripper
	// Check returns whether the response to a request is checked, such as to one for the API's host. If it is nil, no
	// response is checked.
	Check func(*http.Request) bool
}

// RoundTrip sends a request.
func (t *Transport) RoundTrip(request *http.Request) (*http.Response, error) {
	base := t.Base
	if base == nil {
		base = http.DefaultTransport
	}
	response, err := base.RoundTrip(request)
	if err != nil || t.Check == nil || !t.Check(request) {
		return response, err
	}
	if err := Check(response); err != nil {
		response.Body.Close()
		return nil, err
	}
	return response, nil
}

// check returns the error of a response with a complete body.
func check(response *http.Response, body []byte) error {
	if response.StatusCode == 0 {
		// net/http accepts the status 000, which Read would take for a WebSocket frame.
		return ErrInvalidHTTPStatus
	}
	head := NewHead(response.Header, "")
	return head.Refine(Read(response.StatusCode, body), time.Now()).errAfter(head.RetryAfter())
}

// readAll returns the bytes of a body, and an error if it is not complete.
func readAll(response *http.Response) ([]byte, error) {
	if response.Body == nil {
		response.Body = http.NoBody
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, MaxBody+1))
	if err != nil {
		return body, fmt.Errorf("mixerr: no complete response: %w", err)
	}
	if len(body) > MaxBody {
		return body, ErrBodyTooLong
	}
	return body, nil
}
