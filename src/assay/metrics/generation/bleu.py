"""BLEU as sacreBLEU computes it."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.metrics.generation.bleu_counts import ORDER, bleu_counts, brevity_penalty, statistics
from assay.metrics.generation.ngram_metric import SACREBLEU, NgramMetric


class BLEU(NgramMetric):
    """BLEU of the whole set, from 0 to 100, equal to sacreBLEU's: the geometric mean of the shares of the predictions'
    1- to 4-grams that their references have, times a penalty for predictions that are shorter than their references.

    It counts words, not meaning: a wrong name costs as little as a wrong article, and a good answer in other words gets
    almost nothing. It is made for whole sets: on one sentence, or on answers of fewer than four words, it says nothing.
    Two BLEUs compare only on the same references with the same signature. On Chinese or Japanese the tokeniser decides
    the figure.

    Look at chrf where words are inflected or written together, at exact_match or accuracy for answers of a few words,
    at ter for the work of correcting, and at people's ratings before a release.
    """

    name: ClassVar[str] = "bleu"
    default: ClassVar[bool] = True

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows of 4 matches, 4 totals, the length of the prediction and of the nearest reference."""
        counts = bleu_counts(examples, task)
        return Measured(
            self.name,
            Scores(statistics(ORDER), counts.rows(ORDER)),
            corpus_bleu,
            "bounded",
            high=100.0,
            size="hyp_len",
            signature=f"nrefs:{counts.nrefs}|case:mixed|eff:no|tok:{counts.tok}|smooth:exp|version:{SACREBLEU}",
        )


def corpus_bleu(sums: Array) -> Array:
    """BLEU in [0, 100] from sums (..., 10). An order without a match counts as half, a quarter, ... of one ("exp", NIST
    smoothing); without any match, or without n-grams of an order, BLEU is 0. Post (2018), WMT, W18-6319.
    """
    matches, totals = sums[..., :ORDER], sums[..., ORDER : 2 * ORDER]
    halvings = np.cumsum(matches == 0, axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        precisions = np.where(matches > 0, matches, 0.5**halvings) / totals
        mean = np.exp(np.log(precisions).mean(axis=-1))
    defined = (matches > 0).any(axis=-1) & (totals > 0).all(axis=-1)
    return 100 * np.where(defined, mean, 0.0) * brevity_penalty(sums[..., -2], sums[..., -1])
