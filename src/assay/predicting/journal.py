"""The rows that are done, each on the disk from the moment it exists: what a kill, a full disk or a power cut leaves
is gone on with, and the file in the end is that of unbroken work.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from assay.core.errors import InputError
from assay.core.files import write_files
from assay.core.lock import held
from assay.predicting.manifest import Manifest

ENDING, MANIFEST_ENDING = ".partial", ".run.json"
_SYNC_EVERY = 0.5  # seconds of work that a power cut may cost; a kill costs none
_BLOCK = 1 << 20


def journal_of(target: Path) -> Path:
    """Where the rows of an output lie until all are there."""
    return target.with_name(target.name + ENDING)


def manifest_of(target: Path) -> Path:
    """Where it is said what an output was made from."""
    return target.with_name(target.name + MANIFEST_ENDING)


def written_manifest(target: Path) -> Manifest | None:
    """What an output was made from; None where nothing says so."""
    try:
        return msgspec.json.decode(manifest_of(target).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        return None


def check_target(target: Path, sources: Iterable[str | None]) -> None:
    """Raises InputError, before any work is done for it, for what can be no output: a folder, a device, standard output
    ("-"), a name that is too long, or one of the `sources` that it is made from.
    """
    if target.name in {"", "-"}:
        raise InputError("predict.out-is-no-file", path=str(target))
    with _room_on(target):
        there = [path for path in (target, journal_of(target), manifest_of(target)) if path.exists()]
    for path in there:
        if not path.is_file():
            raise InputError("predict.out-is-no-file", path=str(path))
    for source in sources:
        if source is not None and target in there and Path(source).is_file() and target.samefile(source):
            raise InputError("predict.out-is-data", path=source)


def rows_in(target: Path) -> int:
    """How many rows an output has."""
    with target.open("rb") as output:
        return sum(1 for _ in output)


class Journal:
    """The journal of one output, held by this process alone. Its first line is the manifest, every other one a row:
    its place in the data and its fields, in the order in which they came.
    """

    def __init__(self, target: Path, manifest: Manifest, *, fresh: bool = False) -> None:
        """Goes on with what an earlier call left, or forgets it for a `fresh` start. Raises InputError where that was
        made otherwise, another process is at it, or it cannot be written.
        """
        self.target, self.manifest = target, manifest
        self.path = journal_of(target)
        self.file = _opened(self.path)
        self.done: dict[int, tuple[int, int]] = {}  # where each row's line begins and ends
        self.synced = time.monotonic()
        try:
            if fresh:
                self.file.truncate(0)
            self.end = self._resumed()
        except BaseException:
            self.file.close()
            raise

    def add(self, row: int, fields: dict[str, Any]) -> None:
        """One row, once it exists. Raises InputError where the disk is full; what was there before is safe."""
        self._write(_line([row, fields]), row)
        if time.monotonic() - self.synced > _SYNC_EVERY:
            self._sync()

    def finish(self) -> None:
        """Writes the output, the rows in the order of the data, and lets go of the journal. Raises InputError where the
        disk is full; the journal is kept then.
        """
        draft = self.target.with_name(f".{self.target.name}.{os.getpid()}")
        try:
            with _room_on(draft), draft.open("wb") as output:
                for row in sorted(self.done):
                    output.write(self._fields(row) + b"\n")
                output.flush()
                os.fsync(output.fileno())
            write_files(self.target.parent, {manifest_of(self.target).name: _shown(self.manifest)})
            draft.replace(self.target)
        finally:
            draft.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._sync()
        if kind is not None and not self.done:
            with suppress(OSError):
                self.path.unlink()  # it holds nothing to go on with
        self.file.close()

    def _fields(self, row: int) -> bytes:
        start, end = self.done[row]
        self.file.seek(start)
        return msgspec.json.encode(msgspec.json.decode(self.file.read(end - start))[1])

    def _resumed(self) -> int:
        """Reads what is there; the end of the last whole row."""
        end, earlier = 0, self.manifest
        for start, line in _lines(self.file):
            try:
                found = msgspec.json.decode(line)
                if start == 0:
                    earlier = msgspec.convert(found, Manifest)
                else:
                    row, _ = found
                    self.done[row] = start, start + len(line)
            except (msgspec.MsgspecError, TypeError, ValueError):
                if start == 0 and line.strip(b"\0\n"):
                    raise InputError("predict.in-the-way", path=str(self.path)) from None
                break  # half a line, or what a power cut made of it: that row is done again, and those behind it
            end = start + len(line)
        if self.done:
            self._agree(earlier)
        else:
            end = 0  # whatever way it was begun in, nothing was made in it
        self.file.truncate(end)
        if end == 0:
            self.end = 0
            self._write(_line(asdict(self.manifest)), None)
            self._sync()
            return self.end
        return end

    def _agree(self, earlier: Manifest) -> None:
        changes = self.manifest.changes(earlier)
        if changes:
            raise InputError("predict.other-run", path=str(self.path), changes=changes)

    def _write(self, line: bytes, row: int | None) -> None:
        with _room_on(self.path):
            try:
                self.file.seek(self.end)
                written = 0
                while written < len(line):
                    written += self.file.write(line[written:]) or 0
            except OSError:
                self.file.truncate(self.end)
                raise
        if row is not None:
            self.done[row] = self.end, self.end + len(line)
        self.end += len(line)

    def _sync(self) -> None:
        with _room_on(self.path):
            os.fsync(self.file.fileno())
        self.synced = time.monotonic()


def _shown(manifest: Manifest) -> str:
    return msgspec.json.format(msgspec.json.encode(asdict(manifest)), indent=1).decode() + "\n"


def _line(value: object) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def _opened(path: Path) -> FileIO:
    """The journal, locked. One that its holder has finished with meanwhile is no longer at its path."""
    while True:
        with _room_on(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
            file = FileIO(path, "r+")
        if not held(file.fileno()):
            file.close()
            raise InputError("predict.busy", path=str(path))
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()


def _lines(file: FileIO) -> Iterator[tuple[int, bytes]]:
    """Where each line begins, and the line; a last one without an end is none."""
    start, rest = 0, b""
    file.seek(0)
    while block := file.read(_BLOCK):
        *whole, rest = (rest + block).split(b"\n")
        for line in whole:
            yield start, line + b"\n"
            start += len(line) + 1


@contextmanager
def _room_on(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as failed:
        raise InputError("predict.not-written", path=str(path), why=failed.strerror or str(failed)) from None
