"""One `assay repeat` in a folder at a time, and none while a run that outlived its own still writes there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assay.core.errors import InputError
from assay.core.lock import held


@contextmanager
def alone(folder: Path) -> Iterator[tuple[int, ...]]:
    """Holds the folder. Yields the descriptors that a run is to inherit: where we are killed and it is not, it holds
    the folder on. Raises InputError where the folder is held, or cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failed:
        raise InputError("core.unwritable", path=str(folder), why=failed.strerror or str(failed)) from None
    if sys.platform == "win32":  # has no lock on a folder
        yield ()
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if not held(descriptor):
            raise InputError("repeat.busy", path=str(folder))
        try:
            yield (descriptor,)
        finally:
            # Not left to the closing: what a run has started may still have the descriptor open.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)
