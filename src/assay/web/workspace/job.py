"""One evaluation that was asked for in the browser: what was wished, and how far it is."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Literal, TypeAlias

from assay.frozen import frozen
from assay.web.workspace.worker import Request, Role, Said

_LONGEST = 200  # bytes of a name; file systems take 255

State: TypeAlias = Literal["files", "waiting", "working", "done", "failed", "stopped"]


@frozen
class Awaited:
    """A file that is to come: its name as its owner has it, and what it is for."""

    name: str
    role: Role


@frozen
class Wish:
    """What was asked for."""

    files: tuple[Awaited, ...]
    project: str
    language: str
    base: str | None = None
    policy: str | None = None
    task: str = "auto"


@dataclass
class Job:
    """One evaluation. `said` is the last that was heard of it."""

    id: str
    wish: Wish
    folder: Path
    state: State = "files"
    coming: set[int] = field(default_factory=set)  # the files that are being sent
    here: set[int] = field(default_factory=set)  # those that are whole
    said: Said | None = None
    changed: float = field(default_factory=time.monotonic)
    process: SpawnProcess | None = None

    def place_of(self, number: int) -> Path:
        """Where the file of that number lies: in a folder of its own where one before it has its name."""
        names = [_safe(one.name).casefold() for one in self.wish.files]
        own = self.folder / str(number + 1) if names[number] in names[:number] else self.folder
        return own / _safe(self.wish.files[number].name)

    def request(self, place: str) -> Request:
        """What its process is asked, over the history at a place."""
        places = (str(self.place_of(number).relative_to(self.folder)) for number in range(len(self.wish.files)))
        files = tuple((one.role, where) for one, where in zip(self.wish.files, places, strict=True))
        wish = self.wish
        return Request(str(self.folder), files, place, wish.project, wish.language, wish.base, wish.policy, wish.task)


def _safe(name: str) -> str:
    """The last part of a name, without what no folder takes."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').encode()[-_LONGEST:]
    safe = kept.decode(errors="ignore").strip(". ")
    return safe if safe.strip("-") else "file"
