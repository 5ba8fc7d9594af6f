"""The arguments that `read` accepts and rejects."""

from __future__ import annotations

import array
import ctypes
import http
import io
import mmap
from types import SimpleNamespace
from typing import Any

import mixerr
import pytest
from mixerr import Code

BODY = b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}'
EXPECTED = mixerr.read(202, BODY)
PADDED = BODY + b" " * (-len(BODY) % 8)


class WrongLength(bytes):
    """Bytes whose methods do not match their contents."""

    def __len__(self) -> int:
        return 1 << 20

    def __getitem__(self, index: Any) -> Any:
        raise AssertionError("called")


class Single(ctypes.Structure):
    """A memoryview of this struct has no dimension."""

    _fields_ = [("body", ctypes.c_char * len(BODY))]


class Status:
    """An integer that is not an int, like numpy's."""

    def __index__(self) -> int:
        return 202


def mapped() -> mmap.mmap:
    memory = mmap.mmap(-1, len(BODY))
    memory.write(BODY)
    return memory


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(bytearray(BODY), id="bytearray"),
        pytest.param(memoryview(BODY), id="memoryview"),
        pytest.param(memoryview(b"<<" + BODY + b">>")[2:-2], id="slice of a memoryview"),
        pytest.param(memoryview(bytearray(BODY)).toreadonly(), id="readonly memoryview"),
        pytest.param(memoryview(PADDED).cast("Q"), id="memoryview of integers"),
        pytest.param(memoryview(PADDED).cast("B", (2, len(PADDED) // 2)), id="memoryview of two dimensions"),
        pytest.param(array.array("b", BODY), id="array of signed chars"),
        pytest.param(array.array("I", PADDED), id="array of integers"),
        pytest.param((ctypes.c_char * len(BODY)).from_buffer_copy(BODY), id="ctypes"),
        pytest.param(Single.from_buffer_copy(BODY), id="single item without dimensions"),
        pytest.param(mapped(), id="mmap"),
        pytest.param(WrongLength(BODY), id="subclass of bytes"),
        pytest.param(type("Other", (bytearray,), {})(BODY), id="subclass of bytearray"),
        pytest.param(io.BytesIO(BODY).getbuffer(), id="buffer of a stream"),
    ],
)
def test_read_accepts_a_body_of_any_bytes_like_type(body: Any) -> None:
    assert mixerr.read(202, body) == EXPECTED
    reader = mixerr.Reader()
    reader.feed(body)
    assert reader.finish(202) == EXPECTED


@pytest.mark.parametrize("body", [b"", bytearray(), memoryview(b""), memoryview(b"{}")[1:1], array.array("d")])
def test_read_of_an_empty_body_is_malformed(body: Any) -> None:
    for http_status in (0, 200, 202, 203, 206, 404, 500):
        response = mixerr.read(http_status, body)
        assert (response.outcome, response.fault, response.fault_offset) == (3, 1, 0)


@pytest.mark.parametrize("body", [b"", bytearray(), memoryview(b""), memoryview(b"{}")[1:1], array.array("d")])
@pytest.mark.parametrize("http_status", [204, 205])
def test_read_of_an_empty_body_is_a_success_with_a_status_that_has_none(http_status: int, body: Any) -> None:
    response = mixerr.read(http_status, body)
    assert response.is_success and (response.action, response.payment, response.data) == (1, 0, 0)
    assert (response.fault, response.fault_offset, response.http_status) == (0, None, http_status)
    reader = mixerr.Reader()
    reader.feed(body)
    assert reader.finish(http_status) == mixerr.Reader().finish(http_status) == response
    mixerr.raise_for_error(http_status, body)
    for more in (b" ", b"\n", b"\0", b"<html>", b'{"data":'):
        assert mixerr.read(http_status, bytes(body) + more).outcome == 3


@pytest.mark.parametrize("body", [memoryview(BODY)[::2], memoryview(BODY)[::-1]])
def test_read_rejects_a_body_that_is_not_contiguous(body: Any) -> None:
    with pytest.raises(BufferError, match="C-contiguous"):
        mixerr.read(200, body)


def test_read_rejects_a_released_body() -> None:
    body = memoryview(BODY)
    body.release()
    with pytest.raises(ValueError, match="released"):
        mixerr.read(200, body)


def test_read_rejects_a_str_and_names_the_right_argument() -> None:
    for body in ("", "{}", BODY.decode()):
        with pytest.raises(TypeError, match="a body is bytes, not str: .*response.content"):
            mixerr.read(200, body)  # type: ignore[arg-type]


@pytest.mark.parametrize("body", [None, 0, 5, True, 1.5, [1], ["{}"], {}, {"error": None}, io.BytesIO(BODY), object])
def test_read_rejects_a_body_that_is_not_bytes_like(body: Any) -> None:
    for http_status in (200, 700):
        with pytest.raises(TypeError, match=f"a body is a bytes-like object, not {type(body).__name__}"):
            mixerr.read(http_status, body)


# A body for each branch of `read`.
BRANCHES = [
    pytest.param(BODY, id="short"),
    pytest.param(BODY + b" " * 5000, id="long"),
    pytest.param(bytearray(BODY)),
]


@pytest.mark.parametrize("body", BRANCHES)
@pytest.mark.parametrize("http_status", ["202", b"202", None, 202.0, float("nan"), [202], (202,), {}, 1j, object()])
def test_read_rejects_an_http_status_that_is_not_an_int(http_status: Any, body: Any) -> None:
    with pytest.raises(TypeError, match=f"an HTTP status is an int, not {type(http_status).__name__}$") as caught:
        mixerr.read(http_status, body)
    assert caught.value.__context__ is None or caught.value.__suppress_context__


@pytest.mark.parametrize("body", BRANCHES)
@pytest.mark.parametrize("http_status", [-1, -200, -600, -601, 65536, 65536 + 202, 1 << 32, 1 << 64, -(1 << 64)])
def test_read_rejects_an_http_status_out_of_range(http_status: int, body: Any) -> None:
    with pytest.raises(ValueError, match=f"an HTTP status is 0 to 65535, not {http_status}$"):
        mixerr.read(http_status, body)


@pytest.mark.parametrize("body", BRANCHES)
@pytest.mark.parametrize("http_status", [http.HTTPStatus.ACCEPTED, Status(), type("Number", (int,), {})(202)])
def test_read_accepts_every_type_of_integer_as_http_status(http_status: Any, body: Any) -> None:
    response = mixerr.read(http_status, body)
    assert response == EXPECTED and type(response.http_status) is int


class AlwaysTrue(int):
    """An int whose methods do not match its value: every comparison is true."""

    def compare(self, *_: Any) -> Any:
        return True

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = compare
    __hash__ = int.__hash__

    def __index__(self) -> int:
        return 200

    __int__ = __index__


class AlwaysFalse(AlwaysTrue):
    def compare(self, *_: Any) -> Any:
        return False

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = compare
    __hash__ = int.__hash__


class Changing:
    """An index that returns another number each time."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = list(numbers)

    def __index__(self) -> int:
        return self.numbers.pop(0) if len(self.numbers) > 1 else self.numbers[0]

    def __ge__(self, other: object) -> bool:
        return True


@pytest.mark.parametrize("body", BRANCHES)
@pytest.mark.parametrize("kind", [AlwaysTrue, AlwaysFalse])
def test_read_ignores_overridden_methods_of_an_int(kind: Any, body: Any) -> None:
    for number in (0, 202, 500, 599, 600, 700, 65535):
        response = mixerr.read(kind(number), body)
        assert (type(response.http_status), response.http_status) == (int, number)
    for number in (-1, -400, -600, -601, -1200, -1201, 65536, 1 << 64):
        with pytest.raises(ValueError, match=f"an HTTP status is 0 to 65535, not {number}$"):
            mixerr.read(kind(number), body)
        with pytest.raises(ValueError, match=f"an HTTP status is 0 to 65535, not {number}$"):
            mixerr.Reader().finish(kind(number))
    with pytest.raises(ValueError, match="0 is not an HTTP status"):
        mixerr.raise_for_response(SimpleNamespace(status_code=kind(0), content=body))


@pytest.mark.parametrize("body", BRANCHES)
@pytest.mark.parametrize("numbers", [(-1,), (-398, -398), (202, -1), (-1, -1, 202), (600, -1), (1 << 80, -1)])
def test_read_uses_only_numbers_that_an_index_returned(numbers: tuple[int, ...], body: Any) -> None:
    try:
        http_status = mixerr.read(Changing(*numbers), body).http_status  # type: ignore[arg-type]
    except ValueError as error:
        assert str(error).endswith(tuple(f"not {number}" for number in numbers))
    else:
        assert http_status in numbers and http_status >= 0


@pytest.mark.parametrize("length", [-1, 0, 1, 1 << 20, 1 << 70, "x"])
@pytest.mark.parametrize("kind", [bytes, bytearray, array.array])
def test_read_ignores_overridden_methods_of_a_body(kind: Any, length: Any) -> None:
    methods = {"__len__": lambda self: length, "__getitem__": None, "__iter__": None, "__bool__": lambda self: False}
    subclass: Any = type("Subclass", (kind,), methods)
    body = subclass("B", BODY) if kind is array.array else subclass(BODY)
    assert mixerr.read(202, body) == EXPECTED
    assert mixerr.read(700, body).code == 20119
    reader = mixerr.Reader()
    reader.feed(body)
    assert reader.finish(202) == EXPECTED


@pytest.mark.parametrize("is_ok", [False, True])
def test_read_rejects_a_bool_as_http_status(is_ok: bool) -> None:
    with pytest.raises(TypeError, match="^an HTTP status is an int, not bool$"):
        mixerr.read(is_ok, b"{}")
    with pytest.raises(TypeError, match="^an HTTP status is an int, not bool$"):
        mixerr.Reader().finish(is_ok)
    assert mixerr.read(0, b"{}").is_success and not mixerr.read(1, b"{}").is_success


@pytest.mark.parametrize("body", BRANCHES)
def test_response_has_the_passed_http_status(body: Any) -> None:
    for http_status in (*range(1200), *range(1200, 65536, 97), 65535):
        response = mixerr.read(http_status, body)
        assert (response.http_status, response.code) == (http_status, Code.PIN_INCORRECT)


def test_action_of_a_fault_follows_the_http_status() -> None:
    report, retry, wait, fix_request = 0, 2, 3, 5
    actions = {429: wait, **dict.fromkeys((408, 421, 425), retry), 511: report}
    actions |= dict.fromkeys((400, 405, 413, 414, 415, 431), fix_request)
    for http_status in range(65536):
        is_damaged = http_status == 0 or 200 <= http_status <= 209
        is_of_server = 500 <= http_status <= 599
        action = actions.get(http_status, retry if is_damaged or is_of_server else report)
        response = mixerr.read(http_status, b"<html>")
        assert (response.action, response.payment) == (action, 0), http_status
        # A well-formed body was not damaged.
        foreign = mixerr.read(http_status, b'{"error":"x"}')
        assert (foreign.outcome, foreign.action) == (3, report if is_damaged else action), http_status


@pytest.mark.parametrize(
    ("http_status", "body", "action"),
    [
        (401, b"<html>", 0),
        (401, b"{}", 0),
        (403, b"", 0),
        (403, b'{"message":"Forbidden"}', 0),
        (407, b"", 0),
        (451, b"<html>", 0),
        (511, b"<html>", 0),
        (408, b"", 2),
        (421, b"{}", 2),
        (425, b"", 2),
        (503, b"<html>", 2),
        (599, b"{}", 2),
        (429, b"", 3),
        (400, b"<html>", 5),
        (413, b"<html>", 5),
        # The action of an error of the API does not depend on the HTTP status.
        (401, b'{"error":{"status":401,"code":401}}', 6),
        (403, b'{"error":{"code":403}}', 5),
        (511, b'{"error":{"code":20119}}', 4),
        (408, b'{"error":{"code":30100}}', 3),
    ],
)
def test_action_differs_between_a_proxy_and_the_api(http_status: int, body: bytes, action: int) -> None:
    assert mixerr.read(http_status, body).action == action


@pytest.mark.parametrize(
    ("body", "data"),
    [
        (b"{}", 0),
        (b"[]", 0),
        (b"null", 0),
        (b'"data"', 0),
        (b'[{"data":1}]', 0),
        (b'{"x":{"data":1}}', 0),
        (b'{"login":"https://wifi.example"}', 0),
        (b'{"data":null}', 1),
        (b'{"data":null,"error":null}', 1),
        (b'{"data":{}}', 2),
        (b'{"data":[]}', 2),
        (b'{"data":false,"error":null}', 2),
        (b'{"d\\u0061ta":0}', 2),
        (b'{"data":{},"data":null}', 1),
        (b'{"data":null,"data":""}', 2),
    ],
)
def test_data_reports_the_key_of_the_root_object(body: bytes, data: int) -> None:
    for http_status in (0, 200, 202, 209):
        response = mixerr.read(http_status, body)
        assert response.is_success and response.data == data
    for http_status in (199, 210, 404, 500):
        response = mixerr.read(http_status, body)
        assert not response.is_success and response.data == 0


@pytest.mark.parametrize("length", [*range(1020, 1030), (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (1 << 21) + 1])
def test_read_accepts_bodies_near_the_lengths_of_its_branches(length: int) -> None:
    for body in (BODY + b" " * (length - len(BODY)), b" " * (length - len(BODY)) + BODY):
        assert mixerr.read(202, body) == mixerr.read(202, bytearray(body)) == EXPECTED
    truncated = b'{"error":{"code":20119},"x":"'.ljust(length, b"x")
    for body in (truncated, bytearray(truncated)):
        response = mixerr.read(202, body)
        assert (response.fault, response.fault_offset) == (mixerr.Fault.MALFORMED, length)


def test_read_sees_changes_of_a_buffer() -> None:
    body = bytearray(BODY)
    assert mixerr.read(202, body).code == 20119
    body[body.index(b"20119") : body.index(b"20119") + 5] = b"20117"
    assert mixerr.read(202, body).code == 20117


def test_read_releases_the_buffer() -> None:
    body = bytearray(BODY)
    mixerr.read(202, body)
    with pytest.raises(BufferError):
        mixerr.read(202, memoryview(body)[::2])
    body.append(0x20)
    assert mixerr.read(202, body) == EXPECTED


@pytest.mark.long
def test_read_accepts_bytes_of_more_than_2_gib() -> None:
    length = (1 << 31) + 10
    response = mixerr.read(202, b" " * length)
    assert (response.fault, response.fault_offset) == (mixerr.Fault.MALFORMED, length)


@pytest.mark.long
def test_read_finds_the_error_at_the_end_of_a_bytearray_of_more_than_2_gib() -> None:
    body = bytearray(b" ") * ((1 << 31) + 10)
    body[-len(BODY) :] = BODY
    assert mixerr.read(202, body) == EXPECTED


def test_read_of_different_bodies_does_not_leak_memory() -> None:
    tracemalloc = pytest.importorskip("tracemalloc", reason="PyPy has no tracemalloc", exc_type=ImportError)

    def read_some(start: int) -> int:
        for number in range(start, start + 5000):
            body = b'{"error":{"code":%d,"status":%d,"description":"x%d","extra":%d}}'
            mixerr.read(number & 0xFFFF, body % (number, number & 0xFFFF, number, number))
            mixerr.read(200, b" " * (number % 1000) + b"<")
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = read_some(1 << 20)
        after = max(read_some(start << 20) for start in range(2, 5))
    finally:
        tracemalloc.stop()
    assert after - before < 100_000
