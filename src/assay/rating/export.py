"""What people said, as rows that `assay eval --ratings` reads: with the models' names, and without the practice."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from assay.core.rating_project import COMMENT, FIRST, SECOND, Answered, Criterion, Exhibit, Form, Mark, Output, Project
from assay.core.report import Json
from assay.renderers.said.safety import without_half_characters

if TYPE_CHECKING:
    from assay.stores.rating import RatingStore

Row = dict[str, Json]
WHEN = "rated_at"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_of(store: RatingStore, project: Project) -> list[Row]:
    """A row for each answer to each criterion, rater by rater; for a ranking a row for each output. A card that was
    skipped, or only commented on, is a row without an answer. Practice, hidden repeats and planted checks are left out.
    """
    exhibits = store.exhibits(project)
    answers = [store.answered(rater) for rater in store.raters(project)]
    return [row for one in answers for row in rows_of(one, exhibits, project.form)]


def rows_of(answered: Answered, exhibits: Mapping[int, Exhibit], form: Form) -> Iterator[Row]:
    """Those of one rater."""
    for place, card in enumerate(answered.cards):
        here = answered.said.get(place)
        if card.kind == "main" and here:
            shown = exhibits[card.exhibit]
            row: Row = {"id": shown.example, "rater": answered.rater.name, "prompt": shown.prompt}
            yield from _answers(row, [shown.outputs[at] for at in card.order], here, form)


def _answers(row: Row, outputs: Sequence[Output], here: Mapping[str, Mark], form: Form) -> Iterator[Row]:
    given = [(one, mark) for one in form.criteria if (mark := here.get(one.name)) and mark.value is not None]
    comment = here[COMMENT].value if COMMENT in here else None
    if not given and comment is not None:
        yield {**row, WHEN: here[COMMENT].at, "comment": comment}
    for criterion, mark in given:
        for answer in _of_mode(outputs, criterion, mark, form):
            yield {**row, **answer, WHEN: mark.at, "comment": comment}


def _of_mode(outputs: Sequence[Output], criterion: Criterion, mark: Mark, form: Form) -> Iterator[Row]:
    named: list[Row] = [{"system": one.system, "output": one.text} for one in outputs]
    dimension = criterion.name
    if form.mode == "rating":
        scale = f"{criterion.low}-{criterion.high}"
        yield {**named[0], "dimension": dimension, "rating": mark.value, "scale": scale}
    elif form.mode == "pairs":
        first, second = named
        yield {
            **{f"{name}_a": first[name] for name in first},
            **{f"{name}_b": second[name] for name in second},
            "dimension": dimension,
            "preference": {FIRST: "a", SECOND: "b"}.get(int(str(mark.value)), "tie"),
        }
    elif isinstance(mark.value, list):
        yield from _ranks(named, dimension, mark.value)


def _ranks(named: Sequence[Row], dimension: str, order: Sequence[Json]) -> Iterator[Row]:
    """The rank of each output; those that are tied share the best of theirs. None of an unfinished ranking."""
    groups = [tied for tied in order if isinstance(tied, list)]
    if sum(map(len, groups)) < len(named):
        return
    rank = 1
    for tied in groups:
        for place in tied:
            yield {**named[int(str(place)) - 1], "dimension": dimension, "rank": rank}
        rank += len(tied)


def own_or_free(path: Path) -> Path:
    """The path where nothing lies there, or an earlier export, whose answers the store has; otherwise, so that nothing
    else is written over, such as a judge's grades, the next of its name that is free.
    """
    places = (path if at == 1 else path.with_name(f"{path.stem}-{at}{path.suffix}") for at in count(1))
    return next(place for place in places if not place.exists() or _is_export(place))


def _is_export(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig") as file:
            return WHEN in file.readline()
    except (OSError, UnicodeDecodeError):
        return False


def as_jsonl(rows: Sequence[Row]) -> str:
    """A row a line."""
    return "".join(json.dumps(without_half_characters(row), ensure_ascii=False) + "\n" for row in rows)


def as_csv(rows: Sequence[Row]) -> str:
    """A table whose texts no spreadsheet takes for formulas."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO()
    table = csv.DictWriter(written, names, lineterminator="\r\n")
    table.writeheader()
    table.writerows(
        {name: harmless_cell(without_half_characters(value)) for name, value in row.items()} for row in rows
    )
    return "\ufeff" + written.getvalue()


def harmless_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
