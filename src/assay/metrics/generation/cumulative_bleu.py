"""BLEU-1 to BLEU-4 as NLTK computes them."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.metrics.generation.bleu_counts import bleu_counts, brevity_penalty, statistics
from assay.metrics.generation.ngram_metric import NLTK, NgramMetric


class CumulativeBLEU(NgramMetric):
    """The geometric mean of the n-gram precisions up to an order, with the brevity penalty, over the whole set."""

    default: ClassVar[bool] = True
    copies_are_best: ClassVar[bool] = False  # a text with fewer words than the order costs something
    order: ClassVar[int]

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows of the matches and totals of each order, the length of the prediction and of the nearest reference.

        A total is 1 where a prediction is too short for an n-gram of the order, as in NLTK.
        """
        counts = bleu_counts(examples, task)
        return Measured(
            self.name,
            Scores(statistics(self.order), counts.rows(self.order, least_total=1)),
            cumulative_bleu,
            "bounded",
            size="hyp_len",
            signature=f"nrefs:{counts.nrefs}|case:mixed|order:{self.order}|tok:{counts.tok}|smooth:none|nltk:{NLTK}",
        )


class BLEU1(CumulativeBLEU):
    """BLEU-1, from 0 to 1, equal to NLTK's corpus_bleu on 1-grams: the share of the predictions' words that are in
    their references, each at most as often as there, times a penalty for predictions that are too short.

    It knows no order: a shuffled sentence gets the full score, and frequent words like "the" make up much of it. But
    for the penalty it does not ask which words of the reference are missing.

    Look at bleu2 to bleu4, or bleu, for the order of words, and at rouge1 for what is missing.
    """

    name: ClassVar[str] = "bleu1"
    order: ClassVar[int] = 1


class BLEU2(CumulativeBLEU):
    """BLEU-2, from 0 to 1, equal to NLTK's corpus_bleu with equal weights on 1- and 2-grams: the geometric mean of the
    shares of the predictions' words and pairs of words that their references have, times the brevity penalty.

    Where BLEU-1 is high and BLEU-2 low, the words are right and their order is not. Short predictions count a pair that
    they cannot have, as NLTK does it, so that one-word answers lower the figure.

    Look at bleu for a figure to compare with others', and at exact_match for answers of a word or two.
    """

    name: ClassVar[str] = "bleu2"
    order: ClassVar[int] = 2


class BLEU3(CumulativeBLEU):
    """BLEU-3, from 0 to 1, equal to NLTK's corpus_bleu with equal weights on 1- to 3-grams: the geometric mean of the
    shares of the predictions' n-grams that their references have, times the brevity penalty.

    It is not smoothed: a set without a single matching 3-gram has 0. Predictions of fewer than three words count a
    3-gram that they cannot have, as NLTK does it, and lower the figure.

    Look at bleu for a figure to compare with others', and at chrf for short or inflected texts.
    """

    name: ClassVar[str] = "bleu3"
    order: ClassVar[int] = 3


class BLEU4(CumulativeBLEU):
    """BLEU-4, from 0 to 1, equal to NLTK's corpus_bleu: the geometric mean of the shares of the predictions' 1- to
    4-grams that their references have, times the brevity penalty.

    It is not smoothed: a set without a single matching 4-gram has 0. Predictions of fewer than four words count a
    4-gram that they cannot have, as NLTK does it, and lower the figure; sacreBLEU does not do so, and the two differ
    there. It is neither the mean of sentence BLEUs nor the BLEU-4 that LLaMA-Factory reports.

    Look at bleu for a figure to compare with others', at sentence_bleu for single texts, and at bleu_llamafactory
    beside LLaMA-Factory's reports.
    """

    name: ClassVar[str] = "bleu4"
    order: ClassVar[int] = 4


def cumulative_bleu(sums: Array) -> Array:
    """BLEU-n in [0, 1] from sums (..., 2 n + 2); 0 where an order has no match. Papineni et al. (2002), ACL."""
    order = sums.shape[-1] // 2 - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithms = np.log(sums[..., :order] / sums[..., order : 2 * order])
    mean = np.where((sums[..., :order] > 0).all(axis=-1), np.exp(logarithms.mean(axis=-1)), 0.0)
    return mean * brevity_penalty(sums[..., -2], sums[..., -1])
