"""What the outputs mean: each distinct one read once, by which rule, and the forms of those that name no label."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assay.core.arrays import IntArray
from assay.core.columns import Column
from assay.core.examples import Examples
from assay.core.report import UnparsedForm
from assay.frozen import frozen
from assay.metrics.classification.cells import Side
from assay.text.labels import Names, Rule, extract
from assay.text.normalise import folded, shortened

_MOST_FORMS = 20
PROBABILITY = "probability"  # the rule of a label that is merely the most probable one
UNPARSED = "unparsed"
_RULES = (
    *(Rule.EXACT, Rule.NORMALISED, Rule.VERBALISER, Rule.CHOICE_LETTER, Rule.IN_PROSE, Rule.LAST_ANSWER),
    PROBABILITY,
)


@frozen(eq=False)
class Outputs:
    """A column of outputs, read: `labels` (v + 1,) the label of each distinct one, K where it names none, the last for
    a missing output; `rules` (v + 1,) how it was found.
    """

    column: Column
    labels: IntArray
    rules: tuple[str, ...]

    @property
    def side(self) -> Side:
        """The outputs as codes, to be paired with the references."""
        return Side(self.column.codes, self.labels)

    def by_rule(self, counts: IntArray) -> dict[str, int]:
        """How many examples each rule read, in the order in which rules are tried; those that none read come last."""
        sums = dict.fromkeys((*_RULES, UNPARSED), 0)
        for rule, count in zip(self.rules, counts.tolist(), strict=True):
            sums[rule if rule in sums else UNPARSED] += count
        return {str(rule): count for rule, count in sums.items() if count}

    def forms(self, counts: IntArray, examples: Examples) -> tuple[UnparsedForm, ...]:
        """The commonest forms of the outputs that name no label; those that differ only in numbers are one."""
        groups: dict[str, list[int]] = {}
        for code in np.flatnonzero((self.labels == self.labels[-1]) & (counts > 0)).tolist():
            groups.setdefault(_form(self._text(code)), []).append(code)
        sizes = {form: int(counts[codes].sum()) for form, codes in groups.items()}
        commonest = sorted(groups, key=lambda form: -sizes[form])[:_MOST_FORMS]
        return tuple(
            UnparsedForm(shortened(self._text(groups[form][0])), sizes[form], self._first_id(groups[form][0], examples))
            for form in commonest
        )

    def _text(self, code: int) -> str:
        return self.column.values[code] if code < len(self.column.values) else ""

    def _first_id(self, code: int, examples: Examples) -> str:
        own = code if code < len(self.column.values) else -1
        return examples.id_of(int(np.argmax(self.column.codes == own)))


def read_outputs(column: Column, names: Names) -> Outputs:
    """The outputs of `column` as labels."""
    if len(column.values) > len(column):  # a cut from a longer column, which keeps all its values
        column = Column(column.texts)
    found = extract(column.values, names)
    unparsed = len(names.labels)
    labels = [unparsed if one.code is None else one.code for one in found]
    return Outputs(column, np.array([*labels, unparsed]), (*(one.rule for one in found), Rule.EMPTY))


def most_probable(codes: Sequence[int], labels: tuple[str, ...]) -> Outputs:
    """The most probable label of each example, -1 where it has none, for files without written outputs."""
    column = Column.coded(labels, np.asarray(codes, dtype=np.int32))
    return Outputs(column, np.arange(len(labels) + 1), (*[PROBABILITY] * len(labels), Rule.EMPTY))


def _form(text: str) -> str:
    return re.sub(r"\d+", "#", folded(shortened(text)))
