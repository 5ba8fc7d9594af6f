"""Concurrent and nested reads: threads, tasks, signal handlers, finalizers."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable

import mixerr
import pytest
from mixerr import Response, _read

THREADS = 8

on_cpython = pytest.mark.skipif(
    sys.implementation.name != "cpython",
    reason="PyPy has no threshold for garbage collection, and is too slow for so many signals",
)


def numbered(number: int) -> tuple[int, bytes]:
    """Returns an HTTP status and a body. All bodies have the same length and different texts."""
    text = f"{number:04d}"
    return 202, b'{"error":{"status":202,"code":77777,"description":"%s","extra":"%s"}}' % ((text.encode(),) * 2)


CASES = [numbered(number) for number in range(500)]
CASES += [
    (200, b'{"data":{}}'),
    (502, b"<html>"),
    (202, b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}'),
    (500, b'{"error":{"code":7000}}'),
    (700, b'{"error":{"code":7000,"description":"an invalid HTTP status"}}'),
    (202, bytearray(b'{"error":{"code":10002,"extra":{"field":"amount"}}}')),
    (202, b" " * 5000 + b'{"error":{"code":10003,"description":"long"}}'),
    (202, b" " * (1 << 20) + b'{"error":{"code":10003,"description":"read without the lock"}}'),
]
EXPECTED = [mixerr.read(*case) for case in CASES]


def read_all(seed: int) -> int:
    """Reads all cases in a random order; returns their number."""
    order = list(range(len(CASES)))
    random.Random(seed).shuffle(order)
    for index in order:
        assert mixerr.read(*CASES[index]) == EXPECTED[index]
    return len(order)


def feed_all(seed: int) -> int:
    """Feeds 500 readers one byte at a time in a random order; returns their number."""
    readers = [mixerr.Reader() for _ in CASES[:500]]
    order = [index for index in range(500) for _ in CASES[index][1]]
    random.Random(seed).shuffle(order)
    fed = [0] * len(readers)
    for index in order:
        readers[index].feed(CASES[index][1][fed[index] : fed[index] + 1])
        fed[index] += 1
    assert [reader.finish(202) for reader in readers] == EXPECTED[:500]
    return len(readers)


@pytest.fixture(autouse=True)
def busy() -> Iterator[None]:
    """Switches threads as often as possible."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)
    assert_pool_is_valid()


def assert_pool_is_valid() -> None:
    """Checks that the pool contains no struct twice. Two threads would share it."""
    assert len({id(struct[-1]) for struct in _read._pool}) == len(_read._pool) >= 1


def in_threads(work: Callable[[int], int]) -> None:
    barrier = threading.Barrier(THREADS)

    def start(seed: int) -> int:
        barrier.wait()
        return sum(work(seed + THREADS * turn) for turn in range(4))

    with ThreadPoolExecutor(THREADS) as threads:
        assert all(threads.map(start, range(THREADS)))


def test_threads_read() -> None:
    in_threads(read_all)


def test_threads_feed_readers() -> None:
    in_threads(feed_all)


def test_threads_read_with_an_empty_pool() -> None:
    removed = [_read._pool.pop() for _ in range(len(_read._pool))]
    in_threads(read_all)
    assert 1 <= len(_read._pool) <= THREADS
    _read._pool.extend(removed)


def test_threads_raise_exceptions_and_write_texts() -> None:
    lines = list(map(str, EXPECTED))

    def raise_and_write(seed: int) -> int:
        for index in range(seed % 7, len(CASES), 7):
            try:
                mixerr.raise_for_error(*CASES[index])
            except mixerr.MixinError as error:
                assert (error.response, str(error)) == (EXPECTED[index], lines[index])
                assert error.response.write_envelope() == EXPECTED[index].write_envelope()
        return 1

    in_threads(raise_and_write)


def longest_wait(work: Callable[[], object]) -> float:
    """Returns the longest time in seconds that this thread waits while another one works."""
    other = threading.Thread(target=work)
    longest, last = 0.0, time.perf_counter()
    other.start()
    while True:
        is_over = not other.is_alive()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        if is_over:
            return longest
        time.sleep(0)


