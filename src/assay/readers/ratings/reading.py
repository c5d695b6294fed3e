"""From files to ratings: recognise each, read its cells, put them together, and count what is set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

import numpy as np

from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.by_people import JUDGE
from assay.core.errors import InputError
from assay.core.examples import Skipped, Source
from assay.core.messages import Text, say
from assay.core.ratings import Item, Ratings, Scale
from assay.frozen import frozen
from assay.readers.ratings import FORMS
from assay.readers.ratings.base import Form, Said
from assay.readers.ratings.names import places_of
from assay.readers.ratings.opening import Opened, opened_in
from assay.readers.ratings.scales import scale_of, strays
from assay.readers.ratings.values import rating_of
from assay.readers.ratings.when import seconds_of
from assay.readers.rows.values import BadRow
from assay.readers.tables.table import Table, shown_names
from assay.text.normalise import folded

_BY_A_MODEL = ("prompt_version", "suspicious")  # as `assay judge` says of each grade


def ratings_of(sources: Sequence[object]) -> Ratings:
    """The ratings of all sources together; an output that several speak of is one item."""
    return ratings_in([opened for source in sources for opened in opened_in(source)])


def ratings_in(tables: Iterable[Opened]) -> Ratings:
    """The ratings of several tables together. Raises InputError for one that holds none."""
    gathering = _Gathering()
    for opened in tables:
        gathering.take(_recognised(opened))
    return gathering.done()


@frozen
class _Recognised:
    """One table of ratings, with its form and why."""

    path: str
    table: Table
    form: type[Form]
    why: Text
    sha256: str | None = None


def _recognised(opened: Opened) -> _Recognised:
    """Raises InputError for what holds no ratings, and for a model's grades that do not say which model's."""
    path, table = opened.path, opened.table
    if table.has(*_BY_A_MODEL) and not _by_named_judges(table):
        raise InputError("readers.is-judge", path=path or say("readers.values"))
    for name in FORMS:
        why = FORMS[name]().recognise(table)
        if why is not None:
            return _Recognised(path, table, FORMS[name], why, opened.sha256)
    raise InputError("readers.no-ratings", path=path or say("readers.values"), names=shown_names(table))


def _by_named_judges(table: Table) -> bool:
    """Whether every row names the model as its rater, which keeps its grades apart from people's."""
    rater = places_of(table.scalars()).rater
    return rater is not None and all(str(record.get(rater)).startswith(JUDGE) for record in table.head)


@dataclass
class _Gathering:
    """What was read so far, cell by cell."""

    items: dict[tuple[str | None, ...], Item] = field(default_factory=dict)
    places: dict[tuple[str | None, ...], int] = field(default_factory=dict)
    raters: dict[str, int] = field(default_factory=dict)
    dimensions: dict[str, int] = field(default_factory=dict)
    cells: list[tuple[int, int, int, float, float, int]] = field(default_factory=list)
    files: list[tuple[_Recognised, int]] = field(default_factory=list)
    skipped: list[list[Skipped]] = field(default_factory=list)
    blank: Counter[int] = field(default_factory=Counter)
    stated: dict[str, Scale] = field(default_factory=dict)
    by_place: bool = False

    def take(self, opened: _Recognised) -> None:
        number, before = len(self.files), len(self.cells)
        self.skipped.append([])
        form = opened.form()
        self.by_place |= form.by_place
        for said in form.read(opened.table):
            self.add(said, opened, number)
        self.skipped[number] += opened.table.skipped
        self.files.append((opened, len(self.cells) - before))

    def add(self, said: Said, opened: _Recognised, number: int) -> None:
        try:
            value = rating_of(said.value)
        except BadRow as bad:
            self.skipped[number].append(Skipped(opened.path, said.line, bad.text))
            return
        if value is None:
            self.blank[number] += 1
            return
        if said.scale is not None:
            self.stated[said.dimension] = said.scale
        item = self.place_of(said.item, number)
        rater = self.raters.setdefault(said.rater or one_rater(opened.path), len(self.raters))
        dimension = self.dimensions.setdefault(said.dimension, len(self.dimensions))
        self.cells.append((item, rater, dimension, value, seconds_of(said.when), said.line))

    def place_of(self, item: Item, number: int) -> int:
        """Items are one where a file tells them by the same id, model and text; without any, by their row."""
        key = item_key(item)
        if not any(key):
            key = (f"row {item.line}", None, None, None)
        place = self.places.setdefault(key, len(self.places))
        self.items.setdefault(key, item)
        return place

    def done(self) -> Ratings:
        columns = list(zip(*self.cells, strict=True)) or [()] * 6
        value, dimension = np.array(columns[3], np.float64), np.array(columns[2], np.int64)
        scales, kept = self.scales(value, dimension)
        item, rater = (np.array(column, np.int64)[kept] for column in columns[:2])
        times = np.array(columns[4], np.float64)[kept]
        ratings = Ratings(
            tuple(self.items.values()),
            tuple(self.raters),
            tuple(self.dimensions),
            *(item, rater, dimension[kept], value[kept]),
            scales,
            times=times if np.isfinite(times).any() else None,
            by_place=self.by_place,
            sources=self.sources(columns, kept, scales),
        )
        if not len(ratings):
            raise InputError("readers.no-ratings-left", path=self.files[0][0].path or say("readers.values"))
        return ratings

    def scales(self, value: Array, dimension: IntArray) -> tuple[dict[str, Scale], BoolArray]:
        """The scale of each dimension, and (m,) which ratings lie on it."""
        scales, kept = {}, np.ones(len(value), np.bool_)
        for name, place in self.dimensions.items():
            mine = (dimension == place).nonzero()[0]
            scales[name] = self.stated.get(name) or scale_of(value[mine])
            kept[mine] = ~strays(value[mine], scales[name])
        return scales, kept

    def sources(
        self, columns: Sequence[Sequence[float]], kept: BoolArray, scales: dict[str, Scale]
    ) -> tuple[Source, ...]:
        """What each file is, with what was set aside."""
        found, start, names = [], 0, list(self.dimensions)
        for number, (opened, cells) in enumerate(self.files):
            out = [i for i in range(start, start + cells) if not kept[i]]
            skipped = [*self.skipped[number]]
            for i in out:
                dimension = names[int(columns[2][i])]
                scale = scales[dimension]
                values = {"value": f"{columns[3][i]:g}", "low": f"{scale.low:g}", "high": f"{scale.high:g}"}
                why = say("readers.row-off-scale", dimension=dimension, **values)
                skipped.append(Skipped(opened.path, int(columns[5][i]), why))
            blank = self.blank[number]
            notes = [say("readers.ratings-blank", n=blank)] if blank else []
            found.append(
                Source(
                    *(opened.path, f"ratings-{opened.form.name}", opened.why, cells - len(out)),
                    sha256=opened.sha256,
                    skipped=tuple(skipped),
                    notes=(*opened.table.notes, *notes),
                )
            )
            start += cells
        return tuple(found)


def item_key(item: Item) -> tuple[str | None, ...]:
    """What tells an output from others: its id, its model and its texts."""
    output, prompt = (None if text is None else folded(text) for text in (item.output, item.prompt))
    return item.id, item.system, output, prompt


def one_rater(path: str) -> str:
    """Who rated a file that does not say: the file is one rater's, called as the file is."""
    return PurePath(path.replace("\\", "/")).stem or "rater 1"
