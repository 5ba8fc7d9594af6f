"""Reads in processes that were forked or spawned, in interpreters beside the first, and at the end of one."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading

import mixerr
import pytest
import vectors
from mixerr import Response

ROWS = vectors.responses()[:300]
BODIES = [(case.http_status, case.body) for case in ROWS]
EXPECTED = [mixerr.read(*case) for case in BODIES]

# Runs `inner` in an interpreter beside the first one, by whatever name this Python has the module.
BESIDE = """
import sys, threading
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters

inner = '''
try:
    import mixerr
    for _ in range(1000):
        assert mixerr.read(202, b'{"error":{"code":20119,"description":"x"}}').description == "x"
    result = "fine"
except ImportError as error:
    result = f"ImportError: {error}"
import os
os.write(1, (result + chr(10)).encode())
'''

def run():
    beside = interpreters.create()
    failure = interpreters.run_string(beside, inner)
    interpreters.destroy(beside)
    if failure is not None:
        sys.exit(str(failure))

IMPORTS_FIRST
threads = [threading.Thread(target=run) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done", flush=True)
"""


def python(program: str) -> subprocess.CompletedProcess[str]:
    """Runs a program in a Python of its own, which may crash."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)


def read_here(case: tuple[int, bytes]) -> Response:
    return mixerr.read(*case)


def raise_here(case: tuple[int, bytes]) -> None:
    mixerr.raise_for_error(*case)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_child_reads_whatever_the_threads_of_its_parent_do() -> None:
    stop = threading.Event()

    def read_on() -> None:
        while not stop.is_set():
            for case in BODIES:
                mixerr.read(*case)

    threads = [threading.Thread(target=read_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    statuses = []
    try:
        for _ in range(30):
            child = os.fork()
            if child == 0:
                os._exit(0 if [mixerr.read(*case) for case in BODIES] == EXPECTED else 1)
            statuses.append(os.waitpid(child, 0)[1])
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert statuses == [0] * 30


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_reader_goes_on_in_parent_and_child() -> None:
    reader = mixerr.Reader()
    reader.feed(b'{"error":{"code":201')
    child = os.fork()
    reader.feed(b"17}}" if child == 0 else b"19}}")
    code = reader.finish(202).code
    if child == 0:
        os._exit(0 if code == 20117 else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert code == 20119


@pytest.mark.parametrize("how", multiprocessing.get_all_start_methods())
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_processes_send_responses_and_exceptions_back(how: str) -> None:
    with multiprocessing.get_context(how).Pool(2) as pool:
        assert pool.map(read_here, BODIES) == EXPECTED
        with pytest.raises(mixerr.AskUserError) as caught:
            pool.apply(raise_here, ((202, b'{"error":{"code":20119,"description":"x"}}'),))
    assert (caught.value.code, caught.value.description) == (20119, "x")


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="only CPython has more than one interpreter")
@pytest.mark.parametrize("first", ["import mixerr", "pass"])
@pytest.mark.parametrize("threads", [1, 4])
def test_interpreter_beside_the_first_reads_or_says_clearly_that_it_cannot(first: str, threads: int) -> None:
    done = python(BESIDE.replace("IMPORTS_FIRST", first).replace("THREADS", str(threads)))
    assert (done.returncode, done.stderr) == (0, "")
    *result, end = done.stdout.splitlines()
    assert end == "done" and len(result) == threads
    # Python 3.12 has ctypes in no interpreter with a lock of its own.
    cannot = "ImportError: module _ctypes does not support loading in subinterpreters"
    assert set(result) == ({cannot} if sys.version_info[:2] == (3, 12) else {"fine"})


AT_THE_END = """
import atexit, sys, threading
import mixerr

BODY = b'{"error":{"code":20119,"description":"x"}}'

class Reads:
    def __init__(self):
        self.itself = self
        self.read = mixerr.read

    def __del__(self):
        assert self.read(202, BODY).description == "x"
        print("finalized")

atexit.register(lambda: print("at exit", mixerr.read(202, BODY).code))
kept = Reads()
sys.modules["kept"] = Reads()
"""

IN_A_DAEMON = """
import threading, time
import mixerr

def read_on():
    while True:
        mixerr.read(202, b" " * (1 << 21))
        mixerr.read(202, b'{"error":{"code":20119,"description":"x"}}')

for _ in range(4):
    threading.Thread(target=read_on, daemon=True).start()
time.sleep(0.2)
"""


def test_read_is_right_at_the_end_of_the_interpreter() -> None:
    done = python(AT_THE_END)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("at exit 20119")
    if sys.implementation.name == "cpython":
        assert "finalized" in done.stdout


def test_interpreter_ends_though_daemons_read() -> None:
    for _ in range(3):
        done = python(IN_A_DAEMON)
        assert (done.returncode, done.stderr) == (0, "")
