"""The folder of a run that can be resumed: its newest two checkpoints and a lock.

Files are named by the step they were written at. The lock belongs to the process: the system gives it back when the
process ends, however it ends.
"""

import contextlib
import os
import re
import stat
from pathlib import Path

from ..errors import CheckpointError, NewerFormatError
from ..interrupts import uninterruptible
from . import checkpoint, container

NAME = re.compile(r"^step-(\d+)\.rgan$")
MAX_CHECKPOINTS = 2


class RunFolder:
    """Makes the folder where there is none and locks it. Raises `CheckpointError` naming the path."""

    def __init__(self, path):
        self.path = Path(path)
        try:
            if self.path.exists() and not self.path.is_dir():
                raise CheckpointError(f"A checkpoint needs a folder, but {str(path)!r} is a file.")
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.path / "lock")
        except OSError as error:
            raise CheckpointError(f"The folder {str(path)!r} cannot be used: {error.strerror}.") from error
        if self._lock is None:
            owner = (self.path / "lock").read_text(errors="replace").strip() or "another"
            raise CheckpointError(f"The checkpoint in {str(path)!r} is in use by process {owner}.")
        self.damaged = []  # what was wrong with newer checkpoints, in words
        self._good, self._read = [], None

    def find(self):
        """Reads the newest checkpoint that can be read; returns its note, or None where there is no checkpoint."""
        files = self._files()
        for path in files:
            try:
                meta, arrays = container.read(path)
            except NewerFormatError:
                raise
            except CheckpointError as error:
                self.damaged.append(str(error))
                continue
            self._good, self._read = [path], (meta, arrays, path)
            return str(meta.get("note", ""))
        if files:
            raise CheckpointError(
                f"No checkpoint in {str(self.path)!r} can be read. {self.damaged[0]} Delete the folder to start anew."
            )
        return None

    @uninterruptible
    def restore(self, generator=None, discriminator=None):
        """The values of the trainer at the checkpoint found; the user's own Keras models are needed again."""
        meta, arrays, path = self._read
        self._read = None
        return checkpoint.from_parts(meta, arrays, generator, discriminator, checkpoint.contents_of(path))[0]

    @uninterruptible
    def save(self, values, note):
        """Writes a checkpoint of the values of a trainer, and removes all but the newest two good ones."""
        path = self.path / f"step-{values.state.step:010d}.rgan"
        checkpoint.write(path, values, note)
        self._good = [*(p for p in self._good if p != path), path][-MAX_CHECKPOINTS:]
        left_behind = [p for p in self.path.glob(".step-*.rgan.*")]
        for old in [*(p for p in self._files() if p not in self._good), *left_behind]:
            # Another program may hold it, or it is none of ours: what cannot go may stay.
            with contextlib.suppress(OSError):
                old.unlink(missing_ok=True)

    def close(self):
        """Gives the lock back."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _files(self):
        """Checkpoints, newest first."""
        steps = {path: NAME.match(path.name) for path in self.path.iterdir()}
        found = [(int(match[1]), path) for path, match in steps.items() if match]
        return [path for _, path in sorted(found, reverse=True)]


def _locked(path):
    """The open lock file, with this process's number in it; None where another process has it."""
    # Never through a link, nor into anything but a file: what it holds would be lost.
    if path.is_symlink():
        path.unlink()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o644)
    file = os.fdopen(handle, "r+", encoding="utf-8")
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(None, "the lock in it is no file")
        _lock(file)
    except OSError as error:
        file.close()
        if isinstance(error, (BlockingIOError, PermissionError)):
            return None
        raise
    file.seek(0)
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file


def _lock(file):
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415  (Windows only)

        # Far beyond the text, so that others can read whose it is.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415  (POSIX only)

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
