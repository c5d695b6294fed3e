"""Which file of a run's folder holds its predictions, and a fingerprint of what the model said in it."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.frozen import frozen
from assay.readers import read_candidate
from assay.readers.base import ReadOptions
from assay.readers.files.content import Content
from assay.readers.files.locate import locate
from assay.readers.recognition import REFUSED, recognised
from assay.readers.tables import open_table

MOST_NAMED = 6
Moments = Mapping[Path, int]


@frozen
class Reading:
    """How predictions are found and read: `name` below the run's folder, a path or a glob; None finds it out."""

    name: str | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    references: str | None = None


@frozen
class Predictions:
    """What a run left: where (a path or glob below its folder), and the SHA-256 of the file and of its outputs."""

    name: str
    sha256: str | None
    outputs: str


def found(folder: Path, reading: Reading) -> Predictions:
    """The predictions in the folder; raises InputError where there are none, several, or none that can be read."""
    name = _only(folder, reading) if reading.name is None else _named(folder, reading.name)
    examples = read_candidate(source(folder, name), reading.options, reading.references)
    return Predictions(name, examples.source.sha256, fingerprint(examples))


def source(folder: Path, name: str) -> str:
    """The path or glob under which the readers find what is called `name` below the folder."""
    path = folder / name
    return str(path) if path.exists() else glob.escape(str(folder)) + "/" + name


def files(folder: Path, name: str) -> list[Path]:
    """The files behind a name."""
    path = folder / name
    return [path] if path.exists() else sorted(folder.glob(name))


def candidates(folder: Path, reading: Reading) -> list[str]:
    """The files that look like predictions; where several do, those that can be read as such, if any can."""
    known = sorted(_recognised(folder, reading))
    best = [name for rank, name in known if rank == known[0][0]]
    return [name for name in best if len(best) == 1 or _readable(folder, name, reading)] or best


def moments(folder: Path) -> Moments:
    """When each file of the folder was last written, so that what an earlier attempt left is not taken for new."""
    return {path: path.stat().st_ctime_ns for path in folder.rglob("*") if path.is_file()}


def older(folder: Path, name: str, before: Moments) -> bool:
    """Whether the predictions are as they were before the run."""
    return all(before.get(path) == path.stat().st_ctime_ns for path in files(folder, name))


def fingerprint(examples: Examples) -> str:
    """SHA-256 of all that the model said, whatever the order of the rows and the rest of the file."""
    said = list(_said(examples))
    rows = (repr((examples.id_of(row), *(part[row] for part in said))) for row in range(len(examples)))
    return hashlib.sha256("\n".join(sorted(rows)).encode("utf-8", "surrogatepass")).hexdigest()


def _said(examples: Examples) -> Iterator[list[object]]:
    """The columns that come from the model."""
    if examples.predictions is not None:
        yield list(examples.predictions.texts)
    if examples.prediction_sets is not None:
        yield list(examples.prediction_sets)
    if examples.probabilities is not None:
        yield examples.probabilities.matrix.tolist()
    if examples.likelihoods is not None:
        yield examples.likelihoods.nll.tolist()


def _named(folder: Path, name: str) -> str:
    if files(folder, name):
        return name
    raise InputError("repeat.no-such-predictions", name=name, folder=str(folder))


def _only(folder: Path, reading: Reading) -> str:
    names = candidates(folder, reading)
    if len(names) == 1:
        return names[0]
    if not names:
        raise InputError("repeat.no-predictions", folder=str(folder))
    raise InputError("repeat.several-predictions", folder=str(folder), names=names[:MOST_NAMED], n=len(names))


def _recognised(folder: Path, reading: Reading) -> Iterator[tuple[int, str]]:
    """Each file that some reader takes, with the reader's rank."""
    for content in _contents(folder):
        try:
            one = recognised(open_table(content), reading.options, joining=reading.references is not None)
        except InputError:
            continue
        if one.rank < REFUSED and content.path is not None:
            yield one.rank, str(content.path.relative_to(folder))


def _contents(folder: Path) -> tuple[Content, ...]:
    try:
        return locate(str(folder)).contents
    except InputError:  # nothing there
        return ()


def _readable(folder: Path, name: str, reading: Reading) -> bool:
    try:
        read_candidate(source(folder, name), reading.options, reading.references)
    except InputError:
        return False
    return True
