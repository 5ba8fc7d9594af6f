"""`Transfer`: one payment across responses."""

from __future__ import annotations

import math
from ctypes import byref, create_string_buffer
from typing import TYPE_CHECKING, Any, NamedTuple, Optional, Protocol, Union
from uuid import UUID

from mixerr import _abi, _arguments
from mixerr._codes import Action, Ending, Match, StepKind
from mixerr._library import LIBRARY, check
from mixerr._response import Response

if TYPE_CHECKING:
    from typing_extensions import Buffer

# A longer hint is reported as this one, which is over the limit as well.
_LONGEST_RETRY_AFTER = 0xFFFFFFFF


class UnexpectedStepError(RuntimeError):
    """A report does not fit the present step. The transfer has not changed; poll it again."""


class RecordError(ValueError):
    """A record was not restored. Only `RecordBlankError` proves that nothing was saved."""


class RecordBlankError(RecordError):
    """All bytes are 0, or all are 0xFF, so nothing was saved here."""


class RecordDamagedError(RecordError):
    """The record is damaged. A payment may be open."""


class RecordNewerError(RecordError):
    """A later version of this library wrote the record. A payment may be open."""


class RecordOfAnotherRequestError(RecordError):
    """The record belongs to another request. A payment may be open."""


_ERRORS: dict[int, type[Exception]] = {
    _abi.STATUS_UNEXPECTED_STEP: UnexpectedStepError,
    _abi.STATUS_RECORD_BLANK: RecordBlankError,
    _abi.STATUS_RECORD_DAMAGED: RecordDamagedError,
    _abi.STATUS_RECORD_NEWER: RecordNewerError,
    _abi.STATUS_RECORD_OF_ANOTHER_REQUEST: RecordOfAnotherRequestError,
}


class Step(NamedTuple):
    """What the caller of a transfer must do now."""

    kind: StepKind
    """The kind of the step."""
    seconds: float
    """The pause at `StepKind.WAIT`; otherwise 0."""
    action: Action
    """At `StepKind.ASK` what is to be done. At `StepKind.DONE` the action of the last response."""
    ending: Ending
    """How the transfer ended, at `StepKind.DONE`."""


class SupportsMatch(Protocol):
    """An object that compares a response with a payment."""

    def match(self, response: Response) -> Match:
        """Returns how a success matches the payment."""
        ...


