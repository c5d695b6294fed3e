"""The share of predictions that say exactly what a reference says."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array, BoolArray
from assay.core.examples import Examples
from assay.core.messages import Text
from assay.core.scores import Measured, Scores
from assay.core.task import Family, Task
from assay.metrics.generation.answers import best_of_references
from assay.metrics.generation.texts import missing_texts
from assay.text.ngrams import Tokens, offsets_of


class ExactMatch:
    """The share of predictions that equal a reference once case, punctuation, spaces and the articles a, an, the are
    left out, as SQuAD does it. In Chinese all punctuation, full width and the spaces between characters are left out.

    A right answer in other words, or with one word more, counts as wrong; an answer that is a single letter away
    counts as wrong too. For long texts it is near 0 for every model.

    Look at token_f1 for partial credit, at accuracy where answers are labels.
    """

    name: ClassVar[str] = "exact_match"
    families: ClassVar[tuple[Family, ...]] = ("generation",)
    default: ClassVar[bool] = True
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "overlap"

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no predictions or no references."""
        return missing_texts(examples)

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (match, 1) a text, stored once each for 0 and 1."""
        matched = best_of_references(examples, _equal).astype(np.int64)
        return Measured(
            self.name,
            Scores(("matches", "texts"), np.array([[0.0, 1.0], [1.0, 1.0]]), matched),
            _share,
            "proportion",
            signature=f"squad-normalised|refs:{len(examples.references)}",
        )


def _equal(predictions: Tokens, references: Tokens) -> Array:
    """(n,) 1 where both sides have the same words in the same order."""
    equal: BoolArray = predictions.lengths == references.lengths
    rows = np.flatnonzero(equal)
    left, right = predictions.take(rows), references.take(rows)
    equal[rows] = np.diff(offsets_of(left.ids != right.ids)[left.offsets]) == 0
    return equal.astype(np.float64)


def _share(sums: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        share: Array = sums[..., 0] / sums[..., 1]
    return share
