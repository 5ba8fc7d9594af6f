"""Tells what an answer of the API means, or one of its error codes: ``python -m mixerr``.

It mirrors the example ``explain`` of the Rust library, and a test compares the two. Explain alone reads what
people paste of logs and of ``curl -i``, shows where a malformed body is wrong, and keeps more than 128 bytes
of a text.
"""

from __future__ import annotations

import difflib
import getopt
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

import mixerr
from mixerr import Action, Edition, Entry, Fault, Outcome, Response, Trace

HELP = """\
Tells what an answer of the Mixin Network API means, and what to do now.

Usage:
  python -m mixerr CODE                what the catalog says of a code: 20119,
                                       or its name: PIN_INCORRECT
  python -m mixerr [-s STATUS] < BODY  an answer's body from stdin; - reads a
                                       terminal
  python -m mixerr [-s STATUS] BODY    the same from an argument
  python -m mixerr list                the catalog

Without -s the HTTP status is not known, and an error object without the
envelope around it is read too: {"status":202,"code":20117}

Options:
  -s, --status STATUS   the HTTP status, 0 to 999; 0 for a WebSocket frame.
                        What is given then is read as a body and nothing else
  --json                for machines: one object a line; with list one array
  -h, --help            this text
  -V, --version         the version
  --                    no options after this

Exit code:
  0   a success, or a question about the catalog
  1   an error of the API
  2   not from the API
  64  wrong usage
  74  reading or writing failed
"""

_USAGE, _IO = 64, 74

# How much of stdin is read at once.
_CHUNK = 1 << 16

# The columns of a line, and those of a label with what stands around it.
_WIDTH, _MARGIN = 80, 15

_ADVICE = {
    Action.NONE: "Nothing to do: the request succeeded.",
    Action.RETRY: "Send the same request again, with the same trace id.",
    Action.WAIT: "Wait, then send the same request again, with the same trace id.",
    Action.ASK_USER: "A person must change or decide something. Do not retry by itself.",
    Action.FIX_REQUEST: "The request is wrong: fix the program. Retrying is useless.",
    Action.REAUTHORIZE: "Get a new token or authorization code, then send again.",
    Action.RECONCILE: "Read the transfer by its trace id first: it may be paid already.",
    Action.RESYNC: "Fetch the conversation's participants again, then send again.",
    Action.FIX_CLOCK: "Set the clock of this device, then send again.",
    Action.UPDATE_APP: "Install a newer version of the app.",
    Action.REPORT: "Nobody documents a remedy: show it, log it, and keep the trace id.",
}
_LATER = (Action.REAUTHORIZE, Action.RECONCILE, Action.RESYNC, Action.FIX_CLOCK)
_RETRY = {
    Action.RETRY: "yes",
    Action.WAIT: "yes, after a pause",
    **dict.fromkeys(_LATER, "not before that is done"),
}
_TRACE = {
    Trace.DISCARD: "may be thrown away: this request surely moved nothing",
    Trace.KEEP: "keep it: if this was a transfer, it may have happened",
}
_EDITION = {
    Edition.V2018: "the original error table of 2018",
    Edition.DOCS: "a later edition of the error table",
    Edition.APPS: "the official apps only",
    Edition.CALLS: "the group-call service",
}
_IN_FRONT = "a web server, proxy or captive portal in front of the API"

_KEYS = (
    *("kind", "form", "outcome", "action", "http_status", "code", "status", "entry", "description"),
    *("description_cut", "detail", "extra", "extra_cut", "fault", "offset", "expected"),
)
# What turns the direction of writing, or ends a line, without being a control character.
_TURNS = "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"

_Lines = Iterator[tuple[str, str]]
"""Labels and texts; the first one is a headline, without a label."""


class _Usage(Exception):
    """A command line that asks for nothing; a sentence for a person."""


class _Answer(NamedTuple):
    response: Response
    http_status: int | None
    """None if it was not told."""
    form: str
    may_be_the_api: bool
    """Whether a malformed body looks like JSON that was damaged."""


