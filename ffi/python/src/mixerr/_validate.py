"""Checks the fields of a `Response` that a program constructs. The library's own responses are not checked."""

from __future__ import annotations

from typing import Optional

from mixerr import _abi
from mixerr._catalog import Entry, lookup
from mixerr._codes import Action, Data, Fault, Outcome, Payment

_FAULTS_WITH_OFFSET = (Fault.MALFORMED, Fault.TOO_DEEP)


def validate(
    outcome: Outcome,
    action: Action,
    payment: Payment,
    data: Data,
    code: Optional[int],
    status: Optional[int],
    http_status: int,
    entry: Optional[Entry],
    description: str,
    description_truncated: bool,
    extra_text: str,
    extra_truncated: bool,
    fault: Fault,
    fault_offset: Optional[int],
) -> None:
    """Raises TypeError or ValueError if the library never fills a response with these fields."""
    _validate_types(outcome=outcome, action=action, payment=payment, data=data, fault=fault)
    _validate_sizes(http_status=http_status, status=status, code=code, fault_offset=fault_offset)
    _validate_texts(description=description, extra_text=extra_text)
    if outcome is Outcome.UNREAD:
        raise ValueError("a response is never unread in Python")
    is_success = outcome is Outcome.SUCCESS
    is_api_error = outcome is Outcome.API_ERROR
    expected_entry = None if code is None else lookup(code)
    rules = {
        "code": is_api_error == (code is not None),
        "entry": entry is expected_entry,
        "action": action in _possible_actions(outcome, code, expected_entry),
        "payment": payment is (Payment.POSSIBLE if expected_entry is None else expected_entry.payment),
        "data": is_success or data is Data.ABSENT,
        "status": is_api_error or status is None,
        "description": is_api_error or (description, description_truncated) == ("", False),
        "description_truncated": type(description_truncated) is bool,
        "extra_text": is_api_error or (extra_text, extra_truncated) == ("", False),
        "extra_truncated": type(extra_truncated) is bool,
        "fault": (outcome is Outcome.NOT_FROM_API) == (fault is not Fault.NONE),
        "fault_offset": (fault in _FAULTS_WITH_OFFSET) == (fault_offset is not None),
    }
    for name, is_possible in rules.items():
        if not is_possible:
            raise ValueError(f"a response with the outcome {outcome} cannot have this {name}")


def _validate_types(**fields: object) -> None:
    types = {"outcome": Outcome, "action": Action, "payment": Payment, "data": Data, "fault": Fault}
    for name, value in fields.items():
        if not isinstance(value, types[name]):
            raise TypeError(f"a response's {name} is of type {types[name].__name__}, not {type(value).__name__}")


def _validate_sizes(**fields: Optional[int]) -> None:
    bits = {"http_status": 16, "status": 16, "code": 32, "fault_offset": 32}
    for name, value in fields.items():
        if (value or 0) >> bits[name]:
            raise ValueError(f"a response's {name} is a number of {bits[name]} bits, not {value}")


def _validate_texts(**fields: str) -> None:
    capacities = {"description": _abi.DESCRIPTION_CAPACITY, "extra_text": _abi.EXTRA_CAPACITY}
    for name, text in fields.items():
        length = len(text.encode("utf-8"))
        if length > capacities[name]:
            raise ValueError(f"a response's {name} has up to {capacities[name]} bytes, not {length}")


def _possible_actions(outcome: Outcome, code: Optional[int], entry: Optional[Entry]) -> tuple[Action, ...]:
    if outcome is Outcome.SUCCESS:
        return (Action.PROCEED,)
    if entry is not None:
        return (entry.action,)
    if code is not None:
        return (Action.REPORT, Action.RETRY)
    return tuple(action for action in Action if action is not Action.PROCEED)
