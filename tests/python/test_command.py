"""``python -m mixerr`` says what the example explain says, which cargo builds."""

from __future__ import annotations

import contextlib
import functools
import importlib
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "ffi" / "python" / "src"
PIN = b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}'
INVALID = rb"""{"error":{"status":500,"code":10002,"description":"Oh no.",
    "extra":{"field":"amount","reason":"must be \"positive\""}}}"""


@functools.cache
def explain() -> str:
    """Returns the example, which cargo builds once, as `cargo test` builds it.

    Of two profiles in turn cargo would replace the program, also while another worker starts it.
    """
    command = ["cargo", "build", "--quiet", "--profile", "test", "--example", "explain", "--message-format=json"]
    try:
        built = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    except FileNotFoundError:
        pytest.fail("cargo is not there, which builds explain", pytrace=False)
    for message in map(json.loads, built.stdout.splitlines()):
        if message.get("target", {}).get("name") == "explain" and message.get("executable"):
            return str(message["executable"])
    raise AssertionError("cargo does not tell what it built")


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONUTF8")}
    return {**kept, "PYTHONPATH": str(SOURCES), **more}


def run(program: list[str], arguments: list[str | bytes], stdin: bytes = b"", **options):
    return subprocess.run([*program, *arguments], input=stdin, capture_output=True, check=False, **options)


def ours(*arguments: str | bytes, stdin: bytes = b"", **more: str):
    return run([sys.executable, "-m", "mixerr"], list(arguments), stdin, env=environment(**more))


def theirs(*arguments: str | bytes, stdin: bytes = b""):
    return run([explain()], list(arguments), stdin, env=environment())


# Only explain prints what is expected at a fault. Its headline is longer, too.
HINTS = re.compile(rb"(?m),\s+expected [^\n]+(\n  [^\n]+)??$(?=\n  answered by)")
EXPECTED = re.compile(rb'"expected":"(?:[^"\\]|\\.)*"')
# Hexadecimal digits of JSON may be of either case.
ESCAPE = re.compile(rb"\\u00[01][0-9A-F]")


def as_ours(complaint: bytes) -> bytes:
    """Names the command in what explain complains of as the package's is named."""
    return re.sub(rb"see explain ", b"see python -m mixerr ", re.sub(rb"^explain: ", b"mixerr: ", complaint))


def assert_same(mine, *arguments: str | bytes, stdin: bytes = b"") -> None:
    """Compares the two on one input; `mine` is `ours` or what `here` gives."""
    said = mine(*arguments, stdin=stdin)
    if isinstance(said, subprocess.CompletedProcess):
        said = said.stdout, said.returncode, said.stderr
    their = theirs(*arguments, stdin=stdin)
    expected = EXPECTED.sub(b'"expected":null', HINTS.sub(b"", their.stdout))
    if "--json" in arguments:
        expected = ESCAPE.sub(lambda escape: escape[0].lower(), expected)
    assert (said[0].decode(), said[1]) == (expected.decode(), their.returncode), stdin[:99]
    assert said[2].decode() == as_ours(their.stderr).decode(), stdin[:99]


