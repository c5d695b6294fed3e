"""One command in a process group of its own, which ends with us whatever it has started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from assay.core.errors import InputError
from assay.repeating.log import Log

BEAT = 0.5  # seconds between two looks at it
GRACE = 10.0  # seconds that it has to save what it wants to save


def exit_status(command: Sequence[str], log: Log, held: Sequence[int], alive: Callable[[], None]) -> int:
    """Runs the command to its end, calling `alive` now and then; negative for the signal that ended it.

    It inherits the descriptors `held`. Raises InputError where it cannot be started; what interrupts us ends it first.
    """
    with log.open(command) as file, _started(command, file.fileno(), held) as process:
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    return process.wait(BEAT)
                alive()
        except BaseException:
            end(process)
            raise


def _started(command: Sequence[str], output: int, held: Sequence[int]) -> subprocess.Popen[bytes]:
    # Else Python keeps back what it prints, and the line that shows a run's progress stands still.
    environment = {"PYTHONUNBUFFERED": "1", **os.environ}
    try:
        return subprocess.Popen(  # noqa: S603 - the user's own command, as a list of words and without a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            pass_fds=held,
            start_new_session=True,
        )
    except OSError as failed:
        raise InputError("repeat.not-started", name=command[0], why=failed.strerror or str(failed)) from None


def end(process: subprocess.Popen[bytes]) -> None:
    """Asks the process and all it has started to end, and kills what has not after GRACE, or when interrupted again."""
    try:
        _send(process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while _lives(process) and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        if _lives(process):
            _send(process, None)
        process.wait()


def _lives(process: subprocess.Popen[bytes]) -> bool:
    """Whether any of the group is left; the process itself, once ended, is no longer waited for."""
    over = process.poll() is not None
    if sys.platform == "win32":
        return not over
    try:
        os.killpg(process.pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _send(process: subprocess.Popen[bytes], wish: signal.Signals | None) -> None:
    """A signal to the whole group; None kills it."""
    if sys.platform == "win32":
        process.terminate()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL if wish is None else wish)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Being told to end, or losing the terminal, is here what Ctrl-C is: no run goes on without anybody knowing."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    signals = [one for one in map(signal.Signals.__getitem__, names) if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, _interrupt) for one in signals}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
