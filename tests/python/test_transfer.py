"""`Transfer` and `FileStore`: the rows of transfers.tsv, arguments, errors, and crashes in the middle of a save."""

from __future__ import annotations

import copy
import os
import pickle
import signal
import subprocess
import sys
import threading
import uuid
import zlib
from array import array
from pathlib import Path
from typing import Any, Optional

import mixerr
import pytest
import vectors
from mixerr import Action, Ending, FileStore, Match, Step, StepKind, Transfer

KEY = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f"
REQUEST = b"request"
SUCCESS = mixerr.read(200, b'{"data":{}}')

ROWS = {name.decode(): tuple(map(bytes.decode, rest)) for name, *rest in vectors.rows("transfers.tsv", 4)}


def started() -> Transfer:
    return Transfer(KEY, request=REQUEST)


def sending() -> Transfer:
    transfer = started()
    transfer.handle_saved()
    return transfer


def asking() -> Transfer:
    transfer = sending()
    transfer.handle_response(api_error("20117"), Match.NONE)
    return transfer


def api_error(code: str) -> mixerr.Response:
    return mixerr.read(202, b'{"error":{"status":202,"code":%s}}' % code.encode())


def start(column: str) -> Transfer:
    record, pin, _ = column.partition("+pin")
    if record == "new":
        return Transfer(KEY, request=REQUEST, carries_pin=bool(pin))
    return Transfer.restore(bytes.fromhex(record), request=REQUEST, carries_pin=bool(pin))


def describe(step: Step) -> str:
    values = {
        StepKind.WAIT: f"={round(step.seconds * 1000)}",
        StepKind.ASK: f"={step.action}",
        StepKind.DONE: f"={step.ending},{step.action}",
    }
    return f"{step.kind}{values.get(step.kind, '')}"


def report(transfer: Transfer, word: str) -> None:
    word, _, hint = word.partition("@")
    kind, _, value = word.partition("=")
    retry_after: Optional[int] = int(hint) if hint else None
    if kind == "success":
        transfer.handle_response(SUCCESS, Match[value], retry_after)
    elif kind == "api":
        transfer.handle_response(api_error(value), Match.EXACT, retry_after)
    elif kind == "page":
        transfer.handle_response(mixerr.read(int(value), b"<html>"), Match.EXACT, retry_after)
    elif kind in ("lost", "unsent"):
        transfer.handle_no_response(kind == "lost")
    elif kind in ("yes", "no"):
        transfer.handle_decision(kind == "yes")
    elif kind == "amend":
        transfer.amend(b"amended")
    else:
        getattr(transfer, f"handle_{kind}")()


@pytest.mark.parametrize("name", ROWS)
def test_row_has_its_steps_and_its_record(name: str) -> None:
    column, steps, record = ROWS[name]
    transfer = start(column)
    first, *words = steps.split(" ")
    assert describe(transfer.poll()) == first
    for word, expected in zip(words[::2], words[1::2]):
        if word.startswith("!"):
            before = bytes(transfer)
            with pytest.raises(mixerr.UnexpectedStepError):
                report(transfer, word[1:])
            assert bytes(transfer) == before
        else:
            report(transfer, word)
        assert describe(transfer.poll()) == expected, word
    assert bytes(transfer).hex() == record


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= 40


def test_step_has_zeros_where_it_has_no_value() -> None:
    assert started().poll() == Step(StepKind.SAVE, 0, Action.REPORT, Ending.UNKNOWN)


def test_trace_id_may_be_a_uuid() -> None:
    assert bytes(Transfer(uuid.UUID(KEY), request=REQUEST)) == bytes(started())


@pytest.mark.parametrize(
    "text", ["", KEY[1:], KEY + "0", KEY + "\0", "\0" + KEY, KEY.replace("-", "_"), "é" * 36, None]
)
def test_trace_id_that_is_not_a_uuid_is_refused(text: Any) -> None:
    with pytest.raises(ValueError, match="a trace_id is a UUID"):
        Transfer(text, request=REQUEST)


@pytest.mark.parametrize("request_", ["text", None, 1])
def test_request_that_is_not_bytes_is_refused(request_: Any) -> None:
    with pytest.raises(TypeError, match="a request is"):
        Transfer(KEY, request=request_)
    with pytest.raises(TypeError, match="a request is"):
        asking().amend(request_)


