"""The n-gram counts that every BLEU is made of."""

from __future__ import annotations

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.examples import Examples
from assay.core.task import Task
from assay.frozen import frozen
from assay.metrics.generation.tokenised import tokenised, tokeniser_name
from assay.text.ngrams import matches

ORDER = 4


@frozen(eq=False)
class BleuCounts:
    """Of n examples: `matches` and `totals` (n, 4), n-grams of each order that the references share, and all; the
    lengths (n,) of the prediction and of its nearest reference; `nrefs` and `tok` of the signature.
    """

    matches: IntArray
    totals: IntArray
    prediction_length: IntArray
    reference_length: IntArray
    nrefs: str
    tok: str

    def rows(self, order: int, least_total: int = 0) -> Array:
        """(n, 2 order + 2) matches, totals, and both lengths, in the order of `statistics`."""
        totals = np.maximum(self.totals[:, :order], least_total)
        lengths = (self.prediction_length, self.reference_length)
        return np.column_stack([self.matches[:, :order], totals, *lengths]).astype(np.float64)


def bleu_counts(examples: Examples, task: Task) -> BleuCounts:
    """The counts under the tokeniser that suits the references, made once for all BLEUs."""
    name = tokeniser_name(examples, task)
    return examples.once(("BLEU counts", name), lambda: counted(examples, name))


def counted(examples: Examples, name: str) -> BleuCounts:
    """The counts under the tokeniser called `name`."""
    sides = tokenised(examples, name)
    return BleuCounts(
        matches=matches(sides.predictions, sides.references, ORDER),
        totals=sides.predictions.counts(ORDER),
        prediction_length=sides.predictions.lengths,
        reference_length=sides.closest_lengths,
        nrefs=sides.nrefs,
        tok=sides.signature,
    )


def statistics(order: int) -> tuple[str, ...]:
    """The names of the columns of `BleuCounts.rows`."""
    orders = range(1, order + 1)
    return (*(f"match{n}" for n in orders), *(f"total{n}" for n in orders), "hyp_len", "ref_len")


def brevity_penalty(prediction_length: Array, reference_length: Array) -> Array:
    """1 for a prediction at least as long as the reference, else exp(1 - reference / prediction), and 0 for an empty
    one. Papineni et al. (2002), ACL, section 2.2.2.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        penalty: Array = np.exp(np.minimum(1 - reference_length / prediction_length, 0))
    return np.where(prediction_length > 0, penalty, np.where(reference_length > 0, 0.0, 1.0))
