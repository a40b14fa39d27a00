"""The folder of a run that can be resumed: its newest two checkpoints and a lock.

Files are named by the step they were written at. The lock belongs to the process: the system gives it back when the
process ends, however it ends. Whose it is stands in a file beside it, as a lock on Windows cannot be read.
"""

import contextlib
import os
import re
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import CheckpointError, NewerFormatError
from ..interrupts import uninterruptible
from . import checkpoint, container

NAME = re.compile(r"^step-(\d+)\.rgan$")
OWNER = "lock-owner"
MAX_CHECKPOINTS = 2


class RunFolder:
    """Makes the folder where there is none and locks it. Raises `CheckpointError` naming the path."""

    def __init__(self, path):
        self.path = Path(path)
        try:
            if self.path.exists() and not self.path.is_dir():
                raise CheckpointError(f"A checkpoint needs a folder, but {str(path)!r} is a file.")
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.path)
        except Timeout as error:
            raise CheckpointError(
                f"The checkpoint in {str(path)!r} is in use by process {_owner(self.path)}. "
                "Wait until it has ended, or give another folder."
            ) from error
        except OSError as error:
            raise CheckpointError(f"The folder {str(path)!r} cannot be used: {error.strerror or error}.") from error
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
            with contextlib.suppress(OSError):
                (self.path / OWNER).unlink()
            self._lock.release()
            self._lock = None

    def _files(self):
        """Checkpoints, newest first."""
        steps = {path: NAME.match(path.name) for path in self.path.iterdir()}
        found = [(int(match[1]), path) for path, match in steps.items() if match]
        return [path for _, path in sorted(found, reverse=True)]


def _locked(folder):
    """The lock of a folder, held by this process; `filelock.Timeout` where another one has it."""
    path = folder / "lock"
    # Never through a link, nor into anything but a file: what it holds would be lost.
    if path.is_symlink():
        path.unlink()
    if path.exists() and not path.is_file():
        raise OSError(None, "the lock in it is no file")
    lock = FileLock(path, timeout=0, thread_local=False)
    lock.acquire()
    try:
        owner = folder / OWNER
        owner.unlink(missing_ok=True)
        with owner.open("x", encoding="utf-8") as file:  # a new file, so never through a link
            file.write(f"{os.getpid()}\n")
    except BaseException:
        lock.release()
        raise
    return lock


def _owner(folder):
    """The number of the process that holds a lock, in words."""
    try:
        return str(int((folder / OWNER).read_text(encoding="utf-8")[:20]))
    except (OSError, ValueError):
        return "another"