def test_request_may_be_any_buffer() -> None:
    assert bytes(Transfer(KEY, request=bytearray(REQUEST))) == bytes(Transfer(KEY, request=memoryview(REQUEST)))


def resealed(record: bytes, offset: int, value: int) -> bytes:
    """Returns a record with another byte and the right CRC."""
    changed = bytearray(record)
    changed[offset] = value
    return bytes(changed[:28]) + zlib.crc32(changed[:28]).to_bytes(4, "little")


@pytest.mark.parametrize(
    ("record", "error"),
    [
        (bytes(32), mixerr.RecordBlankError),
        (b"\xff" * 32, mixerr.RecordBlankError),
        (b"\x01" * 32, mixerr.RecordDamagedError),
        (b"", mixerr.RecordDamagedError),
        (bytes(31), mixerr.RecordDamagedError),
        (bytes(started()) + b"\0", mixerr.RecordDamagedError),
        (resealed(bytes(started()), 3, 2), mixerr.RecordNewerError),
        (bytes(Transfer(KEY, request=b"another")), mixerr.RecordOfAnotherRequestError),
    ],
)
def test_restore_raises_a_record_error(record: bytes, error: type[mixerr.RecordError]) -> None:
    with pytest.raises(mixerr.RecordError) as caught:
        Transfer.restore(record, request=REQUEST)
    assert caught.type is error
    assert str(caught.value)


def test_trace_id_is_the_key_of_the_transfer_and_of_its_record() -> None:
    transfer = Transfer(KEY.upper(), request=REQUEST)
    assert transfer.trace_id == KEY
    assert Transfer.restore(bytes(transfer), request=REQUEST).trace_id == KEY


def test_restore_refuses_the_record_of_another_key() -> None:
    # Two payments with the same parameters, whose requests do not contain the key.
    record = bytes(Transfer(KEY, request=REQUEST))
    for same in (KEY, KEY.upper(), uuid.UUID(KEY), None):
        assert Transfer.restore(record, request=REQUEST, trace_id=same).trace_id == KEY
    with pytest.raises(mixerr.RecordOfAnotherRequestError, match="another key"):
        Transfer.restore(record, request=REQUEST, trace_id=KEY[:-1] + "0")
    with pytest.raises(ValueError, match="a trace_id is a UUID"):
        Transfer.restore(record, request=REQUEST, trace_id="")


@pytest.mark.parametrize("wrong", ["no", "false", "", 0, 1, None, b"", [], object()])
def test_bool_of_another_type_is_refused(wrong: Any) -> None:
    transfer = sending()
    with pytest.raises(TypeError, match="may_have_arrived is a bool"):
        transfer.handle_no_response(wrong)
    assert transfer.poll().kind is StepKind.SEND
    with pytest.raises(TypeError, match="a decision is a bool"):
        asking().handle_decision(wrong)
    with pytest.raises(TypeError, match="carries_pin is a bool"):
        Transfer(KEY, request=REQUEST, carries_pin=wrong)
    with pytest.raises(TypeError, match="carries_pin is a bool"):
        Transfer.restore(bytes(transfer), request=REQUEST, carries_pin=wrong)


def test_restore_after_amend_needs_the_new_request() -> None:
    transfer = asking()
    transfer.amend(b"amended")
    assert Transfer.restore(bytes(transfer), request=b"amended").poll().kind is StepKind.SAVE
    with pytest.raises(mixerr.RecordOfAnotherRequestError):
        Transfer.restore(bytes(transfer), request=REQUEST)


def test_match_may_be_an_object_that_compares() -> None:
    class Receipt:
        def match(self, response: mixerr.Response) -> Match:
            return Match.EXACT if response.is_success else Match.NONE

    transfer = sending()
    transfer.handle_response(SUCCESS, Receipt())
    transfer.handle_saved()
    assert transfer.poll().ending is Ending.PAID


@pytest.mark.parametrize("match", [7, None, "EXACT"])
def test_match_of_another_type_is_refused(match: Any) -> None:
    transfer = sending()
    with pytest.raises(TypeError, match="a match is"):
        transfer.handle_response(SUCCESS, match)
    assert transfer.poll().kind is StepKind.SEND