@pytest.fixture
def here(monkeypatch, capsysbinary):
    """Runs the command in this process, which is quick enough for hundreds of inputs."""
    monkeypatch.syspath_prepend(SOURCES)
    main = importlib.import_module("mixerr.__main__").main

    def run_here(*arguments: str, stdin: bytes = b"") -> tuple[bytes, int, bytes]:
        monkeypatch.setattr(sys, "argv", ["mixerr", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        exit_code = main()
        said, complained = capsysbinary.readouterr()
        return said, exit_code, complained

    return run_here


BODIES = [
    PIN,
    INVALID,
    b'{"error":{"status":202,"code":20110,"description":"Invalid phone number +1","extra":{"a":[1.50,"x"]}}}',
    b'{"error":{"code":20117,"extra":"text"},"data":{}}',
    b'{"error":{"code":10002,"extra":{"field":"a","reason":"b"}}}',
    b'{"error":{"code":10002,"extra":{"field":"a"}}}',
    b'{"error":{"status":401,"code":401,"description":"Unauthorized, maybe invalid token."}}',
    b'{"error":{"status":500,"code":7000}}',
    b'{"error":{"code":20125}}',
    b'{"error":{"code":30103,"description":"a\\u001b[2Jb\\nc\\u0085\\u202e \\u007f\\ud800"}}',
    b'{"error":{"code":0,"description":"' + "\u4e2d word\u00e9 ".encode() * 11 + b'"}}',
    b'{"error":{"status":500,"code":77777,"description":"new"}}',
    b'{"status":202,"code":20117}',
    b'{"code":20117}',
    b'{"code":404}',
    b'{"code":5,"description":"x"}',
    b'{"data":null,"error":null}',
    b"{}",
    b"[]",
    b"7",
    b"",
    b" \n",
    b"<html>",
    b"\x1f\x8b\x08",
    b"\xef\xbb\xbf{}",
    b"\xff\xfe{\0}\0",
    b"\xfe\xff\0{\0}",
    b"\0\x01",
    b"[1, x]",
    b'[ {"a":}]',
    b"a\tb\r\n\x1b\"'\\ " * 30,
    b'{"a":"' + b"\\u0041" * 20 + "\u00e9\\x".encode() * 20,
    b" " * 8192 + b"!",
    b"[" + b'"\xc3\xa9",' * 5000 + b"!]",
    b'{"data":',
    b' {"data":}',
    b'"\xff',
    b'"abc',
    b"[" * 65,
    b'{"error":"x"}',
    b'{"error":{"code":"20119"}}',
    b" " * 70_000 + PIN,
    b" " * 70_000 + b'{"error":{"code":20119,}}',
    b" " * 70_000 + b'{"data":',
    b" " * 70_000,
    b'{"data":"' + b"a" * 200_000 + b'",!}',
]

# What people paste, and what only looks so, from explain's own tests: every string there that stands in a table.
SAID = (ROOT / "tests" / "rust" / "explain.rs").read_text(encoding="utf-8")
TABLES = re.findall(
    r"fn explain_(?:recognizes|keeps_the_words|takes_no|reads_what|finds_no|gives_no)\w+\(\) \{\n(.*?)^\}",
    SAID,
    re.M | re.S,
)
STRING = re.compile(r'r#"(.*?)"#|"((?:[^"\\]|\\.)*)"', re.S)
UNESCAPED = {"n": "\n", "r": "\r", '"': '"', "\\": "\\"}
PASTED = [
    (raw or re.sub(r"\\(\n *|.)", lambda escape: UNESCAPED.get(escape[1], ""), text)).encode()
    for table in TABLES
    for raw, text in STRING.findall(table)
]
PASTED += [
    mixerr_line.encode()
    for mixerr_line in (
        "20119 PIN_INCORRECT: PIN incorrect.",
        "20110 INVALID_PHONE_NUMBER: Invalid phone number {phone} [Invalid phone number +*************]",
        '10002 INVALID_FIELD: The request data has invalid field. [Oh no.] extra {"field":"amount","reason":"x"}',
        "99999 (not in the catalog) [new]",
        "not from the API: malformed JSON at byte 0 (HTTP 502)",
        "success with data (HTTP 200)",
        "mixerr.AskUserError: 20119 PIN_INCORRECT: PIN incorrect.",
        "<mixerr.Response ASK_USER: 20119 PIN_INCORRECT: PIN incorrect.>",
    )
]
PASTED += [
    b"20119",
    b'404 NOT_FOUND "no such page"',
    b"404 NOT_FOUND: The endpoint is not found.",
    b"404 NOT_FOUND: what other programs say",
    b"5 (not in the catalog)",
    b"<html>20119 PIN_INCORRECT: PIN incorrect.",
    b"<html>[202/20119] ERROR 20119",
    b'"ERROR 20119: PIN incorrect."',
    b"\xff[202/20117] \xffwords\xf0\x9f",
    b"[000/20119] none",
    b"status: 0, code: 20119",
    b"status 65536 code 20119",
    b"status 4294967296 code 4294967296",
    b"error 00020119",
    b"error 0",
    b"[500/99999] new",
    b"error 20119 (PIN_INCORRECT): x\0y\x1b[2J",
    "ошибка 20119, ERROR 20117：余额不足".encode(),
    "\u2003\u00a0error\u00a020119\u2028x\x1c".encode(),
    "code 20119 \u212aPIN_\u0131NCORRECT: x".encode(),
    b"20119 " + b"words " * 2000,
    b" " * 9000 + b"ERROR 20119: late",
    b" " * 9000 + b'{"error":{"code":20119,}}',
    b" " * 9000 + b'{"error":{"code":20119',
    b"x " * 2050 + b"ERROR 20119",
    b"[202/" * 2000,
    b"\xef\xbb\xbf[202/20119] x",
    b"HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\n\r\n<html>",
    b"HTTP/1.1 202 Accepted\r\n\r\n" + PIN,
    b"HTTP/1.1 202 Accepted\r\n",
    b"HTTP/ 1.1  202\r\n\r\n{}",
    b"HTTP/1.1 000\r\n\r\n{}",
    b"HTTP/1.1 2020 x\r\n\r\n{}",
    b"HTTP/1.1 x\r\n\r\n{}",
    b"HTTP/1.1",
    b"HTTP/1.1 202\r\n\r\nHTTP/1.1 202",
    b"HTTP/1.1 100 Continue\r\n\r\n \nHTTP/2 500\nA: b\n\tfolded\n\n" + PIN,
    b"HTTP/2 202\r\ncookie: " + b"x" * 100_000 + b"\r\n\r\n" + PIN,
    b"HTTP/2 202\r\n" + b"x" * 9000 + b": y\r\n\r\n" + PIN,
    b'HTTP/1.1 202 Accepted\r\n\r\n{"status":202,"code":20117}',
    b"HTTP/1.1 202\n\n\x1f\x8b\x08",
    b"* \n" * 10_000,
    b"< HTTP/2 401\n< \n" + b"* \n> \n" * 10_000,
    b"$ curl " + b"x" * 10_000 + b"\nHTTP/2 401\n\n",
    b"< HTTP/2 202\n< \n" + PIN + b"$ ",
    b"< HTTP/2 202\n< \n" + PIN + b"\n" * 9000 + b"$ ",
    b"< HTTP/2 202\n<\n" + b" " * 9000 + PIN + b"$ ",
    b"< HTTP/2 202\n< a: b\n<  folded\n< \t\n* x\n<\n\n\n$\n*\n>\n<\n" + PIN,
    b"*\tx\nHTTP/2 202\n\n{}",
    b"{curl \nHTTP/2 202\n\n{}",
    b"C:\\>curl -i x\r\nHTTP/2 202\r\n\r\n{}",
    json.dumps(PIN.decode()).encode(),
    json.dumps(PIN.decode()).encode()[1:-1],
    json.dumps(json.dumps(PIN.decode())).encode(),
    rb'"{\"error\":{\"code\":5,\"description\":\"\ud800 \udc00\ud800\ud83d\ude00 \u0000\u2028 \\n\"}}"',
    rb'"{\"error\":{\"code\":5}}",1',
    rb'"{\"error\":{\"code\":5}}","description":"{"',
    rb'"{oops"',
    b'"{' + rb"\u0000\"" * 5000 + b'"',
    b"{" + rb"\"" * 3000,
]


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["page", "json"])
@pytest.mark.parametrize("status", [None, 202])
def test_command_says_what_explain_says_of_what_people_paste(here, status, form):
    assert len(PASTED) > 100
    for pasted in PASTED:
        # Explain keeps more of a text.
        arguments = [*form, *([] if status is None else ["--status", str(status)])]
        if len(pasted) < 10_000 or not pasted.startswith(b"20119 "):
            assert_same(here, *arguments, stdin=pasted)


def test_command_reads_every_line_that_the_package_logs(here):
    mixerr = importlib.import_module("mixerr")
    for entry in mixerr.catalog.values():
        for members in ({}, {"description": entry.description}, {"description": "x", "extra": {"field": "y"}}):
            body = json.dumps({"error": {"code": entry.code, **members}}).encode()
            line = str(mixerr.read(202, body))
            for logged in (line, f"POST /transfers: {mixerr.read(202, body)!r}", repr(mixerr.read(202, body))):
                told = json.loads(here("--json", stdin=logged.encode())[0])
                assert (told["code"], told["form"]) == (entry.code, "text"), logged
            assert_same(here, "--json", stdin=line.encode())


def test_command_truncates_what_is_pasted_at_128_bytes(here):
    told = json.loads(here("--json", stdin=b"20119 " + "\u00e9".encode() * 100)[0])
    assert (told["description"], told["description_truncated"]) == ("\u00e9" * 64, True)


@pytest.mark.parametrize("form", [[], ["--json"], ["-s", "502"]], ids=["page", "json", "status"])
def test_commands_tell_an_argument_that_names_a_file(tmp_path, monkeypatch, form):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(SOURCES))
    names = [
        "body.json",
        "answer",
        "20119 PIN incorrect",
        "502.html",
        "a\nb\x1b[2J",
        "n" * 99,
        "\udcff.json",
        "\u4e2d" * 40,
    ]
    for name in names:
        (tmp_path / name).write_bytes(PIN)
    for name in [*names, str(tmp_path / "answer"), "/dev/null"]:
        mine, their = ours(*form, "--", os.fsencode(name)), theirs(*form, "--", os.fsencode(name))
        assert (mine.stdout, mine.returncode) == (their.stdout, their.returncode) == (b"", 64), name
        assert mine.stderr.decode() == their.stderr.decode().replace("explain: ", "mixerr: ", 1)
        assert mine.stderr.endswith(b" names a file: give it on stdin, with < before its name\n")
        assert mine.stderr.count(b"\n") == 1 and b"\x1b" not in mine.stderr