def main() -> int:
    """Answers the command line, and returns the exit code."""
    try:
        text, exit_code = _respond(sys.argv[1:])
    except (_Usage, getopt.GetoptError) as error:
        return _fail(_USAGE, str(error))
    except OSError as error:
        return _fail(_IO, str(error))
    if sys.stdout is None:
        return exit_code
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except OSError as error:
        # Python would try once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # A reader that has seen enough is no failure.
        return exit_code if isinstance(error, BrokenPipeError) else _fail(_IO, str(error))
    return exit_code


def _fail(exit_code: int, message: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"mixerr: {_harmless(message)}\n")
    return exit_code


def _respond(arguments: list[str]) -> tuple[str, int]:
    """Returns what to print and the exit code."""
    options, operands = getopt.gnu_getopt(arguments, "s:hV", ["status=", "json", "help", "version"])
    names = {name for name, _ in options}
    statuses = [_http_status(value) for name, value in options if name in ("-s", "--status")]
    http_status, is_json = statuses[-1] if statuses else None, "--json" in names
    if names & {"-h", "--help"}:
        return HELP, 0
    if names & {"-V", "--version"}:
        return f"mixerr {mixerr.__version__}\n", 0
    if len(operands) > 1:
        raise _Usage(f"too many arguments, from {operands[1][:32]} on; words need quotes around them")
    # With a status everything is a body: a script need not look at what it hands over.
    question = _question(operands[0].strip()) if operands and http_status is None else None
    if isinstance(question, str):
        return _list_json() if is_json else _list_plain(), 0
    if question is not None:
        return _code_json(question) if is_json else _page(_code_lines(question)), 0
    if operands and operands[0] != "-":
        source: BinaryIO = io.BytesIO(os.fsencode(operands[0]))
    elif not operands and sys.stdin is not None and sys.stdin.isatty():
        sys.stderr.write(HELP)
        return "", _USAGE
    else:
        source = sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
    answer = _read(http_status, source)
    text = _answer_json(answer) if is_json else _page(_answer_lines(answer))
    return text, int(answer.response.outcome)


def _http_status(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text[:99]) <= 999:
        return int(text[:99])
    raise _Usage(f'"{text[:32]}" is no HTTP status, which is 0 to 999')


def _question(text: str) -> int | str | None:
    """Returns the code, or the "list", that an argument asks for; None if it is an answer's body."""
    if text == "list":
        return text
    if text.isascii() and text.isdigit():
        # Python refuses to convert numbers of thousands of digits.
        if len(text.lstrip("0")) > 10 or int(text) > 0xFFFFFFFF:
            raise _Usage(f"no code is greater than {0xFFFFFFFF}")
        return int(text)
    # A word that is no JSON by itself can only be a name.
    is_word = text.isascii() and text[:1].isalpha() and text.replace("_", "").isalnum()
    if not is_word or text in ("true", "false", "null"):
        return None
    codes = {entry.name: entry.code for entry in mixerr.catalog.values()}
    if text.upper() in codes:
        return codes[text.upper()]
    alike = difflib.get_close_matches(text[:40].upper(), codes)
    hint = f"did you mean {', '.join(alike)}?" if alike else "list tells them all"
    raise _Usage(f"no code is named {text[:40]}; {hint}")


def _read(http_status: int | None, source: BinaryIO) -> _Answer:
    """Reads an answer, piece by piece, to its end or to its fault."""
    reader, object_reader = mixerr.Reader(), mixerr.Reader()
    # An error object reads the same as the member of an envelope.
    object_reader.feed(b'{"error":')
    seems_json = is_empty = True
    while not reader.is_faulty:
        chunk = source.read(_CHUNK)
        if not chunk:
            break
        if is_empty:
            start = chunk.lstrip(b" \t\n\f\r")
            seems_json, is_empty = start[:1] in (b"{", b"["), not start
        reader.feed(chunk)
        object_reader.feed(chunk)
    was_cut = not reader.is_faulty and not is_empty
    response, form = reader.finish(http_status or 0), "body"
    if http_status is None and response.outcome is Outcome.SUCCESS:
        object_reader.feed(b"}")
        pasted = object_reader.finish(0)
        # Many services put a small code into their JSON: alone, it must be a known one.
        is_known = pasted.entry is not None and pasted.entry.code >= 1000
        if pasted.outcome is Outcome.API_ERROR and (
            pasted.status is not None or pasted.description or is_known
        ):
            response, form = pasted, "object"
    return _Answer(response, http_status, form, was_cut or (seems_json and not is_empty))


