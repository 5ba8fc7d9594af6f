"""The command line and the exit code."""

from __future__ import annotations

import io
import os
import sys
from typing import BinaryIO

import mixerr
from mixerr import Outcome
from mixerr._explain import as_json, as_lines, file, look
from mixerr._explain.answer import read
from mixerr._explain.page import harmless, page
from mixerr._explain.question import Usage, names_code, question

HELP = """\
Tells what an answer of the Mixin Network API means, and what to do now.

Usage:
  python -m mixerr CODE                what the catalog says of a code: 20119,
                                       or its name: PIN_INCORRECT
  python -m mixerr [-s STATUS] < FILE  an answer's body from stdin; - reads a
                                       terminal
  python -m mixerr [-s STATUS] BODY    the same from an argument
  python -m mixerr list                the catalog

Without -s the HTTP status is not known, and what people paste is read too:
  {"status":202,"code":20117}   the error object alone
  [202/20117] Insufficient...   an error as SDKs print it
  ERROR 20119: PIN incorrect.   or a line of a log
  HTTP/1.1 202 Accepted ...     the whole response, as curl -i or -v shows it

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
  2   not from the API, or not the body as it was sent
  64  wrong usage, or no answer in the text
  74  reading or writing failed

The keys of --json, the same in every object; null where one says nothing:
  kind              "answer" or "code"
  form              "body", "response" (curl -i), "object" or "text" (pasted)
  outcome           "success", "api_error" or "not_from_api"
  action            what to do, as in the catalog: "Retry", "AskUser", ...;
                    null, too, if the body is not as it was sent
  payment           "Possible" or "Excluded": whether this request may have paid
  data              of a success: "Absent", "Null" or "Present"
  http_status       the HTTP status, if known
  code, status      error.code and error.status
  entry             the catalog's entry, an object
  description       error.description; description_truncated if it was longer
  detail            what the server filled into the catalog's description
  extra             error.extra as it is; null and extra_truncated if longer
  fault             "malformed", "foreign", "http" or "too_deep"
  fault_offset      the byte where the fault is
  expected          always null; the Rust example explain says it
"""
_EXIT_CODES = {Outcome.SUCCESS: 0, Outcome.API_ERROR: 1, Outcome.NOT_FROM_API: 2}
_USAGE, _IO = 64, 74


def main() -> int:
    """Runs the command and returns the exit code."""
    try:
        text, exit_code = _respond(sys.argv[1:])
    except Usage as error:
        return _fail(_USAGE, str(error))
    except OSError as error:
        return _fail(_IO, str(error))
    if sys.stdout is None:
        return exit_code
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except OSError as error:
        # At its exit, Python would flush the same output again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # A closed pipe is not a failure: `head` closes it, for example.
        return exit_code if isinstance(error, BrokenPipeError) else _fail(_IO, str(error))
    return exit_code


def _fail(exit_code: int, message: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"mixerr: {harmless(message)}\n")
    return exit_code


def _respond(arguments: list[str]) -> tuple[str, int]:
    """Returns the output and the exit code."""
    told, http_status, is_json, operands = _parsed(arguments)
    if told is not None:
        return told, 0
    if len(operands) > 1:
        raise Usage(f"too many arguments, from {_shown(operands[1])} on; words need quotes around them")
    asked = _asked(operands[0], http_status) if operands else None
    if isinstance(asked, str):
        return as_json.catalog() if is_json else as_lines.catalog(), 0
    if asked is not None:
        return as_json.code(asked) if is_json else page(as_lines.code(asked)), 0
    if operands and operands[0] != "-":
        source: BinaryIO = io.BytesIO(os.fsencode(operands[0]))
    elif not operands and sys.stdin is not None and sys.stdin.isatty():
        sys.stderr.write(HELP)
        return "", _USAGE
    else:
        source = sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
    answer = read(http_status, source)
    if answer.http_status is None and look.sender(answer) == look.MAYBE_NOBODY:
        raise Usage("no answer in this text: give the body, and its HTTP status with --status")
    text = as_json.answered(answer) if is_json else page(as_lines.answered(answer))
    return text, _EXIT_CODES[answer.response.outcome]


def _parsed(arguments: list[str]) -> tuple[str | None, int | None, bool, list[str]]:
    """Returns the text of --help or --version, the HTTP status, whether to print JSON, and the operands."""
    http_status, is_json, operands = None, False, []
    rest = iter(arguments)
    for argument in rest:
        if argument == "-" or not argument.startswith("-"):
            operands.append(argument)
            continue
        if argument == "--":
            operands += rest
            break
        name, is_given, value = argument.partition("=") if argument.startswith("--") else (argument, "", "")
        if name in ("-h", "--help") and not is_given:
            return HELP, None, False, []
        if name in ("-V", "--version") and not is_given:
            return f"mixerr {mixerr.__version__}\n", None, False, []
        if name == "--json" and not is_given:
            is_json = True
        elif name in ("-s", "--status"):
            given = value if is_given else next(rest, None)
            if given is None:
                raise Usage(f"{name} needs an HTTP status")
            http_status = _http_status(given)
        elif name in ("--help", "--version", "--json"):
            raise Usage(f"{name} takes no value")
        elif name.startswith("-s"):
            http_status = _http_status(name[2:])
        else:
            raise Usage(f"unknown option {_shown(name)}, see python -m mixerr --help")
    return None, http_status, is_json, operands


def _http_status(text: str) -> int:
    # Python does not convert numbers of thousands of digits.
    if text.isascii() and text.isdigit() and len(text.lstrip("0")) <= 3:
        return int(text[-3:])
    raise Usage(f"{_shown(text)} is no HTTP status, which is 0 to 999")


def _asked(operand: str, http_status: int | None) -> int | str | None:
    """Returns the code or the "list" that an operand names; None if it is a body."""
    asked, unknown = None, None
    if http_status is not None and names_code(operand.strip()):
        raise Usage(f"{_shown(operand)} is a code, not a body: leave --status out")
    # With an HTTP status, an operand can only be a body.
    if http_status is None:
        try:
            asked = question(operand.strip())
        except Usage as error:
            unknown = error
    if asked is None and operand != "-" and file.is_named(operand):
        raise Usage(f"{_shown(operand)} names a file: give it on stdin, with < before its name")
    if unknown is not None:
        raise unknown
    return asked


def _shown(argument: str) -> str:
    """Returns an argument as one short line, for a message."""
    text = os.fsencode(argument).decode("utf-8", "replace")
    return f'"{harmless(text[:32])}{"..." if len(text) > 32 else ""}"'