def test_commands_look_for_no_file_where_it_is_a_question_or_json(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ["20119", "PIN_INCORRECT", "list", "true", "{}", '{"a', "[", '"x', "-", " 7 ", "1.5"]
    for name in names:
        (tmp_path / name).write_bytes(PIN)
    (tmp_path / "folder").mkdir()
    for name in [*names, "./folder", "nothing.here", "x." * 5000, "..", ""]:
        assert_same(ours, "--", name, stdin=PIN)
        assert b"names a file" not in ours("--", name, stdin=PIN).stderr


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["page", "json"])
@pytest.mark.parametrize("status", [None, 0, 200, 202, 204, 206, 299, 401, 403, 408, 413, 429, 500, 502, 511, 999])
def test_command_says_what_explain_says_of_an_answer(here, status, form):
    arguments = [*form, *([] if status is None else ["--status", str(status)])]
    for body in BODIES:
        assert_same(here, *arguments, stdin=body)


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["page", "json"])
def test_command_says_what_explain_says_of_every_code(here, form):
    codes = [row["code"] for row in json.loads(here("list", "--json")[0])]
    assert len(codes) == 97
    for code in (*codes, 0, 1, 77777, 4294967295):
        assert_same(here, *form, str(code))
    for name in ("pin_incorrect", " PIN_Incorrect ", "000020119"):
        assert_same(here, *form, name)


