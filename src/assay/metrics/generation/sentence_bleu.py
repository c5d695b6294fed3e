"""Sentence BLEU as NLTK computes it."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.generation.bleu_counts import ORDER, BleuCounts, bleu_counts, brevity_penalty
from assay.metrics.generation.ngram_metric import NLTK, NgramMetric
from assay.metrics.generation.texts import mean_of_texts

_EPSILON = 0.1  # matches counted where an order has none: NLTK's smoothing method 1


class SentenceBLEU(NgramMetric):
    """The mean over texts of NLTK's sentence_bleu, from 0 to 1: BLEU of each prediction by itself, with smoothing
    method 1 (an order without a match counts as a tenth of one) and, for predictions of fewer than four words, equal
    weights on the orders that they can have.

    It is not BLEU: the mean of sentence scores and the score of the whole set differ, often by several points, and the
    smoothing decides the figure of short texts. Published BLEU figures are of whole sets.

    Look at bleu for a figure to compare with others', and at this one to find the texts that are worst.
    """

    name: ClassVar[str] = "sentence_bleu"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (score, 1) a text."""
        counts = bleu_counts(examples, task)
        options = f"nrefs:{counts.nrefs}|case:mixed|order:{ORDER}|tok:{counts.tok}|smooth:method1|reweigh:yes"
        return mean_of_texts(self.name, _sentence_bleu(counts), f"{options}|nltk:{NLTK}|mean of texts")


def _sentence_bleu(counts: BleuCounts) -> Array:
    """(n,) BLEU of each prediction; 0 without a matching word. Chen & Cherry (2014), WMT, W14-3346."""
    matches, totals = counts.matches.astype(np.float64), np.maximum(counts.totals, 1)
    logarithms = np.log(np.where(matches > 0, matches, _EPSILON) / totals)
    orders = np.clip(counts.prediction_length, 1, ORDER)
    mean = np.where(np.arange(ORDER) < orders[:, None], logarithms, 0.0).sum(axis=1) / orders
    penalty = brevity_penalty(counts.prediction_length.astype(np.float64), counts.reference_length.astype(np.float64))
    return np.where(matches[:, 0] > 0, np.exp(mean), 0.0) * penalty
