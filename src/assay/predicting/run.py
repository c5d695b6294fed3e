"""The order of work: what is done is kept, the rest is asked, and in the end all rows stand as the data has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from assay.core.errors import InputError
from assay.core.examples import Source
from assay.core.messages import Text
from assay.frozen import frozen
from assay.models.base import Model
from assay.predicting.jobs import Job
from assay.predicting.journal import Journal, journal_of, rows_in, written_manifest
from assay.predicting.manifest import Manifest, Value


class Watcher(Protocol):
    """Whoever wants to know how it goes."""

    def read(self, source: Source) -> None:
        """The data are read: where they came from, and which rows were kept aside."""
        ...

    def opening(self, place: str) -> None:
        """The model at this place is loaded or connected to, which may take its time."""
        ...

    def begun(self, target: Path, rows: int, kept: int, notes: Sequence[Text]) -> None:
        """So many rows are to be had, and so many are there already; the model has something to say before."""
        ...

    def row(self, refused: str | None) -> None:
        """One more row is there; the model `refused` it, with its reason, or answered."""
        ...

    def noted(self, note: Text) -> None:
        """Something to be known before the next rows are asked."""
        ...

    def ended(self, target: Path, notes: Sequence[Text]) -> None:
        """All rows are there, and the output is in place; the model has something to add."""
        ...


class Watching(Watcher):
    """A watcher that tells nobody."""

    def read(self, source: Source) -> None:
        """Nothing."""

    def opening(self, place: str) -> None:
        """Nothing."""

    def begun(self, target: Path, rows: int, kept: int, notes: Sequence[Text]) -> None:
        """Nothing."""

    def row(self, refused: str | None) -> None:
        """Nothing."""

    def noted(self, note: Text) -> None:
        """Nothing."""

    def ended(self, target: Path, notes: Sequence[Text]) -> None:
        """Nothing."""


@frozen
class Output:
    """A finished output. `asked` rows were asked in this call; the others were there."""

    path: Path
    rows: int
    asked: int


def carry_out(
    job: Job, model: Model, data: Mapping[str, Value], target: Path, watcher: Watcher, *, force: bool = False
) -> Output:
    """The output at `target`, made from what `data` tells of; gone on with where an earlier call was broken off, and
    left alone where it is done.

    Raises InputError where what is there was made otherwise, cannot be written, or the model gave up: what was
    answered until then is kept.
    """
    manifest = Manifest(dict(data), dict(model.identity), job.settings, job.rows)
    if not force and not journal_of(target).exists() and target.exists():
        return _already(target, manifest, watcher)
    with Journal(target, manifest, fresh=force) as journal:
        kept = len(journal.done)
        watcher.begun(target, job.rows, kept, model.notes)
        missing = [row for row in range(job.rows) if row not in journal.done]
        if missing:
            for row, fields in job.results(model, missing):
                journal.add(row, fields)
                watcher.row(fields.get("error"))
        journal.finish()
    watcher.ended(target, model.notes)
    return Output(target, job.rows, job.rows - kept)


def _already(target: Path, manifest: Manifest, watcher: Watcher) -> Output:
    """An output that is there; raises InputError for one of another making."""
    earlier = written_manifest(target)
    if earlier is None:
        raise InputError("predict.in-the-way", path=str(target))
    changes = manifest.changes(earlier)
    if changes:
        raise InputError("predict.other-output", path=str(target), changes=changes)
    found = rows_in(target)
    if found != manifest.rows:
        raise InputError("predict.other-length", path=str(target), found=found, rows=manifest.rows)
    watcher.begun(target, manifest.rows, manifest.rows, ())
    watcher.ended(target, ())
    return Output(target, manifest.rows, 0)
