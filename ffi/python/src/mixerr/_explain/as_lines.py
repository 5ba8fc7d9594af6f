"""Output as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Optional

import mixerr
from mixerr import Action, Data, Entry, Fault, Outcome, Payment, Response, Source
from mixerr._explain import look
from mixerr._explain.answer import Answer
from mixerr._explain.camel import camel

_ADVICE = {
    Action.REPORT: "No remedy is documented: show it and log it.",
    Action.PROCEED: "The request succeeded: go on.",
    Action.RETRY: "Send the same request again, with the same trace_id or request_id.",
    Action.WAIT: "Wait, then send the same request again, with the same trace_id or request_id.",
    Action.ASK_USER: "A person must decide or change something: no automatic retry.",
    Action.FIX_REQUEST: "The request is wrong: fix the program. Retrying is useless.",
    Action.REAUTHORIZE: "Get a new token or authorization code, then send again.",
    Action.RECONCILE: "Read the transfer by its trace_id or request_id first: it may be paid already.",
    Action.RESYNC: "Fetch the conversation's participants again, then send again.",
    Action.FIX_CLOCK: "Set the clock of this device, then send again.",
    Action.UPDATE_APP: "Install a newer version of the app.",
}
_LATER = (Action.REAUTHORIZE, Action.RECONCILE, Action.RESYNC, Action.FIX_CLOCK)
_RETRY = {
    Action.RETRY: "yes",
    Action.WAIT: "yes, after a pause",
    **dict.fromkeys(_LATER, "not before that is done"),
}
_PAYMENT = {
    Payment.POSSIBLE: "possible: if this request pays, it may have paid",
    Payment.EXCLUDED: "excluded: this request paid nothing; an earlier one may have",
}
_DATA = {
    Data.ABSENT: "absent; every endpoint that pays always sends it",
    Data.NULL: "null",
    Data.PRESENT: "present",
}
_SOURCE = {
    Source.ORIGINAL: "the original error table of 2018",
    Source.DOCS: "a later edition of the error table",
    Source.APPS: "the official apps only",
    Source.CALLS: "the group-call service",
}
_IN_FRONT = "a web server, proxy or captive portal in front of the API"
# For input that is not the body as the server sent it.
_NOT_KNOWN = "not known yet"
Lines = Iterator[tuple[Optional[str], str]]
"""Labels and texts. The label of a headline is empty. A text with the label None is printed without layout."""


def catalog() -> str:
    rows = ["   CODE  STATUS  NAME                            CATEGORY  ACTION       PAYMENT\n"]
    for entry in mixerr.catalog.values():
        status, category, action = entry.status or "-", camel(entry.category), camel(entry.action)
        words = f"{entry.name:30}  {category:8}  {action:11}  {camel(entry.payment)}"
        rows.append(f"{int(entry.code):>7}  {status:>6}  {words}\n")
    return "".join(rows)


def code(code: int) -> Lines:
    """Yields the lines about a code."""
    entry = mixerr.lookup(code)
    yield "", f"{code} {entry.name}" if entry else f"{code} is not in the catalog"
    yield from _means(entry)
    yield from _what_to_do(entry.action if entry else Action.REPORT, entry.payment if entry else Payment.POSSIBLE)
    yield from _source(entry)


def answered(answer: Answer) -> Lines:
    """Yields the lines about a response."""
    if answer.response.is_success:
        what = "this is JSON without an error" if answer.start else "an empty body, as this HTTP status always has"
        yield "", "Success"
        yield "answered by", f"the API: {what}"
        yield "HTTP status", _told(answer, "not told; only with 200 to 209 it is a success", "{}")
        yield "data", _DATA[answer.response.data]
        yield "what to do", _ADVICE[Action.PROCEED]
        yield "payment", _PAYMENT[Payment.POSSIBLE]
    elif answer.response.outcome is Outcome.API_ERROR:
        yield from _api_error_lines(answer)
    else:
        yield from _not_from_api_lines(answer)


def _told(answer: Answer, untold: str, told: str) -> str:
    if answer.http_status is None:
        return untold
    return told.format(answer.http_status) if answer.http_status else "none, as in a WebSocket frame"


def _api_error_lines(answer: Answer) -> Lines:
    response, entry, http_status = answer.response, answer.response.entry, answer.http_status
    name = f" {entry.name}" if entry else ", which is not in the catalog"
    yield "", f"API error {int(response.code or 0)}{name}"
    yield "answered by", "the API"
    if answer.form == "object":
        yield "read as", "the error object, without the envelope around it"
    if answer.form == "text":
        yield "read as", "an error in words, as a log shows it"
    if http_status is not None:
        is_2xx, note = 200 <= http_status <= 299, ", which the API itself does not use"
        note = ", which looks like a success and is none" if is_2xx else "" if http_status == 500 else note
        yield "HTTP status", _told(answer, "", "{}" + note)
    if response.status is not None:
        is_unlike = http_status and http_status != response.status
        yield (
            "body status",
            f"{response.status}, unlike the HTTP status" if is_unlike else str(response.status),
        )
    yield from _means(entry)
    yield from _server_words(response)
    yield from _what_to_do(response.action, response.payment)
    yield from _source(entry)


def _server_words(response: Response) -> Lines:
    """Yields the lines about the texts from the server."""
    if response.description and not (response.entry and response.description == response.entry.description):
        yield "server says", response.description + ("...(truncated)" if response.description_truncated else "")
    field, reason = response.field, response.reason
    is_told = field is not None and reason is not None
    told = f'{{"field":"{field}","reason":"{reason}"}}' if is_told else ""
    for label, text in (("detail", response.detail), ("field", field), ("reason", reason)):
        if text is not None:
            yield label, text
    if response.extra_text != told:
        yield "extra", response.extra_text + ("...(truncated)" if response.extra_truncated else "")


def _not_from_api_lines(answer: Answer) -> Lines:
    response = answer.response
    sender = look.sender(answer)
    is_known = sender != look.UNKNOWN
    senders = {
        look.MAYBE_API: "the API, but damaged on its way, or something in front of it",
        look.UNKNOWN: _NOT_KNOWN,
    }
    title, who = {
        Fault.MALFORMED: (f"malformed JSON at byte {response.fault_offset}", senders.get(sender or "", _IN_FRONT)),
        Fault.TOO_DEEP: (
            f"more than 64 levels of nesting at byte {response.fault_offset}",
            "something in front of the API, which never nests so deep",
        ),
        Fault.FOREIGN: (
            "an error of another form",
            "another service: an error of the API has a number as its code",
        ),
        Fault.ORIGIN: ("X-Request-Id is not echoed", _IN_FRONT),
        Fault.HTTP: (f"JSON without an error, at HTTP {response.http_status}", _IN_FRONT),
    }[response.fault]
    yield "", f"{'Not from the API' if is_known else 'Not the body as it was sent'}: {title}"
    yield "answered by", who
    if response.fault is Fault.MALFORMED:
        yield "looks like", look.malformed(answer)[0]
    if response.fault_offset is not None:
        yield None, look.excerpt(answer, response.fault_offset)
    if not is_known:
        yield "HTTP status", _told(answer, "not told", "{}")
        yield "what to do", "Give the body as it was sent, and ask again."
        yield "retry", _NOT_KNOWN
        yield "payment", _PAYMENT[Payment.POSSIBLE]
        return
    note = ", which the API itself does not use"
    if response.http_status == 500:
        note = "; the API itself would say in the body what failed"
    elif 200 <= response.http_status <= 209:
        note = ", and yet no success"
    yield "HTTP status", _told(answer, "not told; with --status the advice may be another", "{}" + note)
    yield from _what_to_do(response.action, response.payment)


def _means(entry: Entry | None) -> Lines:
    yield "means", entry.description if entry else "unknown; the server may be newer than this catalog"


def _what_to_do(action: Action, payment: Payment) -> Lines:
    yield "what to do", _ADVICE[action]
    yield "retry", _RETRY.get(action, "no")
    yield "payment", _PAYMENT[payment]


def _source(entry: Entry | None) -> Lines:
    if entry is not None:
        status = f"documented with HTTP {entry.status}" if entry.status else "no documented status"
        yield "category", camel(entry.category)
        yield "source", f"{_SOURCE[entry.source]}; {status}"
