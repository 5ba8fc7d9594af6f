"""The command ``mixerr`` and ``mixerr.explain``, on the cases that the Rust command has, too."""

from __future__ import annotations

import io
import json
import os
import pty
import random
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import mixerr
import pytest
import vectors
from mixerr import Outcome, _command

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "ffi" / "python" / "src"
PIN = b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}'
COMMAND = [sys.executable, "-m", "mixerr"]
OUTCOMES = {Outcome.SUCCESS: "success", Outcome.API_ERROR: "api", Outcome.NOT_FROM_API: "not_from_api"}


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCES), **more}


def run(*arguments: str | bytes, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment(**more), check=False)


def pasted() -> list[tuple[str, int | None, bytes, tuple[str, ...]]]:
    """Returns the rows of explain.tsv."""
    rows = []
    for name, http_status, text, *columns in vectors.rows("explain.tsv", 7):
        status = None if http_status == b"-" else int(http_status)
        rows.append((name.decode(), status, vectors.decode(text), tuple(map(bytes.decode, columns))))
    return rows


def columns(explanation: mixerr.Explanation) -> tuple[str, ...]:
    """Returns the columns of explain.tsv for an explanation."""
    response = explanation.response
    also = re.search("^Also found:  ([0-9]+) ", explanation, re.M)
    other = also[1] if also else "-"
    if response is None:
        return "-", "-", other, "Report"
    action = "".join(map(str.capitalize, response.action.name.split("_")))
    return OUTCOMES[response.outcome], "-" if response.code is None else str(int(response.code)), other, action


def test_explain_recognises_every_pasted_text_of_the_table():
    rows = pasted()
    assert len(rows) > 100
    for name, http_status, text, expected in rows:
        for form in (text, bytearray(text), text.decode()):
            assert columns(mixerr.explain(form, http_status)) == expected, name


def test_explain_finds_the_errors_at_both_ends_of_a_long_log():
    noise = b"10:44:02 info height=30000 peer 10.0.0.1:7001\n" * 1000
    for first in (b"20117: no", b"ERROR 20117", b"code 20117"):
        explanation = mixerr.explain(first + b"\n" + noise + b"error code 20119")
        assert columns(explanation)[1:3] == ("20119", "20117"), first


@pytest.mark.parametrize(
    ("text", "status", "error"),
    [(None, None, TypeError), (7, None, TypeError), ("", True, TypeError), ("", "200", TypeError)]
    + [("", status, ValueError) for status in (-1, -2, 65536)],
)
def test_explain_refuses_arguments_of_wrong_types_and_ranges(text, status, error):
    with pytest.raises(error):
        mixerr.explain(text, status)


def logs() -> Iterator[bytes]:
    """Returns logs of the table's texts in a random order, with and without line feeds."""
    texts = [text for _, http_status, text, _ in pasted() if http_status is None]
    for seed in range(40):
        choose = random.Random(seed)
        noise = b"10:44:02 info height=30000 peer 10.0.0.1:7001\n" * choose.randint(0, 2000)
        lines = [b" - ".join(choose.sample(texts, 3)) for _ in range(choose.randint(1, 9))]
        yield noise.join([b"", *lines, b"end\n"])


def test_command_explains_a_long_log_as_the_library_explains_all_of_it(monkeypatch):
    monkeypatch.setattr(_command, "_WINDOW", 16384)
    found = 0
    for log in logs():
        expected = mixerr.explain(log)
        if expected.response is None or expected.response.outcome is not Outcome.API_ERROR:
            continue
        found += 1
        assert mixerr.explain(_command._read(io.BytesIO(log), None)) == expected, log
    assert found > 20


def test_command_finds_no_error_in_a_long_log_without_one():
    log = b"10:44:02 info height=30000 peer 10.0.0.1:7001\n" * 200_000
    assert run(stdin=log).returncode == run(stdin=b"x" * 9_000_000).returncode == 64
    assert b"leave --status out" in run("-s", "202", stdin=log).stderr