def _camel(word: Any) -> str:
    """Spells a member of an enum as the Rust library does."""
    return "".join(map(str.capitalize, word.name.split("_")))


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _entry_json(entry: Entry) -> str:
    row: dict[str, Any] = {"code": entry.code, "status": entry.status}
    row.update(name=entry.name, description=entry.description)
    row.update((name, _camel(getattr(entry, name))) for name in ("category", "action", "edition", "trace"))
    return _dumps(row)


def _list_json() -> str:
    return "[" + ",\n ".join(map(_entry_json, mixerr.catalog.values())) + "]\n"


def _object(entry: Entry | None, extra: str = "", **told: Any) -> str:
    """Returns an object on a line, with the same keys for everything."""
    texts = {key: _dumps(told.get(key)) for key in _KEYS}
    texts["entry"] = _entry_json(entry) if entry else "null"
    texts["extra"] = extra or "null"
    return "{" + ",".join(f'"{key}":{text}' for key, text in texts.items()) + "}\n"


def _code_json(code: int) -> str:
    entry = mixerr.lookup(code)
    action = _camel(entry.action if entry else Action.REPORT)
    return _object(entry, kind="code", action=action, code=code, description_cut=False, extra_cut=False)


def _answer_json(answer: _Answer) -> str:
    response = answer.response
    return _object(
        response.entry,
        "" if response.extra_cut else response.extra_text,
        kind="answer",
        form=answer.form,
        outcome=response.outcome.name.lower(),
        action=_camel(response.action),
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


def _list_plain() -> str:
    rows = ["   CODE  STATUS  NAME                            CATEGORY  ACTION       TRACE\n"]
    for entry in mixerr.catalog.values():
        status, category, action = entry.status or "-", _camel(entry.category), _camel(entry.action)
        words = f"{entry.name:30}  {category:8}  {action:11}  {_camel(entry.trace)}"
        rows.append(f"{int(entry.code):>7}  {status:>6}  {words}\n")
    return "".join(rows)


def _code_lines(code: int) -> _Lines:
    """What the catalog says of a code."""
    entry = mixerr.lookup(code)
    yield "", f"{code} {entry.name}" if entry else f"{code} is not in the catalog"
    yield from _means(entry)
    yield from _what_to_do(entry.action if entry else Action.REPORT, entry.trace if entry else Trace.KEEP)
    yield from _known_from(entry)


def _answer_lines(answer: _Answer) -> _Lines:
    """What the library says of an answer."""
    if answer.response.outcome is Outcome.SUCCESS:
        yield "", "Success"
        yield "answered by", "the API: this is JSON without an error"
        yield "HTTP status", _told(answer, "not told; only with 200 to 209 it is a success", "{}")
        yield "what to do", _ADVICE[Action.NONE]
    elif answer.response.outcome is Outcome.API_ERROR:
        yield from _api_error_lines(answer)
    else:
        yield from _not_from_api_lines(answer)


def _told(answer: _Answer, untold: str, told: str) -> str:
    if answer.http_status is None:
        return untold
    return told.format(answer.http_status) if answer.http_status else "none, as in a WebSocket frame"


def _api_error_lines(answer: _Answer) -> _Lines:
    response, entry, http_status = answer.response, answer.response.entry, answer.http_status
    name = f" {entry.name}" if entry else ", which is not in the catalog"
    yield "", f"API error {int(response.code or 0)}{name}"
    yield "answered by", "the API"
    if answer.form == "object":
        yield "read as", "the error object, without the envelope around it"
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
    yield from _what_to_do(response.action, response.trace)
    yield from _known_from(entry)


def _server_words(response: Response) -> _Lines:
    """What the server said beyond the catalog."""
    if response.description and not (response.entry and response.description == response.entry.description):
        yield "server says", response.description + ("...(cut)" if response.description_cut else "")
    field, reason = response.field, response.reason
    is_told = field is not None and reason is not None
    told = f'{{"field":"{field}","reason":"{reason}"}}' if is_told else ""
    for label, text in (("detail", response.detail), ("field", field), ("reason", reason)):
        if text is not None:
            yield label, text
    if response.extra_text != told:
        yield "extra", response.extra_text + ("...(cut)" if response.extra_cut else "")


def _not_from_api_lines(answer: _Answer) -> _Lines:
    response = answer.response
    title, who = {
        Fault.MALFORMED: (
            f"malformed JSON at byte {response.offset}",
            "the API, but damaged on its way, or something in front of it"
            if answer.may_be_the_api
            else _IN_FRONT,
        ),
        Fault.TOO_DEEP: (
            f"more than 64 levels of nesting at byte {response.offset}",
            "something in front of the API, which never nests so deep",
        ),
        Fault.FOREIGN: (
            "an error of another form",
            "another service: an error of the API has a number as its code",
        ),
        Fault.HTTP: (f"JSON without an error, at HTTP {response.http_status}", _IN_FRONT),
    }[response.fault]
    yield "", f"Not from the API: {title}"
    yield "answered by", who
    note = ", which the API itself does not use"
    if response.http_status == 500:
        note = "; the API itself would say in the body what failed"
    elif 200 <= response.http_status <= 209:
        note = ", and yet no success"
    yield "HTTP status", _told(answer, "not told; with --status the advice may be another", "{}" + note)
    yield from _what_to_do(response.action, response.trace)


def _means(entry: Entry | None) -> _Lines:
    yield "means", entry.description if entry else "unknown; the server may be newer than this catalog"


def _what_to_do(action: Action, trace: Trace) -> _Lines:
    yield "what to do", _ADVICE[action]
    yield "retry", _RETRY.get(action, "no")
    yield "trace id", _TRACE[trace]


def _known_from(entry: Entry | None) -> _Lines:
    if entry is not None:
        status = f"documented with HTTP {entry.status}" if entry.status else "no documented status"
        yield "category", _camel(entry.category)
        yield "known from", f"{_EDITION[entry.edition]}; {status}"


def _page(lines: _Lines) -> str:
    """Returns a page for people: a headline, and aligned lines under it."""
    is_bold = sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    bold, plain = ("\x1b[1m", "\x1b[0m") if is_bold else ("", "")
    page = []
    for label, text in lines:
        for row, part in enumerate(_wrapped(text, _WIDTH - _MARGIN if label else _WIDTH - 2)):
            if label:
                page.append(f"  {'' if row else label:11}  {part}\n")
            else:
                page.append(f"{'  ' if row else ''}{bold}{part}{plain}\n")
    return "".join(page)


def _columns(text: str) -> int:
    """Returns how many columns a terminal needs; characters of East Asia are two columns wide."""
    return sum(2 if character >= "\u1100" else 1 for character in text)


def _wrapped(text: str, width: int) -> list[str]:
    """Breaks a text into lines: where it has spaces, or else where it must."""
    lines, line = [], ""
    for word in _harmless(text).split(" "):
        if line and _columns(line) + 1 + _columns(word) > width:
            lines.append(line)
            line = ""
        line += " " if line else ""
        for character in word:
            if _columns(line) >= width:
                lines.append(line)
                line = ""
            line += character
    return [*lines, line]


def _harmless(text: str) -> str:
    """Escapes what moves a terminal's cursor, ends a line or turns the direction of writing."""
    return "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[character]
    # Surrogates are what is no UTF-8 in an argument.
    is_control = unicodedata.category(character) in ("Cc", "Cs")
    return f"\\u{{{ord(character):x}}}" if is_control or character in _TURNS else character


if __name__ == "__main__":
    sys.exit(main())
