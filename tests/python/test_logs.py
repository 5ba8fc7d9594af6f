"""`python -m mixerr logs`: the counts of each format, the progress bar, the picture, and the memory."""

from __future__ import annotations

import fcntl
import gzip
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import xml.etree.ElementTree
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import mixerr
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from mixerr import _log_counts, _log_files, _logs

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "tests" / "tools" / "logs"
sys.path.append(str(TOOLS))
import generate  # noqa: E402

COMMAND = [sys.executable, "-m", "mixerr", "logs"]
FORMATS = ("parquet", "ndjson", "tsv")
ROWS = 3000


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same log in each format."""
    directory = tmp_path_factory.mktemp("logs")
    files = {kind: directory / f"log.{kind}" for kind in FORMATS}
    for file in files.values():
        generate.write(file, generate.batches(ROWS, 1, "real"))
    return files


def main(arguments: list[str]) -> int:
    text, exit_code = _logs.run(arguments)
    sys.stdout.write(text)
    return exit_code


def logs_json(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert main(["--json", *map(str, arguments)]) == 0
    return json.loads(capsys.readouterr().out)


def counted(file: Path) -> Counter[tuple[str, int | None, str]]:
    """Counts the rows of a Parquet file with `mixerr.read`."""
    counts: Counter[tuple[str, int | None, str]] = Counter()
    table = pq.read_table(file)
    for status, body in zip(table["http_status"].to_pylist(), table["body"].to_pylist()):
        response = mixerr.read(status, body.encode())
        code = None if response.code is None else int(response.code)
        counts[response.outcome.name, code, response.action.name] += 1
    return counts


@pytest.mark.parametrize("kind", FORMATS)
def test_counts_are_those_of_read(kind: str, logs: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    result = logs_json(capsys, logs[kind])
    assert result["rows"] == ROWS
    got: Counter[tuple[str, int | None, str]] = Counter()
    for row in result["counts"]:
        got[row["outcome"], row["code"], row["action"]] += row["count"]
    assert got == counted(logs["parquet"]) and len(got) > 10


@pytest.mark.parametrize("kind", FORMATS)
def test_first_and_last_times_are_those_of_the_rows(
    kind: str, logs: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table = pq.read_table(logs["parquet"])
    bodies, times = table["body"].to_pylist(), table["time"].to_pylist()
    pins = [time for time, body in zip(times, bodies) if '"code":20119' in body]
    [row] = [row for row in logs_json(capsys, logs[kind])["counts"] if row["code"] == 20119]
    stamp = "%Y-%m-%dT%H:%M:%SZ"
    assert (row["first"], row["last"]) == (min(pins).strftime(stamp), max(pins).strftime(stamp))
    assert row["name"] == "PIN_INCORRECT" and row["count"] == len(pins) > 1


def test_several_files_are_added(logs: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    one, three = (logs_json(capsys, *files) for files in ([logs["tsv"]], logs.values()))
    assert three["rows"] == 3 * ROWS
    assert [row["count"] for row in three["counts"]] == [3 * row["count"] for row in one["counts"]]


def test_table_has_a_line_for_each_count(logs: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(logs["parquet"])]) == 0
    heading, *lines, total = capsys.readouterr().out.splitlines()
    assert heading.split() == ["responses", "share", "code", "response", "action", "first", "last"]
    assert total == "3,000 responses"
    assert re.match(r" +2,8\d\d  9\d\.\d\d %  +success +PROCEED  +2025-03-01T", lines[0])
    assert any(re.search(r" 20119  PIN_INCORRECT  +ASK_USER ", line) for line in lines)
    assert len(lines) == len(logs_json(capsys, logs["parquet"])["counts"])


def test_rows_without_a_response_are_counted_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pq.write_table(pa.table({"status": [200, None, 0], "response": ["{}", "{}", None]}), tmp_path / "log.parquet")
    counts = logs_json(capsys, tmp_path / "log.parquet")["counts"]
    assert [(row["outcome"], row["count"]) for row in counts] == [("UNREAD", 2), ("SUCCESS", 1)]
    assert counts[0]["first"] is None


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (1740787200, "2025-03-01T00:00:00Z"),
        (1740787200123, "2025-03-01T00:00:00Z"),
        (1740787200123456, "2025-03-01T00:00:00Z"),
        (1740787200123456789, "2025-03-01T00:00:00Z"),
        ("2025-03-01T00:00:00.5Z", "2025-03-01T00:00:00Z"),
        ("2025-03-01T02:00:00+02:00", "2025-03-01T00:00:00Z"),
        ("2025-03-01 00:00:00", "2025-03-01T00:00:00Z"),
    ],
)
def test_times_may_be_written_in_any_usual_form(
    time: object, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text(json.dumps({"ts": time, "status_code": 200, "response_body": "{}"}) + "\n", encoding="utf-8")
    [row] = logs_json(capsys, file)["counts"]
    assert row["first"] == row["last"] == expected


def test_columns_and_format_may_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "log.txt"
    text = 'when,"x, ""y""",s,b\n2025-03-01T00:00:00Z,,202,"{""error"":{""code"":20119}}"\n'
    file.write_text(text, encoding="utf-8")
    names = ("--format", "csv", "--time", "when", "--http-status", "s", "--body", "b")
    assert logs_json(capsys, file, *names)["counts"][0]["code"] == 20119


