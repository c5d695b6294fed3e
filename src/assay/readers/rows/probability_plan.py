"""Where a file holds what the model thought of each label: in columns named so, a list, a mapping or one number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal, TypeAlias

import numpy as np

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.frozen import frozen
from assay.readers.rows.names import Roles, normalised
from assay.readers.rows.values import BadRow, number_of, text_of
from assay.readers.tables.table import Table
from assay.text.patterns import pattern

Kind: TypeAlias = Literal["by column", "nested", "of prediction", "of positive"]

_BY_LABEL = pattern(r"(?i)(probability|probs?|proba|p|scores?|logits?)[_\-. :/]+(.+)")
_BY_NUMBER = pattern(r"(?i)(probability|probs?|proba|p|scores?|logits?)(\d+)")
_NESTED = ("probabilities", "probability", "probs", "prob", "proba", "scores", "score", "logits", "logit")
_OF_POSITIVE = ("probability", "prob", "proba", "y_prob", "y_score", "score", "logit")


@frozen
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
