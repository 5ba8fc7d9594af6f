"""`FileStore`: a file that always has an intact record."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Optional, Union

from ._abi import RECORD_SIZE

if TYPE_CHECKING:
    from typing_extensions import Buffer

if sys.platform == "darwin":
    import fcntl

# All stores share it, because two of them may have the same file, and so the same temporary file.
_lock = threading.Lock()
if hasattr(os, "register_at_fork"):
    # A child process has only the thread that forked, so a lock of another thread would stay locked.
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


class FileStore:
    """Stores the record of one transfer in a file, where it survives a crash and a power cut.

    `save` replaces the file atomically: it writes a temporary file in the same directory, syncs it, renames it, and
    syncs the directory. The file always has the old record or the new one. On Windows a directory cannot be synced.

    Use one file for each idempotency key, and one process at a time. Threads may share a file: one saves at a time.

    >>> import mixerr, tempfile
    >>> with tempfile.TemporaryDirectory() as directory:
    ...     store = mixerr.FileStore(directory + "/4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f")
    ...     print(store.load())
    ...     transfer = mixerr.Transfer("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f", request=b"trace-1 asset-1 user-1 1.5")
    ...     store.save(bytes(transfer))
    ...     print(store.load() == bytes(transfer))
    None
    True
    """

    __slots__ = ("_path", "_temporary")

    def __init__(self, path: Union[str, os.PathLike[str]]) -> None:
        self._path = Path(os.path.abspath(path))
        if self._path.suffix == ".new":
            raise ValueError("a path that ends in .new is that of another store's temporary file")
        self._temporary = self._path.with_name(self._path.name + ".new")

    @property
    def path(self) -> Path:
        """The absolute path of the file."""
        return self._path

    def load(self) -> Optional[bytes]:
        """Returns the record, or None if there is no file. Unless the file was deleted, nothing was sent with this key.

        The record may be damaged: `Transfer.restore` checks it. Raises OSError if the file cannot be read.
        """
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None

    def save(self, record: Buffer) -> None:
        """Replaces the record, which has 32 bytes. When it returns, the record survives a power cut.

        Raises OSError if that fails, for example on a full disk. The file has the old record then, or the new one if
        only the last sync failed. Do not send. Raises ValueError for another length, and TypeError if the record is not
        a bytes-like object. Then it writes nothing.
        """
        # The length of a buffer is in elements, which may have several bytes.
        exact = bytes(memoryview(record))
        if len(exact) != RECORD_SIZE:
            raise ValueError(f"a record has {RECORD_SIZE} bytes, not {len(exact)}")
        # The owner alone may read it. A link that somebody else has put there is not followed.
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        with _lock:
            descriptor = os.open(self._temporary, flags, 0o600)
            try:
                rest = memoryview(exact)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
                _sync(descriptor)
            finally:
                os.close(descriptor)
            os.replace(self._temporary, self._path)
            self._sync_directory()

    def delete(self) -> None:
        """Deletes the record of a transfer that has ended. Without a record it does nothing.

        Afterwards `load` returns None, as before the first request. Make sure first that the payment is not repeated.

        Raises OSError if that fails.
        """
        with _lock:
            for path in (self._path, self._temporary):
                path.unlink(missing_ok=True)
            self._sync_directory()

    def _sync_directory(self) -> None:
        if sys.platform == "win32":
            return
        descriptor = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            _sync(descriptor)
        finally:
            os.close(descriptor)


def _sync(descriptor: int) -> None:
    """Flushes a file to the drive. On macOS, fsync does not flush the cache of the drive, and F_FULLFSYNC does."""
    if sys.platform == "darwin":
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)
