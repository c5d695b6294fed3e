"""Parts put together: files below each other, references beside predictions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import TypeAlias

import numpy as np

from assay.core.columns import Column
from assay.core.errors import InputError
from assay.core.examples import Examples, Likelihoods, Probabilities, Skipped
from assay.core.messages import Text, say
from assay.readers.rows.columns import joined, missing_column
from assay.readers.rows.parts import references_of

_SHOWN = 5

PlaceOf: TypeAlias = Callable[[int], tuple[str, int]]
"""The file and line of a row."""


def stacked(parts: Sequence[Examples], paths: Sequence[str]) -> Examples:
    """The examples of several files, one below the other. Raises InputError where they hold different things."""
    first = parts[0]
    if len(parts) == 1:
        return first
    for part, path in zip(parts, paths, strict=True):
        if _shape(part) != _shape(first):
            raise InputError("readers.unlike-files", first=paths[0], second=path)
    return replace(
        first,
        predictions=_stacked(parts, lambda part: part.predictions),
        references=_references(parts),
        prompts=_stacked(parts, lambda part: part.prompts),
        ids=_stacked(parts, lambda part: part.ids) if all(part.ids is not None for part in parts) else None,
        prediction_sets=None
        if first.prediction_sets is None
        else sum((part.prediction_sets or () for part in parts), ()),
        probabilities=_probabilities(parts),
        likelihoods=_likelihoods(parts),
        extra=_extra(parts),
        _derived={},
    )


def _shape(part: Examples) -> tuple[bool, ...]:
    held = (part.predictions, part.references or None, part.prediction_sets, part.probabilities, part.likelihoods)
    return tuple(one is not None for one in held)


def _stacked(parts: Sequence[Examples], column: Callable[[Examples], Column | None]) -> Column | None:
    columns = [column(part) for part in parts]
    if all(one is None for one in columns):
        return None
    return joined([missing_column(len(part)) if one is None else one for part, one in zip(parts, columns, strict=True)])


def _references(parts: Sequence[Examples]) -> tuple[Column, ...]:
    def kth(k: int) -> Column:
        return joined([part.references[k] if k < len(part.references) else missing_column(len(part)) for part in parts])

    return tuple(map(kth, range(max(len(part.references) for part in parts))))


def _probabilities(parts: Sequence[Examples]) -> Probabilities | None:
    found = [part.probabilities for part in parts if part.probabilities is not None]
    if not found:
        return None
    labels = tuple(dict.fromkeys(label for one in found for label in one.labels))
    blocks = [np.full((len(one.matrix), len(labels)), np.nan) for one in found]
    for block, one in zip(blocks, found, strict=True):
        block[:, [labels.index(label) for label in one.labels]] = one.matrix
    return Probabilities(labels, np.concatenate(blocks), all(one.normalised for one in found))


def _likelihoods(parts: Sequence[Examples]) -> Likelihoods | None:
    found = [part.likelihoods for part in parts if part.likelihoods is not None]
    if not found:
        return None

    columns = ([np.asarray(getattr(one, part.name)) for one in found] for part in fields(Likelihoods))
    return Likelihoods(*map(np.concatenate, columns))


def _extra(parts: Sequence[Examples]) -> dict[str, Column]:
    names = dict.fromkeys(name for part in parts for name in part.extra)
    return {name: joined([part.extra.get(name) or missing_column(len(part)) for part in parts]) for name in names}


def with_references(examples: Examples, given: Examples, place_of: PlaceOf) -> Examples:
    """The examples with the references of another file: by id where both have ids, else row by row where both have as
    many. Rows for which there is none are set aside, at their place. Raises InputError where nothing fits.
    """
    if examples.ids is not None and given.ids is not None:
        by_id = _by_id(examples, given, place_of)
        if by_id is not None:
            return by_id
    if len(examples) != len(given):
        raise _not_joined(examples, given)
    key = "readers.joined-by-line" if given.source.format == "text" else "readers.joined-by-row"
    note = say(key, n=len(examples), path=given.source.path or say("readers.values"))
    examples = replace(examples, references=given.references, _derived={})
    return _noted(_aside(examples, given.references, place_of), note)


def _not_joined(examples: Examples, given: Examples) -> InputError:
    return InputError(
        "readers.not-joined",
        path=examples.source.path or say("readers.values"),
        rows=len(examples),
        references=given.source.path or say("readers.values"),
        given=len(given),
    )


def _by_id(examples: Examples, given: Examples, place_of: PlaceOf) -> Examples | None:
    """None where no id is in both files. An id with several rows of references has several references."""
    assert examples.ids is not None  # noqa: S101 - asked by the caller
    table = _references_by_id(given)
    lists = [table.get(identity, []) for identity in examples.ids.texts]
    if not any(lists):
        return None
    unused = len(table.keys() - set(examples.ids.texts))
    references = references_of(lists)
    note = say("readers.joined-by-id", n=sum(map(bool, lists)), path=given.source.path or say("readers.values"))
    notes = [note] if not unused else [note, say("readers.unused-references", n=unused)]
    return _noted(_aside(replace(examples, references=references, _derived={}), references, place_of), *notes)


def _references_by_id(given: Examples) -> dict[str | None, list[str]]:
    assert given.ids is not None  # noqa: S101 - asked by the caller
    table: dict[str | None, list[str]] = {}
    columns = [column.texts for column in given.references]
    for row, identity in enumerate(given.ids.texts):
        texts = [column[row] for column in columns]
        if identity is not None:
            table.setdefault(identity, []).extend(text for text in texts if text is not None)
    return table


def _aside(examples: Examples, references: tuple[Column, ...], place_of: PlaceOf) -> Examples:
    """Without the rows that have no reference now; they are named."""
    missing = references[0].missing
    if not missing.any():
        return examples
    rows = np.flatnonzero(missing).tolist()
    skipped = [Skipped(*place_of(row), say("readers.row-not-joined")) for row in rows]
    ids = [examples.id_of(row) for row in rows[:_SHOWN]]
    rest = examples.take(np.flatnonzero(~missing))
    source = replace(rest.source, skipped=(*rest.source.skipped, *skipped), rows=len(rest))
    return _noted(replace(rest, source=source), say("readers.without-references", n=len(rows), ids=ids))


def _noted(examples: Examples, *notes: Text) -> Examples:
    return replace(examples, source=replace(examples.source, notes=(*examples.source.notes, *notes)))
