"""Responses as exceptions: one base, one class for each action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Optional

from mixerr._catalog import Entry
from mixerr._codes import Action, Fault, Outcome, Payment
from mixerr._read import checked, read
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
        """What was read."""

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
        """The HTTP status as given, 0 for a WebSocket frame."""
        return self.response.http_status


class ApiError(MixinError):
    """An error of the API. There is a subclass for each action.

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
        """What the catalog knows of the code; None if it does not list it."""
        return self.response.entry

    @property
    def description(self) -> str:
        """The server's own words, which may name a phone number."""
        return self.response.description

    @property
    def extra(self) -> Any:
        """The envelope's ``error.extra`` as `json.loads` decodes it; None if absent, null, or truncated."""
        return self.response.extra


class RetryError(ApiError):
    """Send the same request again, with the same ``trace_id`` or ``request_id``."""


class WaitError(ApiError):
    """Send the same request again after a pause, with the same ``trace_id`` or ``request_id``."""


class AskUserError(ApiError):
    """A person must change or decide something; never retry automatically."""


class FixRequestError(ApiError):
    """The program's bug; retrying is useless."""


class ReauthorizeError(ApiError):
    """Get a new token or authorization code."""


class ReconcileError(ApiError):
    """Read the transfer by its ``trace_id`` or ``request_id`` before anything else: it may be paid already."""


class ResyncError(ApiError):
    """Fetch the conversation's participants again, then send again."""


class FixClockError(ApiError):
    """Set the clock; the server refuses tokens from another time."""


class UpdateAppError(ApiError):
    """Install a newer version of the app."""


class ReportError(ApiError):
    """No remedy is documented: show it and log it."""


class NotFromApiError(MixinError):
    """Not from the API, but from something in front of it; or damaged on its way.

    >>> import mixerr
    >>> try:
    ...     mixerr.raise_for_error(200, b'{"data":')
    ... except mixerr.NotFromApiError as error:
    ...     print(error.fault, error.fault_offset, error.action)
    MALFORMED 8 RETRY
    """

    @property
    def fault(self) -> Fault:
        """Why it is not from the API."""
        return self.response.fault

    @property
    def fault_offset(self) -> Optional[int]:
        """The offset of the first byte that cannot occur there, from 0; None if the fault has no offset."""
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
    """Reads a complete body, and raises an exception unless it is a success.

    The arguments are those of `read`, and so are the errors; beside them

    Raises an ApiError of the action's class if it is an error of the API, NotFromApiError if it is not the API's.

    >>> import mixerr
    >>> mixerr.raise_for_error(200, b'{"data":{}}')
    """
    response = read(http_status, body)
    if not response.is_success:
        _raise(response)


def raise_for_response(response: Any, body: Optional[Buffer] = None) -> None:
    """Raises an exception unless an HTTP client's response is a success.

    ``response`` is a response of requests or httpx (anything with ``status_code`` and ``content``), a pair of HTTP
    status and body, or a `Response`. Of clients that give the body separately, such as aiohttp and http.client, it is
    what has a ``status``, and ``body`` is the body as bytes. It is believed even if there is a ``content``; a pair and
    a `Response` have their body, and take none.

    Raises as `raise_for_error` does, TypeError if it finds no status, no body or two of them, and ValueError if a
    client's response has the status 0.

    >>> import mixerr
    >>> mixerr.raise_for_response((200, b'{"data":{}}'))
    """
    if isinstance(response, Response):
        if body is not None:
            raise TypeError("a Response was read already: it takes no second body")
        if not response.is_success:
            _raise(response)
    elif isinstance(response, tuple) and len(response) == 2:
        if body is not None:
            raise TypeError("a pair of HTTP status and body takes no second body")
        raise_for_error(*response)
    else:
        raise_for_error(*_status_and_body(response, body))


def _status_and_body(response: Any, body: Any) -> tuple[int, Any]:
    """Returns what a client's response tells."""
    name = type(response).__name__
    told = getattr(response, "status_code", None)
    if told is None:
        told = getattr(response, "status", None)
    if told is None:
        raise TypeError(f"{name} has neither status_code nor status")
    http_status = checked(told)
    if http_status == 0:
        # aiohttp's parser in Python passes "000" on, and `read` would take it for a WebSocket frame's.
        raise ValueError("0 is no HTTP status")
    if body is None:
        body = getattr(response, "content", None)
    if body is None or not _is_body(body):
        raise TypeError(
            f"{name} does not hold the body as bytes: hand it over as the second argument, "
            "such as raise_for_response(response, await response.read())"
        )
    return http_status, body


def _is_body(body: object) -> bool:
    """Tells whether something is a body, and not, say, the stream by which aiohttp gives one."""
    try:
        memoryview(body)  # type: ignore[arg-type]
    except TypeError:
        return isinstance(body, str)
    return True


def _raise(response: Response) -> NoReturn:
    if response.outcome is Outcome.API_ERROR:
        # An action that is newer than this package has no class of its own.
        raise _CLASSES.get(response.action, ApiError)(response)
    if response.outcome is Outcome.NOT_FROM_API:
        raise NotFromApiError(response)
    raise ValueError("the response is unread")
