"""Output as JSON."""

from __future__ import annotations

import json
from typing import Any

import mixerr
from mixerr import Action, Entry, Fault, Outcome, Payment
from mixerr._explain import look
from mixerr._explain.answer import Answer
from mixerr._explain.camel import camel

_KEYS = (
    *("kind", "form", "outcome", "action", "payment", "data", "http_status", "code", "status", "entry"),
    *(
        "description",
        "description_truncated",
        "detail",
        "extra",
        "extra_truncated",
        "fault",
        "fault_offset",
        "expected",
    ),
)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _entry_json(entry: Entry) -> str:
    row: dict[str, Any] = {"code": entry.code, "status": entry.status}
    row.update(name=entry.name, description=entry.description)
    row.update((name, camel(getattr(entry, name))) for name in ("category", "action", "source", "payment"))
    return _dumps(row)


def catalog() -> str:
    return "[" + ",\n ".join(map(_entry_json, mixerr.catalog.values())) + "]\n"


def _object(entry: Entry | None, extra: str = "", **told: Any) -> str:
    """Returns a line with an object. Every object has the same keys."""
    texts = {key: _dumps(told.get(key)) for key in _KEYS}
    texts["entry"] = _entry_json(entry) if entry else "null"
    texts["extra"] = extra or "null"
    return "{" + ",".join(f'"{key}":{text}' for key, text in texts.items()) + "}\n"


def code(code: int) -> str:
    entry = mixerr.lookup(code)
    return _object(
        entry,
        kind="code",
        action=camel(entry.action if entry else Action.REPORT),
        payment=camel(entry.payment if entry else Payment.POSSIBLE),
        code=code,
        description_truncated=False,
        extra_truncated=False,
    )


def answered(answer: Answer) -> str:
    response = answer.response
    return _object(
        response.entry,
        "" if response.extra_truncated else response.extra_text,
        kind="answer",
        form=answer.form,
        outcome=response.outcome.name.lower(),
        action=None if look.sender(answer) == look.UNKNOWN else camel(response.action),
        payment=camel(response.payment),
        data=camel(response.data) if response.is_success else None,
        http_status=answer.http_status,
        code=response.code,
        status=response.status,
        description=response.description if response.outcome is Outcome.API_ERROR else None,
        description_truncated=response.description_truncated,
        detail=response.detail,
        extra_truncated=response.extra_truncated,
        fault=None if response.fault is Fault.NONE else response.fault.name.lower(),
        fault_offset=response.fault_offset,
    )
