"""The command line: what it asks for, and the exit code."""

from __future__ import annotations

import getopt
import io
import os
import sys
from typing import BinaryIO

import mixerr
from mixerr._explain import as_json, as_lines
from mixerr._explain.answer import read
from mixerr._explain.page import harmless, page
from mixerr._explain.question import Usage, question

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


def main() -> int:
    """Answers the command line, and returns the exit code."""
    try:
        text, exit_code = _respond(sys.argv[1:])
    except (Usage, getopt.GetoptError) as error:
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
        sys.stderr.write(f"mixerr: {harmless(message)}\n")
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
        raise Usage(f"too many arguments, from {operands[1][:32]} on; words need quotes around them")
    # With a status everything is a body: a script need not look at what it hands over.
    asked = question(operands[0].strip()) if operands and http_status is None else None
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
    text = as_json.answered(answer) if is_json else page(as_lines.answered(answer))
    return text, int(answer.response.outcome)


def _http_status(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text[:99]) <= 999:
        return int(text[:99])
    raise Usage(f'"{text[:32]}" is no HTTP status, which is 0 to 999')
