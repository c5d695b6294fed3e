"""What is known of each run, in a file that is whole at any moment: after a kill the next call goes on from it."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from assay.core.errors import InputError
from assay.core.files import write_files
from assay.frozen import frozen

FILE = "repeat.json"
SCHEMA = "assay.repeat/1"

# "running" is also what a run is called that was killed together with us.
Phase = Literal["running", "interrupted", "failed", "done"]


@frozen
class Run:
    """One run. `status` is its exit status, negative for a signal; `predictions` a path or glob below its folder;
    `sha256` that of the file, `outputs` that of what the model said. "done" with no predictions: the command was
    content, and they were not found.
    """

    seed: int
    command: tuple[str, ...]
    started: str
    phase: Phase = "running"
    ended: str | None = None
    status: int | None = None
    predictions: str | None = None
    sha256: str | None = None
    outputs: str | None = None

    def ending(self, phase: Phase, status: int | None = None) -> Run:
        """The run, now over."""
        return replace(self, phase=phase, status=status, ended=now())


@frozen
class State:
    """All runs of one command; the command has its gaps still open."""

    command: tuple[str, ...]
    runs: tuple[Run, ...] = ()
    schema: str = SCHEMA

    def of(self, seed: int) -> Run | None:
        """The run under this seed, if there was one."""
        return next((run for run in self.runs if run.seed == seed), None)

    def having(self, run: Run) -> State:
        """The state with this run, in place of an earlier one under its seed."""
        others = [other for other in self.runs if other.seed != run.seed]
        return replace(self, runs=tuple(sorted([*others, run], key=lambda one: one.seed)))


def load(folder: Path) -> State | None:
    """What an earlier call left; None where there was none. Raises InputError for a file that is not ours."""
    path = folder / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return None
    except OSError as failed:
        raise InputError("repeat.unreadable-state", path=str(path), why=failed.strerror or str(failed)) from None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise InputError("repeat.damaged-state", path=str(path)) from None


def save(folder: Path, state: State) -> None:
    """Writes the state, whole or not at all. Raises InputError where the folder cannot be written."""
    written = msgspec.json.format(msgspec.json.encode(asdict(state)), indent=1)
    write_files(folder, {FILE: written.decode() + "\n"})


def now() -> str:
    """The time, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
