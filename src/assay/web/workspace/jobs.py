"""The evaluations that were asked for in the browser: each waits for its files, then for its turn, then is done."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from assay.core.errors import InputError, UsageError
from assay.web.workspace.worker import Done, Failed, Request, Role, Said, Stands, begin

MOST_WAITING = 20
_AT_ONCE = 2
_REMEMBERED = 3600.0  # seconds after its end
_PATIENCE = 900.0  # seconds without a byte, for the files of one that was given up
_LONGEST = 200  # bytes of a name; file systems take 255

State: TypeAlias = Literal["files", "waiting", "working", "done", "failed", "stopped"]


@dataclass(frozen=True)
class Awaited:
    """A file that is to come: its name as its owner has it, and what it is for."""

    name: str
    role: Role


@dataclass(frozen=True)
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


class Jobs:
    """All of them, of one server over one history."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._jobs: dict[str, Job] = {}
        self._lock = threading.RLock()
        self._turns = threading.Semaphore(_AT_ONCE)

    def ask(self, wish: Wish) -> Job:
        """A new one, whose files may now come. Raises UsageError where too many wait."""
        with self._lock:
            self._forget()
            if sum(job.state in {"files", "waiting", "working"} for job in self._jobs.values()) >= MOST_WAITING:
                raise UsageError("workspace.too-many-jobs", most=MOST_WAITING)
            job = Job(secrets.token_urlsafe(12), wish, Path(tempfile.mkdtemp(prefix="assay-")))
            self._jobs[job.id] = job
            return job

    def find(self, id: str) -> Job | None:  # noqa: A002 - the word for it
        """The one of that id."""
        with self._lock:
            return self._jobs.get(id)

    @contextmanager
    def arriving(self, job: Job, number: int) -> Iterator[Callable[[bytes], None]]:
        """What takes a file's bytes. Once it is whole, and the last, the work begins.

        Raises InputError where no such file is waited for, and where it cannot be written.
        """
        path = self._expected(job, number)
        try:
            path.parent.mkdir(exist_ok=True)
            with path.open("wb") as file:
                yield partial(self._take, job, file)
        except OSError as failed:
            why = failed.strerror or str(failed)
            raise InputError("core.unwritable", path=job.wish.files[number].name, why=why) from None
        finally:
            job.coming.discard(number)
        self._arrived(job, number)

    def stop(self, job: Job) -> None:
        """Ends it, whatever it is at."""
        with self._lock:
            if job.state in {"files", "waiting", "working"}:
                self._end(job, "stopped")
            if job.process is not None:
                job.process.kill()

    def close(self) -> None:
        """Ends all, and takes their files away."""
        for job in list(self._jobs.values()):
            self.stop(job)
            shutil.rmtree(job.folder, ignore_errors=True)

    def _expected(self, job: Job, number: int) -> Path:
        with self._lock:
            if job.state != "files" or number >= len(job.wish.files) or number in job.here | job.coming:
                raise InputError("workspace.no-such-file")
            job.coming.add(number)
            return job.place_of(number)

    def _take(self, job: Job, file: BinaryIO, some: bytes) -> None:
        if job.state != "files":
            raise InputError("workspace.no-such-file")
        file.write(some)
        job.changed = time.monotonic()

    def _arrived(self, job: Job, number: int) -> None:
        with self._lock:
            job.here.add(number)
            if len(job.here) < len(job.wish.files) or job.state != "files":
                return
            job.state = "waiting"
        threading.Thread(target=self._work, args=(job,), daemon=True).start()

    def _work(self, job: Job) -> None:
        with self._turns:
            with self._lock:
                if job.state != "waiting":
                    return
                job.state = "working"
                try:
                    job.process, told = begin(self._request(job))
                except OSError:  # the machine has no room for one more
                    job.said = Failed("")
                    return self._end(job, "failed")
            self._listen(job, told)
            job.process.join()

    def _listen(self, job: Job, told: Connection) -> None:
        for said in _heard(told):
            with self._lock:
                if job.state != "working":
                    return
                job.said, job.changed = said, time.monotonic()
        with self._lock:
            if job.state == "working":
                self._end(job, "done" if isinstance(job.said, Done) else "failed")
                if isinstance(job.said, Stands) or job.said is None:  # it was killed, for want of memory perhaps
                    job.said = Failed("")

    def _end(self, job: Job, state: State) -> None:
        job.state, job.changed = state, time.monotonic()
        shutil.rmtree(job.folder, ignore_errors=True)

    def _request(self, job: Job) -> Request:
        files = tuple(
            (one.role, str(job.place_of(number).relative_to(job.folder))) for number, one in enumerate(job.wish.files)
        )
        wish = job.wish
        return Request(
            str(job.folder), files, self._place, wish.project, wish.language, wish.base, wish.policy, wish.task
        )

    def _forget(self) -> None:
        now = time.monotonic()
        for job in list(self._jobs.values()):
            ended = job.state in {"done", "failed", "stopped"}
            if now - job.changed > (_REMEMBERED if ended else _PATIENCE):
                self.stop(job)
                del self._jobs[job.id]


def _heard(told: Connection) -> Iterator[Said]:
    with told, suppress(EOFError, OSError):
        while True:
            yield told.recv()


def _safe(name: str) -> str:
    """The last part of a name, without what no folder takes."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').encode()[-_LONGEST:]
    safe = kept.decode(errors="ignore").strip(". ")
    return safe if safe.strip("-") else "file"
