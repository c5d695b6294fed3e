"""The evaluations that were asked for in the browser: each waits for its files, then for its turn, then is done."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import BinaryIO

from assay.core.errors import InputError, UsageError
from assay.web.workspace.job import Job, State, Wish
from assay.web.workspace.worker import Done, Failed, Said, Stands, begin

MOST_WAITING = 20
_AT_ONCE = 2
_REMEMBERED = 3600.0  # seconds after its end
_PATIENCE = 900.0  # seconds without a byte, for the files of one that was given up


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
                told = self._begun(job)
            if told is not None and job.process is not None:
                self._listen(job, told)
                job.process.join()

    def _begun(self, job: Job) -> Connection | None:
        try:
            job.process, told = begin(job.request(self._place))
        except OSError:  # the machine has no room for one more
            job.said = Failed("")
            self._end(job, "failed")
            return None
        return told

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