def test_command_lists_what_explain_lists(here):
    assert_same(here, "list")
    assert_same(here, " list ", "--json")


def test_command_knows_every_action(here):
    actions = {
        "500": "Retry",
        "429": "Wait",
        "77777": "Report",
        "20125": "Reconcile",
        "911": "FixClock",
        "20119": "AskUser",
        "400": "FixRequest",
        "401": "Reauthorize",
        "20140": "Resync",
        "10006": "UpdateApp",
    }
    assert {code: json.loads(here("--json", code)[0])["action"] for code in actions} == actions


POSSIBLE = "  payment      possible: if this request pays, it may have paid\n"
EXCLUDED = "  payment      excluded: this request paid nothing; an earlier one may have\n"


@pytest.mark.parametrize("status", [None, 200, 202])
def test_command_says_of_payment_what_is_known_in_one_line(here, status):
    arguments = [] if status is None else ["-s", str(status)]
    for code in (20117, 20118, 20119, 20120, 20124, 30100):
        assert here(str(code))[0].decode().count(EXCLUDED) == 1
        told = here(*arguments, stdin=b'{"error":{"code":%d}}' % code)[0].decode()
        assert told.count("payment") == 1 and EXCLUDED in told
    for body in (b'{"error":{"code":20125}}', b'{"error":{"code":77777}}', b'{"data":{}}', b'{"data":', b"<html>"):
        told = here(*arguments, stdin=body)[0].decode()
        assert told.count("payment") == 1 and POSSIBLE in told
    assert POSSIBLE in here("429")[0].decode() and POSSIBLE in here("77777")[0].decode()


