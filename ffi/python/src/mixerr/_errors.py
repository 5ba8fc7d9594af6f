"""Exceptions for responses that are not a success: one base class, and one class for each action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Optional

from mixerr import _arguments
from mixerr._catalog import Entry
from mixerr._codes import Action, Fault, Outcome, Payment
from mixerr._read import read
from mixerr._response import Response

if TYPE_CHECKING:
    from typing_extensions import Buffer


class MixinError(Exception):
    """A response that is not a success. ``str()`` and ``repr()`` are safe to log.

    >>> import mixerr
    >>> try:
    ...     mixerr.raise_for_error(502, b"<html>")
    ... except mixerr.MixinError as error:
    ...     print(error.action, error.retryable, error.payment)
    RETRY True POSSIBLE
    """

    def __init__(self, response: Response) -> None:
        super().__init__(response)
        self.response = response
        """The response that was read."""

    def __str__(self) -> str:
        return str(self.response)

    @property
    def action(self) -> Action:
        """What to do now."""
        return self.response.action

    @property
    def retryable(self) -> bool:
        """Whether the same request may be sent again, at once or after a pause, with the same idempotency key."""
        return self.response.retryable

    @property
    def payment(self) -> Payment:
        """Whether the request that was answered may have paid.

        It says nothing about an earlier request with the same key.
        """
        return self.response.payment

    @property
    def http_status(self) -> int:
        """The HTTP status as received; 0 for a WebSocket frame."""
        return self.response.http_status


class ApiError(MixinError):
    """An error of the API. Each action has a subclass.

    >>> import mixerr
    >>> body = b'{"error":{"status":202,"code":10002,"description":"x","extra":{"field":"amount"}}}'
    >>> try:
    ...     mixerr.raise_for_error(202, body)
    ... except mixerr.ApiError as error:
    ...     print(type(error).__name__, error.code, error.status, error.entry.name, error.extra)
    FixRequestError 10002 202 INVALID_FIELD {'field': 'amount'}
    """

    @property
    def code(self) -> int:
        """The envelope's ``error.code``: a `Code` if the catalog lists it."""
        code = self.response.code
        assert code is not None
        return code

    @property
    def status(self) -> Optional[int]:
        """The envelope's ``error.status``; None if absent."""
        return self.response.status

    @property
    def entry(self) -> Optional[Entry]:
        """The catalog entry for the code; None if the catalog does not list it."""
        return self.response.entry

    @property
    def description(self) -> str:
        """The server's text. It may contain a phone number."""
        return self.response.description

    @property
    def extra(self) -> Any:
        """The envelope's ``error.extra``, decoded by `json.loads`; None if absent, null or truncated."""
        return self.response.extra


class RetryError(ApiError):
    """Send the same request again, with the same ``trace_id`` or ``request_id``."""


class WaitError(ApiError):
    """Send the same request again after a pause, with the same ``trace_id`` or ``request_id``."""


class AskUserError(ApiError):
    """A person must change or decide something. Never retry automatically."""


class FixRequestError(ApiError):
    """The request is wrong: fix the program. Retrying is useless."""


class ReauthorizeError(ApiError):
    """Get a new token or authorization code."""


class ReconcileError(ApiError):
    """Read the transfer by its ``trace_id`` or ``request_id`` before anything else: it may already be paid."""


class ResyncError(ApiError):
    """Fetch the conversation's participants again, then send again."""


class FixClockError(ApiError):
    """Set the clock: the server refuses tokens that are too old or too new."""


class UpdateAppError(ApiError):
    """Install a newer version of the app."""


class ReportError(ApiError):
    """No remedy is documented: show the error and log it."""


