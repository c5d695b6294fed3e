"""What the model thought of each label: told from columns named after labels, from a list, a mapping or one number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, TypeAlias

import numpy as np

from assay.core.arrays import Array
from assay.core.columns import Column
from assay.core.errors import InputError
from assay.core.examples import Probabilities
from assay.core.messages import Text, say
from assay.readers.rows.names import Roles, normalised
from assay.readers.rows.values import BadRow, listed, number_of, text_of
from assay.readers.tables.table import Table

Kind: TypeAlias = Literal["by column", "nested", "of prediction", "of positive"]

_BY_LABEL = re.compile(r"(?i)(probability|probs?|proba|p|scores?|logits?)[_\-. :/]+(.+)")
_BY_NUMBER = re.compile(r"(?i)(probability|probs?|proba|p|scores?|logits?)(\d+)")
_NESTED = ("probabilities", "probability", "probs", "prob", "proba", "scores", "score", "logits", "logit")
_OF_POSITIVE = ("probability", "prob", "proba", "y_prob", "y_score", "score", "logit")
_UNBOUNDED = ("score", "logit")
_MOST_LABELS = 1000


@dataclass(frozen=True)
class Plan:
    """Where probabilities lie: their columns, and each one's label where there is a column a label."""

    kind: Kind
    columns: tuple[str, ...]
    labels: tuple[str, ...] = ()
    guessed: bool = True

    @property
    def note(self) -> Text:
        """What was taken for what."""
        return say(_NOTES[self.kind], columns=list(self.columns[:8]))


_NOTES: dict[Kind, str] = {
    "by column": "readers.probabilities-by-column",
    "nested": "readers.probabilities-nested",
    "of prediction": "readers.probabilities-of-prediction",
    "of positive": "readers.probabilities-of-positive",
}


def plan_of(table: Table, roles: Roles, named: str | None) -> Plan | None:
    """The columns that hold probabilities; `named` by the user, otherwise found. None where there are none."""
    values = _values_of(table, roles)
    if named is not None:
        return replace(_named_plan(table, named, values), guessed=False)
    free = [name for name in table.names if name not in roles.used]
    return _by_column(table, free, values) or _nested(table, free, values) or _single(table, free, roles)


def _values_of(table: Table, roles: Roles) -> frozenset[str]:
    """The labels that the head shows on either side."""
    names = [name for name in (roles.prediction, roles.reference) if name is not None]
    cells = [record.get(name) for record in table.head for name in names]
    return frozenset(text for cell in cells if not isinstance(cell, list | dict) and (text := text_of(cell)))


def _named_plan(table: Table, named: str, values: frozenset[str]) -> Plan:
    group = [name for name in table.names if name != named and _label_in(name)[0] == named.rstrip("_").lower()]
    if named in table.names:
        if table.is_kind(named, list, dict):
            return Plan("nested", (named,))
        label = _label_in(named)[1]
        if label in values:
            return Plan("by column", (named,), (label,))
        return Plan("of prediction" if _is_confidence(named) else "of positive", (named,))
    if not group:
        raise InputError("readers.no-column", path=table.path, option="--probability", name=named, names=table.names)
    return Plan("by column", tuple(group), tuple(_label_in(name)[1] for name in group))


def _label_in(name: str) -> tuple[str, str]:
    """The measure and the label of a column named after a label: prob_spam, p0; two empty strings for any other."""
    found = _BY_LABEL.fullmatch(name) or _BY_NUMBER.fullmatch(name)
    return (found[1].lower(), found[2]) if found else ("", "")


def _by_column(table: Table, free: Sequence[str], values: frozenset[str]) -> Plan | None:
    named = sorted((name for name in free if _label_in(name)[0]), key=lambda name: _label_in(name)[0])
    for measure, group in groupby(named, key=lambda name: _label_in(name)[0]):
        together = set(group)
        columns = [name for name in table.names if name in together]
        labels = [_label_in(name)[1] for name in columns]
        if not all(_is_number(record.get(name)) for record in table.head for name in columns):
            continue
        if values.intersection(labels) or (measure.startswith("p") and len(columns) > 1 and _sums(table, columns)):
            return Plan("by column", tuple(columns), tuple(labels))
    return None


def _is_number(value: object) -> bool:
    try:
        number_of(value)
    except BadRow:
        return False
    return True


def _sums(table: Table, columns: Sequence[str]) -> bool:
    """Whether the columns add up to 1 in each row of the head."""
    sums = [sum(number_of(record.get(name)) for name in columns) for record in table.head]
    return bool(sums) and bool(np.allclose(sums, 1.0, atol=0.02))


def _nested(table: Table, free: Sequence[str], values: frozenset[str]) -> Plan | None:
    for name in free:
        if normalised(name) not in _NESTED or not table.is_kind(name, list, dict):
            continue
        first = next((record[name] for record in table.head if record.get(name)), None)
        if first is not None and _fits(first, values):
            return Plan("nested", (name,))
    return None


def _fits(first: Mapping[str, object] | Sequence[object], values: frozenset[str]) -> bool:
    """Whether these can be probabilities of the labels: named after them, or as many."""
    if isinstance(first, Mapping):
        return not values.isdisjoint(map(str, first)) and all(map(_is_number, first.values()))
    codes = {str(code) for code in range(len(first))}
    return (not values.isdisjoint(codes) or len(first) == len(values)) and all(map(_is_number, first))


def _single(table: Table, free: Sequence[str], roles: Roles) -> Plan | None:
    """One number a row: how sure the model was of what it said, or its score of the positive class."""
    labels = _labels_of(table, roles.prediction or roles.reference)
    if not labels:
        return None
    numeric = [name for name in free if all(_is_number(record.get(name)) for record in table.head)]
    stem = normalised(roles.prediction or "").removesuffix("_pred")
    sure = sorted(filter(_is_confidence, numeric), key=lambda name: not normalised(name).startswith(stem))
    if sure and roles.prediction is not None:
        return Plan("of prediction", (sure[0],))
    score = next((name for name in numeric if normalised(name) in _OF_POSITIVE), None)
    return Plan("of positive", (score,)) if score is not None and len(labels) <= 2 else None


def _labels_of(table: Table, name: str | None) -> frozenset[str]:
    """The labels in a column of the head; none where its values do not come back, as labels do."""
    cells = [record.get(name) for record in table.head] if name is not None else []
    if any(isinstance(cell, list | dict) for cell in cells):
        return frozenset()
    labels = frozenset(text for cell in cells if (text := text_of(cell)) is not None)
    return labels if len(labels) <= max(2, len(cells) // 4) else frozenset()


def _is_confidence(name: str) -> bool:
    return normalised(name).endswith(("confidence", "conf", "max_prob"))


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