def test_command_gives_nobody_leave_to_discard_a_key(here):
    codes = [str(row["code"]) for row in json.loads(here("list", "--json")[0])]
    pages = [here(code)[0] for code in (*codes, "77777")] + [here("--help")[0], here("list")[0]]
    pages += [here(*arguments, stdin=body)[0] for body in BODIES for arguments in ([], ["-s200"], ["-s502"])]
    for page in pages:
        assert not re.search(rb"(?i)discard|throw|thrown|drop the|new (trace|key)|another (trace|key)", page), page


@pytest.mark.parametrize(
    ("body", "told", "named"),
    [
        (b"{}", "absent; every endpoint that pays always sends it", "Absent"),
        (b'{"login":"https://portal"}', "absent; every endpoint that pays always sends it", "Absent"),
        (b'{"data":null}', "null", "Null"),
        (b'{"data":{}}', "present", "Present"),
    ],
)
def test_command_says_whether_a_success_has_data(here, body, told, named):
    page, exit_code, _ = here("-s200", stdin=body)
    assert exit_code == 0 and f"  data         {told}\n" in page.decode()
    said = json.loads(here("--json", "-s200", stdin=body)[0])
    assert (said["data"], said["payment"], said["action"]) == (named, "Possible", "Proceed")
    for other in (b'{"error":{"code":20119}}', b"<html>"):
        assert json.loads(here("--json", "-s200", stdin=other)[0])["data"] is None


@pytest.mark.parametrize("status", [204, 205])
def test_command_says_that_an_empty_body_is_a_success_where_http_allows_nothing_else(here, status):
    page, exit_code, _ = here("-s", str(status))
    assert exit_code == 0 and page.decode().startswith("Success\n  answered by  the API: an empty body, as this")
    assert_same(here, "-s", str(status))
    assert_same(here, "-s", str(status), "--json")


@pytest.mark.parametrize(("body", "exit_code"), [(b"{}", 0), (b'{"error":{"code":20119}}', 1), (b"<html>", 2)])
def test_command_s_exit_code_is_the_outcome(here, body, exit_code):
    assert here("-s200", stdin=body)[1] == exit_code