class NotFromApiError(MixinError):
    """The response is not from the API: a server or proxy in front of it sent it, or the body was damaged.

    >>> import mixerr
    >>> try:
    ...     mixerr.raise_for_error(200, b'{"data":')
    ... except mixerr.NotFromApiError as error:
    ...     print(error.fault, error.fault_offset, error.action)
    MALFORMED 8 RETRY
    """

    @property
    def fault(self) -> Fault:
        """Why the response is not from the API."""
        return self.response.fault

    @property
    def fault_offset(self) -> Optional[int]:
        """The offset in bytes, from 0, of the first byte that is not allowed; None if the fault has no offset."""
        return self.response.fault_offset


_CLASSES: dict[Action, type[ApiError]] = {
    Action.RETRY: RetryError,
    Action.WAIT: WaitError,
    Action.ASK_USER: AskUserError,
    Action.FIX_REQUEST: FixRequestError,
    Action.REAUTHORIZE: ReauthorizeError,
    Action.RECONCILE: ReconcileError,
    Action.RESYNC: ResyncError,
    Action.FIX_CLOCK: FixClockError,
    Action.UPDATE_APP: UpdateAppError,
    Action.REPORT: ReportError,
}


def raise_for_error(http_status: int, body: Buffer) -> None:
    """Reads a complete body, and raises an exception unless the response is a success.

    The arguments are those of `read`.

    Raises the action's subclass of ApiError for an error of the API, NotFromApiError for a response that is not from
    the API, and every exception of `read`.

    >>> import mixerr
    >>> mixerr.raise_for_error(200, b'{"data":{}}')
    """
    response = read(http_status, body)
    if not response.is_success:
        _raise(response)


def raise_for_response(response: Any, body: Optional[Buffer] = None) -> None:
    """Raises an exception unless an HTTP client's response is a success.

    ``response`` is one of:

    - a response of requests or httpx: any object with ``status_code`` and ``content``;
    - a response of a client that returns the body separately, such as aiohttp and http.client: any object with
      ``status``. Pass the body as bytes in ``body``, which takes precedence over ``content``;
    - a pair of HTTP status and body;
    - a `Response`.

    Raises every exception of `raise_for_error`, TypeError if the status or the body is missing or given twice, and
    ValueError if a client's response has the status 0.

    >>> import mixerr
    >>> mixerr.raise_for_response((200, b'{"data":{}}'))
    """
    if isinstance(response, Response):
        if body is not None:
            raise TypeError("a Response already has a body: pass no second argument")
        if not response.is_success:
            _raise(response)
    elif isinstance(response, tuple) and len(response) == 2:
        if body is not None:
            raise TypeError("a pair of HTTP status and body already has a body: pass no second argument")
        raise_for_error(*response)
    else:
        raise_for_error(*_status_and_body(response, body))


def _status_and_body(response: Any, body: Any) -> tuple[int, Any]:
    """Returns the HTTP status and the body of an HTTP client's response."""
    name = type(response).__name__
    status = getattr(response, "status_code", None)
    if status is None:
        status = getattr(response, "status", None)
    if status is None:
        raise TypeError(f"{name} has neither status_code nor status")
    http_status = _arguments.to_http_status(status)
    if http_status == 0:
        # aiohttp's parser in Python accepts the status "000". `read` would read it as a WebSocket frame.
        raise ValueError("0 is not an HTTP status")
    if body is None:
        body = getattr(response, "content", None)
    if body is None or not _is_body(body):
        raise TypeError(
            f"{name} does not hold the body as bytes: pass it as the second argument, "
            "such as raise_for_response(response, await response.read())"
        )
    return http_status, body


def _is_body(body: object) -> bool:
    """Returns whether an object is a body. The ``content`` of aiohttp is a stream, for example."""
    try:
        memoryview(body)  # type: ignore[arg-type]
    except TypeError:
        # `read` has a better message for a str.
        return isinstance(body, str)
    return True


def _raise(response: Response) -> NoReturn:
    if response.outcome is Outcome.API_ERROR:
        # PROCEED has no class: the library sets it for a success only.
        raise _CLASSES.get(response.action, ApiError)(response)
    if response.outcome is Outcome.NOT_FROM_API:
        raise NotFromApiError(response)
    raise ValueError("the response is unread")
