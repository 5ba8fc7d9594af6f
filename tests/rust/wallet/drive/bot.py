"""Runs the bot once for each line of the standard input, in a process of its own. See process.rs.

A line is the directory and the bot's arguments. The seam's connection gets the exit code and the output.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import io
import os
import ssl
import sys
import traceback

import httpx

CONTROL = 100
"""The descriptor of the connection that seam.c opens."""

specification = importlib.util.spec_from_file_location("bot", sys.argv[1])
assert specification and specification.loader
bot = importlib.util.module_from_spec(specification)
specification.loader.exec_module(bot)

# Each client reads the system's certificates, which takes most of the time. The drive speaks HTTP.
ssl.create_default_context = functools.cache(ssl.create_default_context)  # type: ignore[assignment]
httpx.AsyncClient()


def run(directory: str, arguments: list[str], answers: str) -> str:
    os.chdir(directory)
    sys.argv = ["bot.py", *arguments]
    sys.stdin = io.StringIO(answers)
    sys.stderr = io.StringIO()
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output):
            code = bot.main()
    except SystemExit as ending:
        code = ending.code
    except BaseException:
        return f"1 {traceback.format_exc()!r}"
    return f"{code} {output.getvalue().split()}"


for line in sys.stdin:
    directory, answers, *arguments = line.split()
    child = os.fork()
    if child == 0:
        result = run(directory, arguments, "y\n" * int(answers))
        os.write(CONTROL, f"exit {result}\n".encode())
        os._exit(0)
    if os.WIFSIGNALED(os.waitpid(child, 0)[1]):
        os.write(CONTROL, b"killed\n")