@pytest.mark.long
def test_command_finds_the_error_at_the_end_of_200_megabytes_with_little_memory():
    limited = ["sh", "-c", 'ulimit -v 131072 && exec "$@"', "sh", *COMMAND, "--json"]
    with subprocess.Popen(limited, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as child:
        child.stdin.write(b"ERROR 7000: Blaze server error.\n")
        line = b'10:44:02 info {"height":30000,"peers":[1,2,3]}\n'
        for _ in range(200):
            child.stdin.write(line * (1_000_000 // len(line)))
        child.stdin.write(b"ERROR 20119")
        child.stdin.close()
        explained = json.loads(child.stdout.read())
    assert (explained["code"], "7000 BLAZE" in explained["explanation"], child.wait()) == (20119, True, 1)


CASE = re.compile(r"^\$ explain(.*)\n((?:< .*\n)*)\? ([0-9]+)\n((?:(?![$#]).+\n)*)", re.M)
CASES = CASE.findall((vectors.DIRECTORY / "explain_command.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("line", "stdin", "exit_code", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_command_writes_what_its_cases_say(line, stdin, exit_code, expected):
    said = run(*shlex.split(line), stdin=re.sub("^< ", "", stdin, flags=re.M).encode())
    assert (said.stdout.decode(), said.returncode) == (expected, int(exit_code))
    assert (said.stderr != b"") == (exit_code == "64")


def test_command_has_as_many_cases_as_its_file():
    assert len(CASES) == (vectors.DIRECTORY / "explain_command.txt").read_text(encoding="utf-8").count("$ explain")


def test_command_names_a_similar_code_and_an_argument_that_is_a_file():
    assert run("PIN_INCORECT").stderr == b"mixerr: no code is named PIN_INCORECT; did you mean PIN_INCORRECT?\n"
    assert b"is the name of a file" in run(str(ROOT / "Cargo.toml")).stderr
    for argument in ("--\x1b[2J\n", b"--\xff", "-x"):
        said = run(argument)
        assert said.returncode == 64 and said.stderr.decode()[:-1].isprintable(), said.stderr


def test_command_reads_bytes_and_writes_utf_8_whatever_the_locale():
    assert run("-s", "200", b"\xff\xfe").returncode == 2
    body = '{"error":{"code":1,"description":"\u4e2d"}}'
    said = run(body, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert "Server says: \u4e2d" in said.stdout.decode()


def test_command_lists_the_catalog():
    assert run("list").stdout.count(b"\n") == 98
    assert len(json.loads(run("list", "--json").stdout)) == 97


def test_command_helps_with_the_exit_codes_of_the_rust_command():
    helped = run("--help")
    codes = re.findall("^  [0-9]+ +.*$", helped.stdout.decode(), re.M)
    rust = (ROOT / "core" / "examples" / "explain" / "arguments.rs").read_text(encoding="utf-8")
    assert codes == re.findall("^  [0-9]+ +.*$", rust, re.M) and len(codes) == 5
    assert run("--version").stdout == f"mixerr {mixerr.__version__}\n".encode()


def test_command_that_is_interrupted_shows_no_traceback():
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    child = subprocess.Popen(COMMAND, env=environment(), **pipes)
    child.stdin.write(b"x" * 200_000)  # more than a pipe holds: it is reading
    child.stdin.flush()
    child.send_signal(signal.SIGINT)
    said, complained = child.communicate(timeout=60)
    assert (said, complained, child.returncode) == (b"", b"", -signal.SIGINT)


@pytest.mark.parametrize(("arguments", "expected"), [(["list"], 0), ([PIN], 1), (["--help"], 0)])
def test_command_ends_quietly_when_its_output_is_closed(arguments, expected):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*COMMAND, *arguments], env=environment(), **pipes) as child:
        child.stdout.close()
        assert (child.stderr.read(), child.wait()) == (b"", expected)


def test_command_exits_74_when_reading_or_writing_fails():
    with open("/dev/full", "wb") as full:
        ran = subprocess.run([*COMMAND, "list"], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert ran.returncode == 74 and re.fullmatch(rb"mixerr: [^\n]+\n", ran.stderr)
    unreadable = os.open(os.devnull, os.O_WRONLY)
    try:
        ran = subprocess.run(COMMAND, stdin=unreadable, capture_output=True, env=environment(), check=False)
    finally:
        os.close(unreadable)
    assert ran.returncode == 74 and re.fullmatch(rb"mixerr: [^\n]+\n", ran.stderr)


def on_terminal(command: list[str], **streams: int) -> tuple[bytes, subprocess.CompletedProcess[bytes]]:
    """Runs a command with a terminal of 40 columns as one of its streams; returns what the terminal shows."""
    leader, follower = pty.openpty()
    try:
        options = {name: follower if stream is None else stream for name, stream in streams.items()}
        ran = subprocess.run(command, env=environment(COLUMNS="40"), check=False, **options)
        return os.read(leader, 4096) if streams.get("stdout", 0) is None else b"", ran
    finally:
        os.close(leader)
        os.close(follower)


def test_command_shows_its_help_when_a_terminal_is_its_stdin():
    _, ran = on_terminal(COMMAND, stdin=None, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert (ran.stdout, ran.returncode) == (b"", 64)
    assert b"Exit code:" in ran.stderr


def test_command_wraps_its_lines_for_a_terminal():
    shown, _ = on_terminal([*COMMAND, "20119"], stdout=None)
    lines = shown.decode().splitlines()
    assert len(lines) > 6 and max(map(len, lines)) <= 40
    # The rest of a line is below its text.
    rest = [line for line in lines[1:] if not re.match("[A-Z][A-Za-z ]+: ", line)]
    assert rest and all(re.match(" {13}[^ ]", line) for line in rest[1:]), lines
