"""One process at one file, or at one folder where the system has locks on those."""

from __future__ import annotations

import sys


def held(file: int) -> bool:
    """Locks what the descriptor has open, for as long as it is open; false where another process has it."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