@pytest.mark.parametrize("kind", FORMATS)
def test_empty_file_has_no_rows(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / f"empty.{kind}"
    generate.write(file, iter(()))
    assert logs_json(capsys, file) == {"rows": 0, "counts": []}


@pytest.mark.parametrize(
    ("name", "content", "exit_code", "message"),
    [
        ("log.xml", "<a/>", 64, "name its --format"),
        ("log.ndjson", "{", 74, "line 1 is not JSON"),
        ("log.ndjson", '{"http_status":200}\n', 64, "no column body, only http_status: see --body"),
        ("log.ndjson", '{"http_status":200,"body":{}}\n', 74, "the bodies are not strings"),
        ("log.ndjson", '{"http_status":99999,"body":""}\n', 74, "99999"),
        ("log.ndjson", '{"http_status":200,"body":"{}"}\nnonsense\n', 74, "log.ndjson: JSON parse error"),
        ("log.ndjson", '{"http_status":200,"body":"' + "x" * 2**21 + '"}\n', 74, "a line has more than 2 MB"),
        ("log.ndjson", '{"x":' + "[" * 9999, 74, "line 1 is not JSON"),
        ("log.tsv", "status\tbody\tbody\n200\t{}\t{}\n", 64, "there are 2 columns body: see --body"),
        ("log.tsv", "status\tbo\x1b[31mdy\n200\t{}\n", 64, "only status, bo [31mdy"),
        ("log.tsv", "status\tbody\n200\t" + "x" * 2**22 + "\n", 74, "a line has more than 2 MB"),
        ("log.tsv", "a\tb\n1\t2\n", 64, "no column http_status"),
        ("log.csv", "status,body\r200,{}\r", 74, "new-line character"),
        ("log.parquet", "PAR1", 74, "Parquet"),
        ("log.parquet", None, 74, "No such file"),
    ],
)
def test_unreadable_file_is_reported(
    name: str, content: str | None, exit_code: int, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert main([str(tmp_path / name)]) == exit_code
    output = capsys.readouterr()
    assert output.out == "" and output.err.startswith("mixerr: ") and message in output.err
    assert output.err.count("\n") == 1 and output.err[:-1].isprintable()


def parquet(file: Path, **columns: pa.Array) -> Path:
    """Writes a file with the columns `time`, `http_status` and `body`, of which these are not the usual ones."""
    rows = len(next(iter(columns.values())))
    usual = {"time": pa.nulls(rows, pa.timestamp("us")), "http_status": pa.array([200] * rows)}
    pq.write_table(pa.table({**usual, "body": pa.array(["{}"] * rows), **columns}), file)
    return file


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("body", pa.array([{"data": 1}]), "bodies must be of a binary or string type, not struct<data: int64>"),
        ("body", pa.array([1]), "not int64"),
        ("http_status", pa.array([True]), "not bool"),
        ("http_status", pa.array(["OK"]), "'OK'"),
        ("http_status", pa.array([float("nan")]), "nan"),
        ("http_status", pa.array([-1]), "-1"),
        ("time", pa.array([{"seconds": 1}]), "the times are of the type struct<seconds: int64>"),
        ("time", pa.array(["yesterday"]), "'yesterday'"),
    ],
)
def test_column_of_another_type_is_reported(
    column: str, values: pa.Array, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = parquet(tmp_path / "log.parquet", **{column: values})
    assert main([str(file)]) == 74
    error = capsys.readouterr().err
    assert error.startswith(f"mixerr: {file}: ") and message in error and error.count("\n") == 1


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("body", pa.array(["{}", None, '{"data":1}']).dictionary_encode()),
        ("body", pa.array(["{}", None, '{"data":1}'], pa.large_string())),
        ("body", pa.array(["{}", None, '{"data":1}'], pa.string_view())),
        ("http_status", pa.array(["200", None, "202"])),
        ("http_status", pa.array([200.0, None, 202.0])),
        ("http_status", pa.array(["200", None, "202"]).dictionary_encode()),
    ],
)
def test_column_may_be_of_these_types(
    column: str, values: pa.Array, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = logs_json(capsys, parquet(tmp_path / "log.parquet", **{column: values}))["counts"]
    assert [(row["outcome"], row["count"]) for row in counts] == [("SUCCESS", 2), ("UNREAD", 1)]


DAY = 86_400_000_000
YEAR_10000 = 2_932_897 * DAY


@pytest.mark.parametrize(
    "values",
    [
        pa.array([DAY, -1, YEAR_10000, 2**63 - 1, None], pa.timestamp("us")),
        pa.array([DAY // 1000, -1, YEAR_10000 // 1000, 2**63 - 1, -(2**63)], pa.int64()).cast(pa.timestamp("ms")),
        pa.array([86_400.5, float("nan"), float("inf"), -1, 1e300]),
        pa.array([86_400, -1, -(2**63), None, None]),
        pa.array([1, -1, 2**31 - 1, -(2**31), None], pa.int32()).cast(pa.date32()),
        pa.array(["1970-01-02T00:00:00Z", None, None, None, None]).dictionary_encode(),
        pa.array([b"1970-01-02", None, None, None, None]),
    ],
)
def test_time_out_of_range_counts_as_none(values: pa.Array, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = parquet(tmp_path / "log.parquet", time=values, http_status=pa.array([502] * 5))
    [row] = logs_json(capsys, file, "--svg", tmp_path / "errors.svg")["counts"]
    assert (row["count"], row["first"], row["last"]) == (5, "1970-01-02T00:00:00Z", "1970-01-02T00:00:00Z")
    assert (tmp_path / "errors.svg").read_text(encoding="utf-8").count("RETRY: 1<") == 1


def test_damaged_parquet_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = parquet(tmp_path / "log.parquet", body=pa.array([f'{{"data":{row}}}' for row in range(1000)]))
    whole = file.read_bytes()
    half = len(whole) // 2
    # A schema that contradicts the histograms of levels, at which pyarrow's metadata ends the process.
    optional, required = b"\x25\x02\x18", b"\x25\x00\x18"
    assert optional in whole
    for damaged in (
        whole[:-1],
        whole[:half],
        whole[half:],
        whole[:4] + bytes(500) + whole[504:],
        whole.replace(optional, required),
    ):
        file.write_bytes(damaged)
        assert main([str(file)]) == 74
        error = capsys.readouterr().err
        assert error.startswith(f"mixerr: {file}: ") and error.count("\n") == 1


NDJSON = b'{"time":"2025-03-01T00:00:00Z","http_status":202,"body":"{\\"error\\":{\\"code\\":20119}}"}\n'
TSV = b'time\thttp_status\tbody\n2025-03-01T00:00:00Z\t202\t{"error":{"code":20119}}\n'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("log.ndjson", NDJSON),
        ("log.ndjson", b"\xef\xbb\xbf" + NDJSON),
        ("log.ndjson", b"\n\n" + NDJSON.replace(b"\n", b"\r\n\r\n")),
        ("log.ndjson", NDJSON.replace(b":202,", b':"202",')),
        ("log.ndjson.gz", gzip.compress(NDJSON)),
        ("log.tsv", TSV[:-1]),
        ("log.tsv", b"\xef\xbb\xbf" + TSV),
        ("log.tsv", TSV.replace(b"\n", b"\r\n")),
        ("log.tsv.gz", gzip.compress(TSV)),
    ],
)
def test_lines_may_be_written_in_any_usual_form(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    [row] = logs_json(capsys, tmp_path / name)["counts"]
    assert (row["code"], row["count"], row["first"]) == (20119, 1, "2025-03-01T00:00:00Z")


@pytest.mark.parametrize("kind", ["csv", "ndjson", "tsv"])
def test_lines_of_several_blocks_are_read(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Quoted newlines, and more than one block of 2 MB.
    rows = 150_000
    line = {"csv": '200,"{\n""a"":\n1}"\n', "ndjson": '{"status":200,"body":"{}"}\n', "tsv": '200\t{"a":"1234567"}\n'}[
        kind
    ]
    header = {"csv": "status,body\n", "ndjson": "", "tsv": "status\tbody\n"}[kind]
    file = tmp_path / f"log.{kind}.gz"
    file.write_bytes(gzip.compress((header + line * rows).rstrip("\n").encode(), 1))
    [row] = logs_json(capsys, file)["counts"]
    assert (row["outcome"], row["count"]) == ("SUCCESS", rows)


@pytest.mark.parametrize(
    "content", [NDJSON.decode().encode("utf-16"), gzip.compress(NDJSON)[:-9], gzip.compress(NDJSON)[:30] + b"\0" * 30]
)
def test_unreadable_lines_are_reported(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "log.ndjson"
    file.write_bytes(content)
    assert main([str(file)]) == 74
    error = capsys.readouterr().err
    assert error.startswith(f"mixerr: {file}: ") and error.count("\n") == 1


@pytest.mark.parametrize(("kind", "content"), [("ndjson", NDJSON), ("tsv", TSV)])
def test_pipe_is_read(kind: str, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    end, start = os.pipe()
    os.write(start, content)
    os.close(start)
    try:
        assert logs_json(capsys, f"/dev/fd/{end}", "--format", kind)["counts"][0]["code"] == 20119
    finally:
        os.close(end)


def test_file_that_is_no_file_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("ndjson", "parquet"):
        (tmp_path / f"log.{kind}").mkdir()
        assert main([str(tmp_path / f"log.{kind}")]) == 74
        assert "directory" in capsys.readouterr().err
    assert main(["/dev/null"]) == 64
    assert main(["/dev/null", "--format", "parquet"]) == 74
    assert "file size is 0 bytes" in capsys.readouterr().err
    assert logs_json(capsys, "/dev/null", "--format", "ndjson")["rows"] == 0


def test_file_may_be_deleted_while_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "log.ndjson"
    file.write_bytes(NDJSON * 40_000)
    options = _logs._options([str(file)])
    rows = 0
    for batch in _log_files.batches(file, options):
        file.unlink(missing_ok=True)
        rows += len(batch.columns["body"])
    assert rows == 40_000


def test_unknown_codes_beyond_a_limit_are_counted_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bodies = pa.array([f'{{"error":{{"code":{code}}}}}' for code in (*range(11_000, 16_000), 20119)])
    counts = logs_json(capsys, parquet(tmp_path / "log.parquet", body=bodies))["counts"]
    assert len(counts) == _log_counts._MAX_GROUPS + 2
    assert (counts[0]["outcome"], counts[0]["code"], counts[0]["count"]) == ("API_ERROR", None, 5000 - 4096)
    assert [row["count"] for row in counts if row["code"] == 20119] == [1]
    # A later success and a fault have no code, so they keep their own groups.
    others = parquet(tmp_path / "others.parquet", body=pa.array(['{"data":{}}', "<html>"]))
    assert main([str(tmp_path / "log.parquet"), str(others)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert " other unknown codes " in lines[1]
    assert [sum(words in line for line in lines) for words in (" success ", " not from the API: malformed ")] == [1, 1]


def test_long_bodies_of_a_dictionary_are_read_in_small_batches(tmp_path: Path) -> None:
    body = '{"data":"' + "x" * 4000 + '"}'
    file = parquet(tmp_path / "log.parquet", body=pa.array([body] * 20_000))
    batches = [batch.columns["body"] for batch in _log_files.batches(file, _logs._options([str(file)]))]
    assert sum(map(len, batches)) == 20_000 and max(bodies.nbytes for bodies in batches) < 4 << 20


def test_wrong_usage_exits_64(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["--unknown", "x"], ["--format", "xml", "x"]):
        assert main(arguments) == 64
        assert "see mixerr logs --help" in capsys.readouterr().err


def test_picture_has_the_errors_of_each_action(logs: dict[str, Path], tmp_path: Path) -> None:
    picture = tmp_path / "errors.svg"
    assert main([str(logs["ndjson"]), "--svg", str(picture)]) == 0
    root = xml.etree.ElementTree.parse(picture).getroot()
    titles = [title.text or "" for title in root.iter("{http://www.w3.org/2000/svg}title")]
    drawn: Counter[str] = Counter()
    for title in titles:
        time, action, count = re.fullmatch(r"(\S+) (\w+): ([\d,]+)", title).groups()  # type: ignore[union-attr]
        datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
        drawn[action] += int(count.replace(",", ""))
    expected: Counter[str] = Counter()
    for (outcome, _, action), count in counted(logs["parquet"]).items():
        if outcome != "SUCCESS":
            expected[action] += count
    assert drawn == expected
    # The hour of the outage is the highest bar.
    heights: Counter[str] = Counter()
    for title in titles:
        heights[title.split(" ")[0]] += int(title.rsplit(" ", 1)[1].replace(",", ""))
    assert heights.most_common(1)[0][0].startswith("2025-03-02T00:")


def test_counts_are_printed_if_the_picture_cannot_be_written(
    logs: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--json", str(logs["tsv"]), "--svg", str(tmp_path)]) == 74
    output = capsys.readouterr()
    assert json.loads(output.out)["rows"] == ROWS
    assert output.err == f"mixerr: [Errno 21] Is a directory: '{tmp_path}'\n"


def test_picture_does_not_replace_a_log(
    logs: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.tsv"
    log.write_bytes(TSV)
    # As of `--svg *.tsv`.
    assert main(["--svg", str(log), str(logs["tsv"])]) == 64
    assert f"--svg: {log} exists, and is not .svg" in capsys.readouterr().err
    assert log.read_bytes() == TSV


def test_spans_of_time_stay_few(tmp_path: Path) -> None:
    counts = _log_counts.Counts(is_plotted=True)
    year = 365 * 86_400_000_000
    for first in range(10):
        times = pa.array([first * year + second * 3_600_000_000 for second in range(8000)], pa.timestamp("us"))
        bodies = pa.array(["<html>"] * len(times))
        counts.add({"http_status": pa.array([502] * len(times)), "body": bodies, "time": times})
        counts.flush()
        assert len(counts.spans) <= _log_counts.MAX_SPANS
    assert sum(counts.spans.values()) == counts.rows == 80_000


def on_terminal(*arguments: object) -> str:
    """Runs the command with a terminal as its standard error, and returns what that shows."""
    screen, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    process = subprocess.Popen([*COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, stderr=terminal)
    os.close(terminal)
    shown = b""
    while True:
        try:
            chunk = os.read(screen, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(screen)
    assert process.stdout is not None
    process.stdout.read()
    assert process.wait() == 0
    return shown.decode()


@pytest.mark.parametrize("kind", FORMATS)
def test_progress_bar_moves_to_its_end_on_a_terminal(kind: str, logs: dict[str, Path]) -> None:
    percentages = [int(value) for value in re.findall(r"(\d+)%", on_terminal(*[logs[kind]] * 40))]
    assert percentages == sorted(percentages)
    assert percentages[0] == 0 and percentages[-1] == 100 and len(set(percentages)) >= 4, percentages


def test_progress_bar_is_not_drawn_in_a_file(logs: dict[str, Path]) -> None:
    done = subprocess.run([*COMMAND, logs["tsv"]], capture_output=True, text=True, check=True)
    assert done.stderr == "" and done.stdout.endswith("3,000 responses\n")


@pytest.mark.long
@pytest.mark.parametrize("kind", [*FORMATS, "one_row_group.parquet"])
def test_memory_does_not_grow_with_the_file(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"log.{kind}"
    generate.write(file, generate.batches(200_000, 1, "real"))
    if kind.startswith("one_row_group"):
        pq.write_table(pq.read_table(file), file, row_group_size=200_000)
    peaks = []
    for times in (1, 8):
        # The largest resident set of a child that has ended.
        code = f"import resource, subprocess; subprocess.run({[*COMMAND, *[str(file)] * times]!r}, check=True); "
        code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout.splitlines()[-1]) // 1024)
    # The second log has 1.5 GB more.
    assert peaks[1] < 200 and peaks[1] < peaks[0] + 30, peaks
