"""The command ``mixerr``, also ``python -m mixerr``."""

from __future__ import annotations

import argparse
import difflib
import enum
import json
import os
import shutil
import signal
import sys
import textwrap
from typing import Any, BinaryIO, NoReturn, Optional

import mixerr
from mixerr import Entry, Explanation, Fault, Outcome, Response

# The exit codes for wrong usage and for a failure of reading or writing: EX_USAGE and EX_IOERR of sysexits.h.
_USAGE, _IO = 64, 74
_EXIT_CODES = {Outcome.SUCCESS: 0, Outcome.API_ERROR: 1, Outcome.NOT_FROM_API: 2}
# The number of bytes that are read at once; more is a log. And the number of bytes by which two windows overlap.
_WINDOW, _OVERLAP = 1 << 22, 4096
# The width of a label.
_INDENT = " " * 13

_DESCRIPTION = "Explains a response of the Mixin Network API, a log or an error code.\n\
mixerr logs FILE... counts the responses in files of logs: see mixerr logs --help."
_EXIT_TEXT = """\
Exit code:
  0   a success, or a code was looked up
  1   an error of the API
  2   a response that is not from the API
  64  wrong usage, or nothing is recognised in the text
  74  reading or writing failed
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _UsageError(message)


class _UsageError(Exception):
    """A wrong command line. The text is for a person."""


def main() -> int:
    """Runs the command and returns the exit code."""
    # End without a traceback on Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        output, exit_code = _run()
    except _UsageError as error:
        return _fail(_USAGE, str(error))
    except OSError as error:
        return _fail(_IO, str(error))
    try:
        sys.stdout.buffer.write(output.encode())
        sys.stdout.flush()
    except OSError as error:
        # At its exit, Python would flush the same output again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # A reader that closes the pipe early is not a failure.
        return exit_code if isinstance(error, BrokenPipeError) else _fail(_IO, str(error))
    return exit_code


def _parser() -> _Parser:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = _Parser("mixerr", None, _DESCRIPTION, _EXIT_TEXT, formatter_class=formatter, allow_abbrev=False)
    parser.add_argument("text", nargs="?", help="a body, a response with its head, a line of a log, a code or its "
                        "name; list: the catalog; without TEXT, or with -, stdin is read; "
                        "more than 4 MiB are a log")  # fmt: skip
    parser.add_argument("-s", "--status", type=_status, help="the HTTP status, 0 to 999; 0 for a WebSocket frame. TEXT "
                        "is then the body of that response")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one object, for programs; with list an array")
    parser.add_argument("-V", "--version", action="version", version=f"mixerr {mixerr.__version__}")
    return parser


def _status(text: str) -> int:
    # Python does not convert numbers of thousands of digits.
    if text.isascii() and text.isdigit() and len(text.lstrip("0")) <= 3:
        return int(text)
    raise argparse.ArgumentTypeError("an HTTP status is a number from 0 to 999")


def _run() -> tuple[str, int]:
    """Returns the output and the exit code."""
    if sys.argv[1:2] == ["logs"]:
        # Here, because the other commands would start 40 % slower.
        from mixerr import _logs

        return _logs.run(sys.argv[2:])
    parser = _parser()
    options = parser.parse_args()
    if options.text == "list":
        return _list(options), 0
    is_terminal = sys.stdin is not None and sys.stdin.isatty()
    if options.text is None and is_terminal:
        sys.stderr.write(parser.format_help())
        return "", _USAGE
    code = None if options.text in (None, "-") else _code(options.text, options.status)
    if code is not None:
        text = str(code).encode()
    elif options.text in (None, "-"):
        text = _read(sys.stdin.buffer, options.status)
    else:
        text = os.fsencode(options.text)
    explanation = mixerr.explain(text, options.status)
    if explanation.response is None:
        return "", _fail(_USAGE, _wrapped(explanation, sys.stderr.isatty()))
    exit_code = 0 if code is not None else _EXIT_CODES[explanation.response.outcome]
    is_unknown = options.status is None and explanation.response.http_status == 0
    if options.json:
        return _object(
            explanation, explanation.response, None if is_unknown else explanation.response.http_status
        ), exit_code
    return _wrapped(explanation, sys.stdout.isatty()), exit_code


def _read(stream: BinaryIO, http_status: Optional[int]) -> bytes:
    """Returns the text of a stream; of a log, the windows that contain its first and its last error."""
    window = chunk = stream.read(_WINDOW)
    if len(chunk) < _WINDOW:
        return window
    if http_status is not None:
        raise _UsageError("a body of more than 4 MiB: leave --status out to read a log")
    first = last = b""
    while True:
        is_last = len(chunk) < _WINDOW
        end = len(window) if is_last else _line_end(window, len(window))
        response = mixerr.explain(window[:end]).response
        if response is not None and response.outcome is Outcome.API_ERROR:
            first, last = first or window[:end], window[:end]
        if is_last:
            break
        chunk = stream.read(_WINDOW)
        window = window[_line_end(window, end - _OVERLAP) :] + chunk
    if not first:
        raise _UsageError("no error of the Mixin Network API is recognised in this log")
    return first if first is last else first + b"\n" + last


def _line_end(text: bytes, end: int) -> int:
    """Returns the end of the last line up to ``end``; ``end`` in a line that is too long for a window."""
    return text.rfind(b"\n", end - _OVERLAP, end) + 1 or end


def _code(text: str, http_status: Optional[int]) -> Optional[int]:
    """Returns the code that an argument names; None if the argument is a text."""
    words = text.strip()
    is_number = words.isascii() and words.isdigit()
    names = {entry.name: int(entry.code) for entry in mixerr.catalog.values()}
    code = names.get(words.upper()) if words.isascii() else None
    if is_number and len(words.lstrip("0")) <= 10:
        code = int(words) if int(words) <= 0xFFFFFFFF else None
    if http_status is not None and (is_number or code is not None):
        raise _UsageError(f"{words[:32]} is a code, not a body: leave --status out")
    if code is not None:
        return code
    if is_number:
        raise _UsageError(f"no code is greater than {0xFFFFFFFF}")
    if not words.startswith(("{", "[", '"')) and os.path.isfile(text):
        raise _UsageError("TEXT is the name of a file: put < before it")
    is_name = words.isascii() and words.replace("_", "a").isalnum()
    if is_name and words not in ("true", "false", "null"):
        similar = difflib.get_close_matches(words[:32].upper(), names, n=1)
        hint = f"did you mean {similar[0]}?" if similar else "see list"
        raise _UsageError(f"no code is named {words[:32]}; {hint}")
    return None


def _wrapped(explanation: Explanation, is_terminal: bool) -> str:
    if not is_terminal:
        return explanation
    width = shutil.get_terminal_size().columns
    lines = (
        textwrap.wrap(line, width, subsequent_indent=_INDENT, break_on_hyphens=False)
        for line in explanation.splitlines()
    )
    return "".join(f"{row}\n" for line in lines for row in line)


def _object(explanation: Explanation, response: Response, http_status: Optional[int]) -> str:
    """Returns an explanation as an object in one line. A value that the response does not have is null."""
    is_error = response.outcome is Outcome.API_ERROR
    fields = {
        "outcome": response.outcome.name.lower(),
        "action": _camel(response.action),
        "payment": _camel(response.payment),
        "data": _camel(response.data) if response.is_success else None,
        "http_status": http_status,
        "code": response.code,
        "status": response.status,
        "entry": None if response.entry is None else _row(response.entry),
        "description": response.description if is_error else None,
        "description_truncated": response.description_truncated,
        "detail": response.detail,
        "fault": None if response.fault is Fault.NONE else response.fault.name.lower(),
        "fault_offset": response.fault_offset,
        "explanation": explanation,
        "extra_truncated": response.extra_truncated,
    }
    # The extra is JSON already, and its numbers may not fit Python's.
    extra = "null" if response.extra_truncated else response.extra_text or "null"
    return f'{_json(fields)[:-1]},"extra":{extra}}}\n'


def _list(options: argparse.Namespace) -> str:
    """Returns the catalog, a line for each entry."""
    if options.status is not None:
        raise _UsageError("list takes no --status")
    rows = [_row(entry) for entry in mixerr.catalog.values()]
    if options.json:
        return "[" + ",\n ".join(map(_json, rows)) + "]\n"
    head = "   CODE  STATUS  NAME                            CATEGORY  ACTION       PAYMENT\n"
    form = "{code:>7}  {status:>6}  {name:30}  {category:8}  {action:11}  {payment}\n"
    return head + "".join(
        form.format(**{**row, "code": int(row["code"]), "status": row["status"] or "-"}) for row in rows
    )


def _row(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {"code": entry.code, "status": entry.status}
    row.update(name=entry.name, description=entry.description)
    row.update((name, _camel(getattr(entry, name))) for name in ("category", "action", "source", "payment"))
    return row


def _camel(word: enum.IntEnum) -> str:
    """Returns a name in the Rust library's spelling."""
    return "".join(map(str.capitalize, word.name.split("_")))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _fail(exit_code: int, message: str) -> int:
    # A message may contain an argument, and that characters that control a terminal, or bytes that are not UTF-8.
    text = "".join(c if c.isprintable() or c == "\n" else "?" for c in message.rstrip())
    if sys.stderr is not None:
        sys.stderr.write(f"mixerr: {text}\n")
    return exit_code