class Transfer:
    """One payment under one idempotency key, from before its first request to a known end.

    `poll` returns what the caller must do now, and may be called any number of times. The ``handle`` methods report
    what happened. A report that does not fit the present step raises `UnexpectedStepError` and changes nothing.

    - ``trace_id``: the idempotency key, a UUID: the ``trace_id`` of a legacy transfer, or the ``request_id`` of a Safe
      transaction. The API pays a key once.
    - ``request``: the key and the parameters of the payment, such as the body without the PIN. Its bytes must be the
      same after a restart. So it must not contain an encrypted PIN, a token, a time or an ``X-Request-Id``.
    - ``carries_pin``: whether the request carries a PIN. A person has entered it, and enters it again at each
      `Action.ASK_USER`.

    If a record of this key was saved, use `restore` instead. Only `Ending.NOT_PAID` permits the same payment with
    another key. After `Ending.UNKNOWN`, keep the key and continue later.

    The request must contain the key, because `restore` may compare nothing else.

    Raises TypeError if an argument has another type, ValueError if ``trace_id`` is not a UUID.

    >>> import mixerr
    >>> from mixerr import Ending, Match, StepKind
    >>> transfer = mixerr.Transfer("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f", request=b"trace-1 asset-1 user-1 1.5")
    >>> while (step := transfer.poll()).kind is not StepKind.DONE:
    ...     if step.kind is StepKind.SAVE:
    ...         saved = bytes(transfer)  # a FileStore saves it so that it survives a power cut
    ...         transfer.handle_saved()
    ...     elif step.kind is StepKind.WAIT:
    ...         transfer.handle_timeout()  # after step.seconds
    ...     elif step.kind is StepKind.ASK:
    ...         transfer.handle_decision(False)  # a person decides
    ...     else:  # StepKind.SEND is a POST request with this key, StepKind.LOOK_UP a GET request by this key
    ...         response = mixerr.read(200, b'{"data":{"trace_id":"..."}}')
    ...         transfer.handle_response(response, Match.EXACT)
    >>> step.ending
    <Ending.PAID: 1>
    """

    __slots__ = ("_struct",)

    def __init__(self, trace_id: Union[str, UUID], *, request: Buffer, carries_pin: bool = False) -> None:
        key = _to_key(trace_id)
        pin = _arguments.to_bool(carries_pin, "carries_pin")
        self._struct = _abi.mixerr_transfer()
        _check(LIBRARY.mixerr_transfer_init(byref(self._struct), key, _fingerprint(request), pin))

    @classmethod
    def restore(
        cls,
        record: Buffer,
        *,
        request: Buffer,
        carries_pin: bool = False,
        trace_id: Optional[Union[str, UUID]] = None,
    ) -> Transfer:
        """Returns the transfer of a record that was saved before the program stopped.

        ``request`` and ``carries_pin`` are as before. ``trace_id`` is the payment's key. Pass it, so that the record of
        another payment with the same parameters is refused even if ``request`` does not contain the key. A transfer
        without an end starts with a look-up, because its last request may have paid.

        Raises a `RecordError` if the record cannot be restored: never start a new payment because of it. Raises
        `RecordOfAnotherRequestError` if ``request`` or ``trace_id`` differs; after `amend`, try the other request.

        >>> import mixerr
        >>> key = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f"
        >>> transfer = mixerr.Transfer(key, request=b"trace-1 asset-1 user-1 1.5")
        >>> record = bytes(transfer)
        >>> mixerr.Transfer.restore(record, request=b"trace-1 asset-1 user-1 1.5", trace_id=key).poll().kind
        <StepKind.SAVE: 1>
        """
        key = None if trace_id is None else _to_key(trace_id)
        pin = _arguments.to_bool(carries_pin, "carries_pin")
        saved = _to_bytes(record, "a record")
        if len(saved) != _abi.RECORD_SIZE:
            raise RecordDamagedError(f"a record has {_abi.RECORD_SIZE} bytes, not {len(saved)}")
        transfer = cls.__new__(cls)
        struct = transfer._struct = _abi.mixerr_transfer()
        _check(LIBRARY.mixerr_transfer_restore(byref(struct), saved, _fingerprint(request), pin))
        if key is not None and key != transfer._key():
            raise RecordOfAnotherRequestError("The record belongs to another key. A payment may be open")
        return transfer

    @property
    def trace_id(self) -> str:
        """The idempotency key, a UUID in lower case."""
        return str(UUID(bytes=self._key()))

    def poll(self) -> Step:
        """Returns what the caller must do now.

        >>> import mixerr
        >>> transfer = mixerr.Transfer("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f", request=b"trace-1 asset-1 user-1 1.5")
        >>> transfer.poll().kind
        <StepKind.SAVE: 1>
        """
        step = _abi.mixerr_next()
        _check(LIBRARY.mixerr_transfer_poll(byref(self._struct), byref(step)))
        return Step(StepKind(step.step), step.wait_ms / 1000, Action(step.action), Ending(step.ending))

    def __bytes__(self) -> bytes:
        """Returns the record that the caller saves at `StepKind.SAVE`."""
        record = create_string_buffer(_abi.RECORD_SIZE)
        _check(LIBRARY.mixerr_transfer_record(byref(self._struct), record))
        return record.raw

    def handle_saved(self) -> None:
        """Reports that the record is saved and survives a power cut.

        Raises `UnexpectedStepError` if the step is not `StepKind.SAVE`.
        """
        _check(LIBRARY.mixerr_transfer_handle_saved(byref(self._struct)))

    def handle_timeout(self) -> None:
        """Reports that the wait is over.

        Raises `UnexpectedStepError` if the step is not `StepKind.WAIT`.
        """
        _check(LIBRARY.mixerr_transfer_handle_timeout(byref(self._struct)))

    def handle_response(
        self, response: Response, match: Union[Match, SupportsMatch], retry_after: Optional[float] = None
    ) -> None:
        """Reports a complete response.

        - ``match``: how a success matches the payment, or a receipt that compares them. It is ignored for every other
          response.
        - ``retry_after``: the header ``Retry-After`` in seconds, None if absent.

        Raises `UnexpectedStepError` if the step is neither `StepKind.SEND` nor `StepKind.LOOK_UP`, TypeError if an
        argument has another type or the receipt returns no `Match`, ValueError if ``retry_after`` is negative or not a
        number.
        """
        if not isinstance(response, Response):
            raise TypeError(f"a response is what mixerr.read returns, not {type(response).__name__}")
        if not isinstance(match, Match) and not callable(getattr(match, "match", None)):
            raise TypeError(f"a match is a Match or a receipt, not {type(match).__name__}")
        found = match if isinstance(match, Match) else match.match(response)
        # True equals Match.EXACT.
        if not isinstance(found, Match):
            raise TypeError(f"a receipt returns a Match, not {type(found).__name__}")
        hint = _to_seconds(retry_after)
        struct = byref(response._to_struct())
        _check(LIBRARY.mixerr_transfer_handle_response(byref(self._struct), struct, found, hint))

    def handle_no_response(self, may_have_arrived: bool = True) -> None:
        """Reports that no complete response came before the deadline.

        ``may_have_arrived`` is False only if the request never left this computer, for example without a connection.

        Raises `UnexpectedStepError` if the step is neither `StepKind.SEND` nor `StepKind.LOOK_UP`, TypeError if the
        argument is not a bool.
        """
        exact = _arguments.to_bool(may_have_arrived, "may_have_arrived")
        _check(LIBRARY.mixerr_transfer_handle_no_response(byref(self._struct), exact))

    def handle_decision(self, go: bool) -> None:
        """Reports a decision of a person, or of a program that may decide.

        At `StepKind.ASK`, True means that the action was done, and False gives up. At `Ending.UNKNOWN`, True continues.
        A decision does not shorten the pauses.

        Raises `UnexpectedStepError` at any other step, TypeError if ``go`` is not a bool.
        """
        _check(LIBRARY.mixerr_transfer_handle_decision(byref(self._struct), _arguments.to_bool(go, "a decision")))

    def handle_expired(self) -> None:
        """Reports that no earlier request can pay any more.

        The tokens of all requests have expired by the server's clock, and the longest execution time has passed since
        then. If the API answers a later look-up with code 404, all earlier requests are settled. At `Ending.UNKNOWN`
        this method starts that look-up, after a pause. The pause is at least the server's ``Retry-After``, even if
        that is more than an hour; only a decision ends such a hint. ``Transfer::handle_expired`` of the Rust crate
        documents its limits.

        Raises `UnexpectedStepError` if the step is `StepKind.SEND`, `StepKind.LOOK_UP` or another end.
        """
        _check(LIBRARY.mixerr_transfer_handle_expired(byref(self._struct)))

    def amend(self, request: Buffer) -> None:
        """Replaces parameters of the payment under the same key, such as a mistyped amount.

        Change only parameters that the receipt compares. The API pays a key once, so if a request with earlier
        parameters holds the key, the end is `Ending.CONFLICT`. Keep both requests until the next `StepKind.SAVE`,
        because `restore` may need either.

        Raises `UnexpectedStepError` if the step is neither `StepKind.ASK` nor `Ending.UNKNOWN`.
        """
        _check(LIBRARY.mixerr_transfer_amend(byref(self._struct), _fingerprint(request)))

    def _key(self) -> bytes:
        key = create_string_buffer(16)
        _check(LIBRARY.mixerr_transfer_key(byref(self._struct), key))
        return key.raw

    def __repr__(self) -> str:
        step = self.poll()
        return f"<mixerr.Transfer: {step.ending if step.kind is StepKind.DONE else step.kind}>"

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        _arguments.refuse_to_copy("Transfer", "; bytes() returns its record")