@pytest.mark.parametrize(
    "arguments",
    [
        ["-s202", "-"],
        ["-s", "500", PIN],
        [PIN],
        ["--json", PIN],
        ["--", PIN],
        ["-s=202"],
        ["list", "-s", "200"],
        ["-s", "202", "--status=500"],
        ["true"],
        [""],
        [b"\xff\xfe"],
        [b'{"a":"\xff"}'],
        ["{}", "--json"],
        ["-s", "0" * 5000 + "202", "-"],
        ["--", "-"],
    ],
    ids=ascii,
)
def test_command_reads_a_command_line_as_explain_does(arguments):
    assert_same(ours, *arguments, stdin=PIN)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--status"],
        ["-s"],
        ["--status", "x"],
        ["--status=1000"],
        ["--status=+200"],
        ["--status="],
        ["-s-1"],
        ["-1"],
        ["--nope"],
        ["-x"],
        ["--json=1"],
        ["list", "20119"],
        ["4294967296"],
        ["9" * 5000],
        ["NO_SUCH_NAME"],
        ["PIN_INCORECT"],
        ["--\x1b[2J\n\u202e"],
        ["-s", b"\xff"],
        ["-20119"],
        ["-hV"],
        ["--stat", "202"],
        ["--=1"],
        ["--help=1"],
        ["INSUFFICIENT"],
        ["INVALID"],
        ["PIN"],
        ["ab"],
        ["z" * 50],
        ["-s", "202", "20119"],
        ["-s202", " pin_incorrect "],
        ["-s202", "9" * 5000],
        ["answer.json"],
        ["--json", "curl: (6) Could not resolve host: x"],
    ],
    ids=lambda arguments: ascii(arguments)[:40],
)
def test_command_exits_64_with_one_line_for_wrong_usage(arguments):
    assert ours(*arguments).stderr.decode() == as_ours(theirs(*arguments).stderr).decode()
    for ran in (ours(*arguments), theirs(*arguments)):
        assert (ran.stdout, ran.returncode) == (b"", 64)
        said = ran.stderr.decode()
        assert said.endswith("\n") and said[:-1].isprintable() and ": " in said, said


def test_command_tells_names_that_are_like_an_unknown_one():
    said = "mixerr: no code is named PIN_INCORECT; did you mean PIN_INCORRECT?\n"
    assert ours("PIN_INCORECT").stderr.decode() == said


def test_command_prints_its_help_and_its_version():
    helped, told = ours("--help"), ours("-V")
    assert (helped.returncode, told.returncode) == (0, 0)
    assert told.stdout == b"mixerr " + theirs("-V").stdout.split()[-1] + b"\n"
    lines = helped.stdout.decode().splitlines()
    assert max(map(len, lines)) <= 80
    # Both have the same exit codes.
    codes = [line for line in theirs("--help").stdout.decode().splitlines() if re.match(r"  \d+ +", line)]
    assert [line for line in lines if re.match(r"  \d+ +", line)] == codes


def test_command_s_help_lists_the_keys_that_it_prints(here):
    helped = here("--help")[0].decode()
    for key in json.loads(here("--json", "20119")[0]):
        assert re.search(rf"^  .*\b{key}\b", helped, re.M), key
    # Explain's help says the same of them.
    told = [
        line
        for line in theirs("--help").stdout.decode().partition("The keys")[2].splitlines()
        if not line.startswith("  expected ")
    ]
    assert told and set(told) <= {*helped.partition("The keys")[2].splitlines()}


