"""TER as sacreBLEU computes it."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.metrics.generation.ngram_metric import SACREBLEU, NgramMetric
from assay.metrics.generation.tokenised import Tokenised, tokenised
from assay.text.edit_rate import translation_edits
from assay.text.ngrams import Tokens, strings


class TER(NgramMetric):
    """Translation edit rate, in edits for a hundred words of the references, equal to sacreBLEU's: how many words
    would have to be added, removed, replaced or moved as a block to turn the predictions into their references. 0 is
    best; more than 100 is possible. Upper and lower case are alike.

    Each edit costs 1, a wrong name as much as a missing comma, and a good answer in other words costs as much as a bad
    one. A prediction that is too short is treated kindly: an empty one costs 100 and no more. Words are what stands
    between spaces, so that on Chinese or Japanese a sentence is one word and the figure says nothing.

    Look at chrf for Chinese, Japanese and inflected words, at bleu to compare with others' figures, and at people's
    corrections where the work of correcting is the question.
    """

    name: ClassVar[str] = "ter"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows of the edits to the reference that needs fewest, and the mean length of the references."""
        sides = tokenised(examples, "tercom")
        return Measured(
            self.name,
            Scores(("edits", "ref_len"), np.column_stack([_fewest_edits(sides), _mean_length(sides)])),
            ter,
            "bounded",
            high=math.inf,
            size="ref_len",
            higher_is_better=False,
            details={"unseen": 100.0},  # a prediction with nothing right, as an empty one
            signature=f"nrefs:{sides.nrefs}|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:{SACREBLEU}",
        )


def ter(sums: Array) -> Array:
    """Edits for a hundred words of the references, from sums (..., 2); without any such word 100 where there are edits,
    else 0, as sacreBLEU has it. Snover et al. (2006), AMTA.
    """
    edits, length = sums[..., 0], sums[..., 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        rate: Array = 100 * edits / length
    return np.where(length > 0, rate, np.where(edits > 0, 100.0, 0.0))


def _fewest_edits(sides: Tokenised) -> Array:
    """(n,) over the references that are given."""
    edits = np.stack([_edits(sides.predictions, reference) for reference in sides.references])
    fewest: Array = np.where(sides.given, edits, math.inf).min(axis=0)
    return fewest


def _edits(predictions: Tokens, references: Tokens) -> Array:
    pairs = list(zip(*strings(predictions, references), strict=True))
    edits = {pair: translation_edits(*pair) for pair in dict.fromkeys(pairs)}
    return np.array([edits[pair] for pair in pairs], np.float64)


def _mean_length(sides: Tokenised) -> Array:
    """(n,) words of a reference; one that is not given has none and is not counted."""
    lengths = np.sum([reference.lengths for reference in sides.references], axis=0)
    mean: Array = lengths / sides.given.sum(axis=0)
    return mean