def _check(status: int) -> None:
    error = _ERRORS.get(status)
    if error is not None:
        raise error((error.__doc__ or "").rstrip("."))
    check(status)


def _to_key(trace_id: Union[str, UUID]) -> bytes:
    key = create_string_buffer(16)
    text = str(trace_id).encode("utf-8", "replace")
    if b"\0" in text or LIBRARY.mixerr_key_from_uuid(text, key) != _abi.STATUS_OK:
        raise ValueError(f"a trace_id is a UUID, not {trace_id!r}")
    return key.raw


def _to_bytes(value: Buffer, what: str) -> bytes:
    if isinstance(value, str):
        raise TypeError(f"{what} is bytes, not str")
    try:
        return bytes(memoryview(value))
    except TypeError:
        raise TypeError(f"{what} is a bytes-like object, not {type(value).__name__}") from None


def _fingerprint(request: Buffer) -> int:
    exact = _to_bytes(request, "a request")
    return int(LIBRARY.mixerr_fingerprint(exact, len(exact)))


def _to_seconds(retry_after: Optional[float]) -> int:
    """Returns a hint as an integer, rounded up so that it is never undercut."""
    if retry_after is None:
        return 0
    if not retry_after >= 0:
        raise ValueError(f"retry_after is 0 or more, not {retry_after}")
    return math.ceil(min(retry_after, _LONGEST_RETRY_AFTER))