def test_command_that_is_interrupted_shows_no_traceback():
    child = subprocess.Popen(
        [sys.executable, "-m", "mixerr"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    child.stdin.write(b'{"data":"' + b"x" * 200_000)  # more than a pipe holds: it is reading
    child.stdin.flush()
    child.send_signal(signal.SIGINT)
    said, complained = child.communicate(timeout=60)
    assert (said, complained, child.returncode) == (b"", b"", -signal.SIGINT)


def test_command_keeps_128_bytes_and_says_so():
    body = json.dumps({"error": {"code": 1, "description": "dd " * 99, "extra": ["ee " * 99]}}).encode()
    ran = ours("--json", "-s202", stdin=body)
    answer = json.loads(ran.stdout)
    assert ran.returncode == theirs("-s202", stdin=body).returncode == 1
    assert (answer["description"], answer["description_truncated"]) == (("dd " * 99)[:128], True)
    assert (answer["extra"], answer["extra_truncated"]) == (None, True)
    assert ours("-s202", stdin=body).stdout.count(b"...(truncated)") == 2


@pytest.mark.parametrize("size", [1, 7, 65_536])
def test_command_says_the_same_however_the_body_arrives(size):
    body = b" " * (0 if size == 1 else 70_000) + INVALID
    child = subprocess.Popen(
        [sys.executable, "-m", "mixerr"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    )
    with child.stdin as pipe:
        for start in range(0, len(body), size):
            pipe.write(body[start : start + size])
            pipe.flush()
    said = child.stdout.read()
    assert (said, child.wait()) == (theirs(stdin=INVALID).stdout, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="ulimit -v is heeded on Linux alone")
def test_command_reads_200_megabytes_with_160_megabytes_of_memory():
    limited = ["sh", "-c", 'ulimit -v 160000 && exec "$0" "$@"', sys.executable, "-m", "mixerr", "-s202"]
    child = subprocess.Popen(limited, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment())
    with child.stdin as pipe:
        pipe.write(b'{"data":"')
        for _ in range(200):
            pipe.write(b"a" * 1_000_000)
        pipe.write(b'","error":{"code":20119}}')
    with child.stdout as pipe:
        assert pipe.read().startswith(b"API error 20119 PIN_INCORRECT\n")
    assert child.wait() == 1


def test_command_stops_reading_at_a_fault():
    command = [sys.executable, "-m", "mixerr"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment())
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(b"<" * 200_000)
        child.stdin.flush()
    # Its stdin stays open, and it ends all the same.
    assert child.wait(timeout=60) == 2
    with contextlib.suppress(BrokenPipeError):
        child.stdin.close()


def test_command_writes_utf_8_whatever_the_locale():
    body = '{"error":{"code":1,"description":"\u4e2d"}}'.encode()
    ran = ours("-s202", stdin=body, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONCOERCECLOCALE="0")
    assert (ran.stdout, ran.stderr) == (theirs("-s202", stdin=body).stdout, b"")


@pytest.mark.parametrize("arguments, expected", [(["list"], 0), ([PIN], 1), (["--help"], 0)])
def test_command_ends_quietly_when_nobody_reads_on(arguments, expected):
    child = subprocess.Popen(
        [sys.executable, "-m", "mixerr", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    child.stdout.close()
    assert (child.stderr.read(), child.wait()) == (b"", expected)
    child.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_command_exits_74_when_writing_fails():
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "mixerr", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert ran.returncode == 74
    assert re.fullmatch(rb"mixerr: [^\n]+\n", ran.stderr)


def test_command_exits_74_when_reading_fails():
    # What is open for writing alone.
    unreadable = os.open(os.devnull, os.O_WRONLY)
    try:
        command = [sys.executable, "-m", "mixerr", "-s200"]
        ran = subprocess.run(command, stdin=unreadable, capture_output=True, env=environment(), check=False)
    finally:
        os.close(unreadable)
    assert (ran.returncode, ran.stdout) == (74, b"")
    assert re.fullmatch(rb"mixerr: [^\n]+\n", ran.stderr)


def test_command_shows_its_help_when_a_terminal_is_its_stdin():
    leader, follower = pty.openpty()
    try:
        command = [sys.executable, "-m", "mixerr"]
        ran = subprocess.run(command, stdin=follower, capture_output=True, env=environment(), check=False)
    finally:
        os.close(leader)
        os.close(follower)
    assert (ran.returncode, ran.stdout) == (64, b"")
    assert ran.stderr == ours("--help").stdout


@pytest.mark.parametrize("no_color, is_bold", [("", True), ("1", False)])
def test_command_is_bold_on_a_terminal_that_may_show_it(no_color, is_bold):
    leader, follower = pty.openpty()
    try:
        command = [sys.executable, "-m", "mixerr", "20119"]
        subprocess.run(command, stdout=follower, env=environment(NO_COLOR=no_color), check=True)
        said = os.read(leader, 4096)
    finally:
        os.close(leader)
        os.close(follower)
    assert said.startswith(b"\x1b[1m20119 PIN_INCORRECT\x1b[0m\r\n" if is_bold else b"20119 PIN_INCORRECT\r\n")