@pytest.mark.parametrize("found", [True, 1, None, "EXACT"])
def test_receipt_that_returns_another_type_is_refused(found: Any) -> None:
    class Receipt:
        def match(self, response: mixerr.Response) -> Any:
            return found

    transfer = sending()
    with pytest.raises(TypeError, match="a receipt returns a Match"):
        transfer.handle_response(SUCCESS, Receipt())
    assert transfer.poll().kind is StepKind.SEND


@pytest.mark.parametrize("response", [None, b"", 200])
def test_response_of_another_type_is_refused(response: Any) -> None:
    with pytest.raises(TypeError, match="a response is"):
        sending().handle_response(response, Match.NONE)


@pytest.mark.parametrize("retry_after", [-1, -0.5, float("nan"), float("-inf")])
def test_retry_after_that_is_no_time_is_refused(retry_after: float) -> None:
    transfer = sending()
    with pytest.raises(ValueError, match="retry_after"):
        transfer.handle_response(SUCCESS, Match.NONE, retry_after)
    assert transfer.poll().kind is StepKind.SEND


@pytest.mark.parametrize(("retry_after", "seconds"), [(59.1, 60), (60, 60), (None, 0), (0, 0)])
def test_retry_after_is_rounded_up(retry_after: Optional[float], seconds: int) -> None:
    transfer, other = sending(), sending()
    transfer.handle_response(api_error("429"), Match.NONE, retry_after)
    other.handle_response(api_error("429"), Match.NONE, seconds)
    assert bytes(transfer) == bytes(other)
    transfer.handle_saved()
    other.handle_saved()
    assert transfer.poll() == other.poll()


@pytest.mark.parametrize("retry_after", [3601, 1e30, float("inf"), 2**40])
def test_retry_after_of_over_an_hour_is_not_waited_for(retry_after: float) -> None:
    transfer = sending()
    transfer.handle_response(api_error("429"), Match.NONE, retry_after)
    transfer.handle_saved()
    assert transfer.poll() == Step(StepKind.DONE, 0, Action.WAIT, Ending.UNKNOWN)


def test_transfer_is_not_copied_or_pickled() -> None:
    for call in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="record"):
            call(started())


def test_repr_has_the_step_or_the_ending_and_no_key() -> None:
    assert repr(started()) == "<mixerr.Transfer: SAVE>"
    transfer = sending()
    transfer.handle_response(SUCCESS, Match.EXACT)
    transfer.handle_saved()
    assert repr(transfer) == "<mixerr.Transfer: PAID>"


# FileStore

OLD, NEW = b"o" * 32, b"n" * 32


def test_store_loads_none_if_there_is_no_file(tmp_path: Path) -> None:
    assert FileStore(tmp_path / "record").load() is None


def test_store_loads_what_was_saved_last(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path / "record"))
    for record in (OLD, NEW):
        store.save(record)
        assert FileStore(store.path).load() == record
    assert [path.name for path in tmp_path.iterdir()] == ["record"]


@pytest.mark.parametrize("record", [b"", OLD[:31], OLD + b"\0", memoryview(array("Q", [1] * 32))])
def test_store_refuses_a_record_of_another_length_and_keeps_the_old_one(tmp_path: Path, record: bytes) -> None:
    store = FileStore(tmp_path / "record")
    store.save(OLD)
    with pytest.raises(ValueError, match="a record has 32 bytes"):
        store.save(record)
    assert store.load() == OLD


def test_store_saves_the_bytes_of_a_buffer_of_wider_elements(tmp_path: Path) -> None:
    store, record = FileStore(tmp_path / "record"), array("Q", [1, 2, 3, 4])
    store.save(memoryview(record))
    assert store.load() == record.tobytes()


@pytest.mark.parametrize("record", [None, 32, "o" * 32, [0] * 32])
def test_store_refuses_a_record_of_another_type(tmp_path: Path, record: Any) -> None:
    store = FileStore(tmp_path / "record")
    store.save(OLD)
    with pytest.raises(TypeError):
        store.save(record)
    assert store.load() == OLD


def test_store_refuses_the_path_of_another_stores_temporary_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"ends in \.new"):
        FileStore(tmp_path / "record.new")


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="Windows has no such flag")
def test_store_does_not_follow_a_link_in_the_place_of_its_temporary_file(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"untouched")
    (tmp_path / "record.new").symlink_to(victim)
    with pytest.raises(OSError):
        FileStore(tmp_path / "record").save(OLD)
    assert victim.read_bytes() == b"untouched"


