package mixerr

import (
	"errors"
	"time"
)

// An APIError is an error of the API. The error is safe to log, and errors.Is compares its code:
//
//	errors.Is(err, mixerr.CodePINIncorrect)
type APIError struct {
	Response
	RetryAfter time.Duration // the header Retry-After, 0 if it is absent. Only functions that take a head set it
}

// Error returns one line that is safe to log, such as "20119 PIN_INCORRECT: PIN incorrect.".
func (e *APIError) Error() string { return e.Response.String() }

// Is returns whether target is the code of the error.
func (e *APIError) Is(target error) bool {
	code, ok := target.(Code)
	return ok && code == e.Code()
}

// A NotFromAPIError is a response that is not from the API: a server or proxy in front of it sent it, or the body was
// damaged. The request may have been executed. The error is safe to log.
type NotFromAPIError struct {
	Response
	RetryAfter time.Duration // the header Retry-After, 0 if it is absent. Only functions that take a head set it
}

// Error returns one line that is safe to log.
func (e *NotFromAPIError) Error() string { return e.Response.String() }

// ActionOf returns what to do about the error of [Check], [ReadBody], [Transport] or [Response.Err]: [ActionProceed] for
// nil, and the action of the response for an [*APIError] or a [*NotFromAPIError].
//
// Every other error is [ActionReport]. After one of the HTTP client there is no response, and the request may have been
// executed.
func ActionOf(err error) Action {
	var api *APIError
	var other *NotFromAPIError
	switch {
	case err == nil:
		return ActionProceed
	case errors.As(err, &api):
		return api.Action()
	case errors.As(err, &other):
		return other.Action()
	default:
		return ActionReport
	}
}

// errAfter returns the error of a response with its Retry-After.
func (r Response) errAfter(retryAfter time.Duration) error {
	switch r.Outcome() {
	case OutcomeSuccess:
		return nil
	case OutcomeAPIError:
		return &APIError{r, retryAfter}
	case OutcomeNotFromAPI:
		return &NotFromAPIError{r, retryAfter}
	}
	if r.misuse != nil {
		return r.misuse
	}
	return ErrInvalidResponse
}
