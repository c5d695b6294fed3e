"""chrF and chrF++ as sacreBLEU computes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.examples import Examples
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.metrics.generation.ngram_metric import SACREBLEU, NgramMetric
from assay.metrics.generation.tokenised import Tokenised, tokenised
from assay.text.ngrams import overlaps

_CHARACTER_ORDER = 6
_BETA = 2  # how many times as much recall counts as precision


class CHRF(NgramMetric):
    """chrF2 of the whole set, from 0 to 100, equal to sacreBLEU's: the F-score of the 1- to 6-grams of characters that
    predictions and references share, spaces left out, with recall counting twice as much as precision.

    Unrelated texts of one language already share many short n-grams, so that 20 may mean nothing at all, and a figure
    cannot be compared across languages. Like BLEU it sees spelling, not meaning: a missing "not" costs three letters.

    Look at bleu beside it, at length_ratio where recall may have been bought with length, and at people's ratings.
    """

    name: ClassVar[str] = "chrf"
    default: ClassVar[bool] = True
    word_order: ClassVar[int] = 0

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows of (matches, n-grams of the prediction, n-grams of the reference) of each order, of the reference with
        the highest F-score.
        """
        sides = tokenised(examples, "char")
        parts = [examples.once(("chrF", "char"), lambda: _counts(sides, _CHARACTER_ORDER))]
        if self.word_order:
            words = tokenised(examples, "chrf-words")
            parts.append(_counts(words, self.word_order))
        options = f"nrefs:{sides.nrefs}|case:mixed|eff:yes|nc:{_CHARACTER_ORDER}|nw:{self.word_order}|space:no"
        return Measured(
            self.name,
            Scores(_statistics(self.word_order), _best(np.concatenate(parts, axis=2), sides)),
            chrf,
            "bounded",
            high=100.0,
            size="char1_hyp",
            signature=f"{options}|version:{SACREBLEU}",
        )


class CHRFPlusPlus(CHRF):
    """chrF2++ of the whole set, from 0 to 100, equal to sacreBLEU's: chrF with the 1- and 2-grams of words added to the
    six orders of characters.

    What chrF misses it misses too: common letters give unrelated texts points, and meaning is not seen. For Chinese and
    Japanese, which put no spaces between words, a sentence is one word here, and chrf is the better figure.

    Look at bleu beside it, and at people's ratings before a release.
    """

    name: ClassVar[str] = "chrf++"
    default: ClassVar[bool] = False
    word_order: ClassVar[int] = 2


def chrf(sums: Array) -> Array:
    """chrF2 in [0, 100] from sums (..., 3 orders): F of the means of precision and recall over the orders that both
    sides have; 0 where there is none. Popović (2015), WMT, W15-3049.
    """
    counts = sums.reshape(*sums.shape[:-1], -1, 3)
    matches, predicted, referred = (np.moveaxis(counts[..., i], -1, 0) for i in range(3))
    there = (predicted > 0) & (referred > 0)
    orders = np.maximum(there.sum(axis=0), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Added up one after the other as sacreBLEU does, so that of equally good references both take the same.
        precision = np.add.accumulate(np.where(there, matches / predicted, 0.0))[-1] / orders
        recall = np.add.accumulate(np.where(there, matches / referred, 0.0))[-1] / orders
        score = (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall)
    return 100 * np.where(precision + recall > 0, score, 0.0)


def _statistics(word_order: int) -> tuple[str, ...]:
    orders = [f"char{n}" for n in range(1, _CHARACTER_ORDER + 1)] + [f"word{n}" for n in range(1, word_order + 1)]
    return tuple(f"{order}_{count}" for order in orders for count in ("match", "hyp", "ref"))


def _counts(sides: Tokenised, order: int) -> IntArray:
    """(references, n, orders, 3) matches, n-grams of the prediction and of the reference. An order that the reference
    does not have is not counted in the prediction either.
    """
    return np.stack([_of_reference(overlaps(sides.predictions, side, order)) for side in sides.references])


def _of_reference(counts: Sequence[IntArray]) -> IntArray:
    matches, predicted, referred = counts
    return np.stack([matches, np.where(referred > 0, predicted, 0), referred], axis=-1)


def _best(counts: IntArray, sides: Tokenised) -> Array:
    """(n, 3 orders) the counts of the first reference with the highest score of each example."""
    rows = counts.reshape(*counts.shape[:2], -1).astype(np.float64)
    best = np.where(sides.given, chrf(rows), -1.0).argmax(axis=0)
    chosen: Array = rows[best, np.arange(rows.shape[1])]
    return chosen