def test_store_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "record")
    store.save(OLD)
    assert store.path.stat().st_mode & 0o077 == 0


def test_store_keeps_its_path_when_the_directory_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = FileStore("record")
    monkeypatch.chdir("/")
    store.save(OLD)
    assert (tmp_path / "record").read_bytes() == OLD


def test_store_overwrites_a_longer_temporary_file_of_a_crash(tmp_path: Path) -> None:
    (tmp_path / "record.new").write_bytes(b"x" * 1000)
    store = FileStore(tmp_path / "record")
    store.save(NEW)
    assert store.load() == NEW


def test_store_raises_if_the_directory_is_absent_or_the_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FileStore(tmp_path / "absent" / "record").save(OLD)
    with pytest.raises(IsADirectoryError):
        FileStore(tmp_path).load()


def test_store_keeps_the_old_record_if_the_new_one_does_not_fit(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    store = FileStore(tmp_path / "record")
    store.save(OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            store.save(NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert store.load() == OLD


def test_store_deletes_its_files(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "record")
    store.delete()
    store.save(OLD)
    (tmp_path / "record.new").touch()
    store.delete()
    assert list(tmp_path.iterdir()) == []
    assert store.load() is None


def test_threads_that_save_to_one_file_leave_one_of_their_records(tmp_path: Path) -> None:
    records = [bytes([number]) * 32 for number in range(4)]
    failures: list[BaseException] = []
    loaded: set[Optional[bytes]] = set()

    def save(record: bytes) -> None:
        store = FileStore(tmp_path / "record")
        try:
            for _ in range(50):
                store.save(record)
                loaded.add(store.load())
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=save, args=(record,)) for record in records]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert loaded <= set(records)
    assert [path.name for path in tmp_path.iterdir()] == ["record"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_store_saves_in_a_child_of_a_process_that_saves(tmp_path: Path) -> None:
    is_over = threading.Event()

    def save() -> None:
        while not is_over.is_set():
            FileStore(tmp_path / "parent").save(OLD)

    thread = threading.Thread(target=save)
    thread.start()
    try:
        for number in range(10):
            child = os.fork()
            if child == 0:
                signal.alarm(10)
                FileStore(tmp_path / f"child-{number}").save(NEW)
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        is_over.set()
        thread.join()


# Saves NEW, prints each function of the operating system before it is called, and is killed before the one with the
# number COUNT.
CRASHING = """
import os, signal, sys
import mixerr
store, count = mixerr.FileStore(sys.argv[1]), int(sys.argv[2])
def before_call(frame, event, argument):
    global count
    if event == "c_call" and argument.__module__ == "posix" and argument.__name__ != "fspath":
        if count == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        count -= 1
        sys.__stdout__.write(argument.__name__ + "\\n")
        sys.__stdout__.flush()
sys.setprofile(before_call)
store.save(b"n" * 32)
sys.setprofile(None)
"""
CALLS = ["open", "write", "fsync", "close", "replace", "open", "fsync", "close"]


def save_and_crash(path: Path, count: int) -> tuple[int, list[str]]:
    """Saves in another process, which is killed before a call; returns its exit status and the calls before."""
    command = [sys.executable, "-c", CRASHING, str(path), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.split()


@pytest.mark.skipif(sys.platform != "linux" or sys.implementation.name != "cpython", reason="sees the calls of Linux")
@pytest.mark.parametrize("before", [OLD, None])
def test_store_has_the_old_or_the_new_record_after_a_crash_at_any_call(tmp_path: Path, before: Optional[bytes]) -> None:
    store = FileStore(tmp_path / "record")
    for count in range(len(CALLS)):
        store.delete()
        if before is not None:
            store.save(before)
        assert save_and_crash(store.path, count) == (-signal.SIGKILL, CALLS[:count])
        assert store.load() == (NEW if "replace" in CALLS[:count] else before)
        # A crash does not prevent the next save.
        store.save(NEW)
        assert store.load() == NEW
    assert save_and_crash(store.path, len(CALLS)) == (0, CALLS)
