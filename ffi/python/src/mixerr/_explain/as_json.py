"""What the command prints for machines."""

from __future__ import annotations

import json
from typing import Any

import mixerr
from mixerr import Action, Entry, Fault, Outcome
from mixerr._explain import look
from mixerr._explain.answer import Answer
from mixerr._explain.camel import camel

_KEYS = (
    *("kind", "form", "outcome", "action", "http_status", "code", "status", "entry", "description"),
    *("description_cut", "detail", "extra", "extra_cut", "fault", "offset", "expected"),
)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _entry_json(entry: Entry) -> str:
    row: dict[str, Any] = {"code": entry.code, "status": entry.status}
    row.update(name=entry.name, description=entry.description)
    row.update((name, camel(getattr(entry, name))) for name in ("category", "action", "edition", "trace"))
    return _dumps(row)


def catalog() -> str:
    return "[" + ",\n ".join(map(_entry_json, mixerr.catalog.values())) + "]\n"


def _object(entry: Entry | None, extra: str = "", **told: Any) -> str:
    """Returns an object on a line, with the same keys for everything."""
    texts = {key: _dumps(told.get(key)) for key in _KEYS}
    texts["entry"] = _entry_json(entry) if entry else "null"
    texts["extra"] = extra or "null"
    return "{" + ",".join(f'"{key}":{text}' for key, text in texts.items()) + "}\n"


def code(code: int) -> str:
    entry = mixerr.lookup(code)
    action = camel(entry.action if entry else Action.REPORT)
    return _object(entry, kind="code", action=action, code=code, description_cut=False, extra_cut=False)


def answered(answer: Answer) -> str:
    response = answer.response
    return _object(
        response.entry,
        "" if response.extra_cut else response.extra_text,
        kind="answer",
        form=answer.form,
        outcome=response.outcome.name.lower(),
        action=None if look.sender(answer) == look.UNKNOWN else camel(response.action),
        http_status=answer.http_status,
        code=response.code,
        status=response.status,
        description=response.description if response.outcome is Outcome.API_ERROR else None,
        description_cut=response.description_cut,
        detail=response.detail,
        extra_cut=response.extra_cut,
        fault=None if response.fault is Fault.NONE else response.fault.name.lower(),
        offset=response.offset,
    )
