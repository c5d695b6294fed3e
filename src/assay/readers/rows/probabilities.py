"""What the model thought of each label, as one matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from assay.core.arrays import Array
from assay.core.columns import Column
from assay.core.examples import Probabilities
from assay.readers.rows.names import normalised
from assay.readers.rows.probability_plan import Plan
from assay.readers.rows.values import BadRow, listed, number_of

_UNBOUNDED = ("score", "logit")
_MOST_LABELS = 1000


def probabilities_of(
    plan: Plan, values: Mapping[str, Sequence[object]], said: Column | None, gold: Column | None
) -> tuple[Probabilities | None, dict[int, BadRow]]:
    """The matrix, and the rows that hold something else than numbers. None where the labels cannot be told."""
    faults: dict[int, BadRow] = {}
    if plan.kind == "nested":
        return _from_nested(values[plan.columns[0]], gold or said, faults), faults
    matrix = np.column_stack([_numbers(values[name], faults) for name in plan.columns])
    if plan.kind == "by column":
        return _made(plan.labels, matrix, plan.columns[0]), faults
    if plan.kind == "of prediction":
        return _of_prediction(matrix[:, 0], said), faults
    return _of_positive(matrix[:, 0], said, gold, plan.columns[0]), faults


def _numbers(values: Sequence[object], faults: dict[int, BadRow]) -> Array:
    numbers = np.full(len(values), np.nan)
    for row, value in enumerate(values):
        try:
            numbers[row] = number_of(value)
        except BadRow as bad:
            faults[row] = bad
    return numbers


def _made(labels: tuple[str, ...], matrix: Array, name: str) -> Probabilities:
    known = matrix[~np.isnan(matrix).any(axis=1)]
    inside = _within(known, -1e-6, 1 + 1e-6)
    adding_up = len(labels) == 1 or bool((abs(known.sum(axis=1) - 1) < 0.02).all())
    named_so = len(labels) > 1 or not normalised(name).startswith(_UNBOUNDED)
    return Probabilities(labels, matrix, normalised=inside and adding_up and named_so)


def _from_nested(values: Sequence[object], labelled: Column | None, faults: dict[int, BadRow]) -> Probabilities | None:
    """A mapping by label a row, or a list a row: by code where the labels are 0, 1, ..., else in sorted order."""
    listing = [listed(value) for value in values]
    first = next((value for value in listing if isinstance(value, dict | list) and value), None)
    if first is None:
        return None
    labels = tuple(map(str, first)) if isinstance(first, dict) else _labels_in_order(len(first), labelled)
    if labels is None:
        return None
    matrix = np.full((len(values), len(labels)), np.nan)
    for row, value in enumerate(listing):
        try:
            matrix[row] = _in_order(value, labels)
        except BadRow as bad:
            faults[row] = bad
    return _made(labels, matrix, "")


def _labels_in_order(count: int, labelled: Column | None) -> tuple[str, ...] | None:
    codes = tuple(str(code) for code in range(count))
    if labelled is None or set(labelled.values) <= set(codes):
        return codes
    return tuple(sorted(labelled.values)) if len(labelled.values) == count else None


def _in_order(value: object, labels: tuple[str, ...]) -> list[float]:
    if isinstance(value, dict):
        named = {str(name): number for name, number in value.items()}
        return [number_of(named.get(label)) for label in labels]
    if isinstance(value, list) and len(value) == len(labels):
        return [number_of(number) for number in value]
    if value is None:
        return [np.nan] * len(labels)
    raise BadRow("readers.row-not-number")


def _of_prediction(sure: Array, said: Column | None) -> Probabilities | None:
    """The confidence in what was said: the rest is unknown, but for a second label."""
    if said is None or not 0 < len(said.values) <= _MOST_LABELS or not _within(sure, 0.0, 1.0):
        return None
    matrix = np.full((len(sure), len(said.values)), np.nan)
    rows = np.flatnonzero(~said.missing)
    matrix[rows, said.codes[rows]] = sure[rows]
    if len(said.values) == 2:
        matrix[rows, 1 - said.codes[rows]] = 1 - sure[rows]
    return Probabilities(said.values, matrix)


def _within(numbers: Array, low: float, high: float) -> bool:
    known = numbers[~np.isnan(numbers)]
    return bool(((known >= low) & (known <= high)).all())


def _of_positive(score: Array, said: Column | None, gold: Column | None, name: str) -> Probabilities | None:
    """The score of one label: of that which is said where the score is high, else the label called 1."""
    if said is not None and len(said.values) == 2 and not said.missing.any():
        first, second = (score[said.codes == code] for code in (0, 1))
        if _within(score, 0.5, 1.0) and first.max() > 0.5 and second.max() > 0.5:
            return _of_prediction(score, said)
        high = 0 if first.min() >= second.max() else 1 if second.min() >= first.max() else None
        return None if high is None else _made((said.values[high],), score[:, None], name)
    labels = set(gold.values) if gold is not None else set()
    positive = next((label for label in ("1", "true", "True", "yes", "positive") if label in labels), None)
    return _made((positive,), score[:, None], name) if positive is not None and len(labels) == 2 else None


def argmax_labels(probabilities: Probabilities, gold: Column | None) -> Column | None:
    """The most probable label of each row; with one label only, it or the other one, cut at 0.5."""
    labels, matrix = probabilities.labels, probabilities.matrix
    if len(labels) > 1:
        best = np.where(np.isnan(matrix), -np.inf, matrix).argmax(axis=1).astype(np.int32)
        return Column.coded(labels, np.where(np.isnan(matrix).all(axis=1), -1, best).astype(np.int32))
    others = [label for label in (gold.values if gold is not None else ()) if label != labels[0]]
    if len(others) != 1 or not probabilities.normalised:
        return None
    return Column.coded((labels[0], others[0]), np.where(matrix[:, 0] >= 0.5, 0, 1).astype(np.int32))