def test_read_of_a_long_body_lets_other_threads_run() -> None:
    body = b" " * (1 << 28)
    started = time.perf_counter()
    mixerr.read(200, body)
    alone = time.perf_counter() - started
    # On a busy machine, a single measurement may be too long.
    assert any(longest_wait(lambda: mixerr.read(200, body)) < alone / 2 for _ in range(10))


def test_tasks_of_asyncio_read_concurrently() -> None:
    async def receive(http_status: int, body: Any) -> Response:
        reader = mixerr.Reader()
        for start in range(0, len(body), max(len(body) // 50, 1)):
            await asyncio.sleep(0)
            reader.feed(body[start : start + max(len(body) // 50, 1)])
        return reader.finish(http_status)

    async def receive_all() -> list[Response]:
        return await asyncio.gather(*(receive(*case) for case in CASES))

    assert asyncio.run(receive_all()) == EXPECTED


def run_with_signals(work: Callable[[], None], handler: Any) -> None:
    """Repeats some work for a second. A signal interrupts it every 0.1 ms."""
    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)
        end = time.monotonic() + 1
        while time.monotonic() < end:
            work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has signal.setitimer")
@on_cpython
def test_signal_handler_reads_during_a_read() -> None:
    handled = []

    def handler(*_: Any) -> None:
        index = len(handled) % 507
        handled.append(mixerr.read(*CASES[index]) == EXPECTED[index])

    run_with_signals(lambda: read_all(1) and None, handler)
    assert len(handled) > 100 and all(handled)


def traced(call: Callable[[], Any], hook: Callable[[], None]) -> Any:
    """Runs `call`, and calls `hook` before every line and every opcode of the package."""
    package = os.path.dirname(mixerr.__file__)

    def trace(frame: Any, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(package):
            return None
        frame.f_trace_opcodes = True
        if event in ("line", "opcode"):
            hook()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return call()
    finally:
        sys.settrace(before)


def feed_and_finish(http_status: int, body: Any) -> Response:
    reader = mixerr.Reader()
    reader.feed(body)
    return reader.finish(http_status)


# The index of a case for each branch of `read`.
BRANCHES = [0, *range(500, len(CASES))]


@pytest.mark.parametrize("read", [mixerr.read, feed_and_finish])
@pytest.mark.parametrize("index", BRANCHES)
def test_nested_read_at_any_opcode_does_not_affect_the_outer_one(index: int, read: Any) -> None:
    nested = []

    def hook() -> None:
        other = len(nested) % 500
        nested.append(mixerr.read(*CASES[other]) == EXPECTED[other])

    assert traced(lambda: read(*CASES[index]), hook) == EXPECTED[index]
    assert len(nested) > 20 and all(nested)


@pytest.mark.parametrize("read", [mixerr.read, feed_and_finish])
@pytest.mark.parametrize("index", BRANCHES)
def test_exception_at_any_opcode_does_not_affect_a_later_read(index: int, read: Any) -> None:
    http_status, body = CASES[index]
    stops = 0
    for stop in range(2000):
        left = stop

        def hook() -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt

        try:
            assert traced(lambda: read(http_status, body), hook).http_status == http_status
            if left >= 0:
                break
        except (KeyboardInterrupt, SystemError):
            # Before some opcodes, Python 3.9 replaces an exception by a SystemError, or drops it.
            stops += 1
        for other in (1, 2, 503):
            assert mixerr.read(*CASES[other]) == EXPECTED[other]
        assert_pool_is_valid()
    else:
        pytest.fail("the read has more than 2000 opcodes")
    assert stops > 20


@on_cpython
def test_finalizer_reads_during_a_read() -> None:
    finalized = []

    class Reads:
        def __init__(self, index: int) -> None:
            self.index, self.itself = index, self

        def __del__(self) -> None:
            finalized.append(mixerr.read(*CASES[self.index]) == EXPECTED[self.index])

    threshold = gc.get_threshold()
    gc.set_threshold(1)
    try:
        for index in range(500):
            Reads(index)
            assert mixerr.read(*CASES[index]) == EXPECTED[index]
    finally:
        gc.set_threshold(*threshold)
    gc.collect()
    assert len(finalized) == 500 and all(finalized)
