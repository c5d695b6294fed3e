"""How long the predictions are, beside their references."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.messages import Text
from assay.core.scores import Measured, Scores
from assay.core.task import Family, Task
from assay.metrics.generation.texts import missing_texts
from assay.metrics.generation.tokenised import tokenised, tokeniser_name


class LengthRatio:
    """All words of the predictions over all words of the references: 1 is the same length, 0.5 half as long. Of several
    references the one nearest in length counts, as in BLEU. Words are BLEU's tokens; in Chinese, characters.

    One very long output hides many short ones. A ratio of 1 says nothing about what the words are.

    Look at the examples with the shortest and the longest output, and at bleu, which punishes what is too short.
    """

    name: ClassVar[str] = "length_ratio"
    families: ClassVar[tuple[Family, ...]] = ("generation",)
    default: ClassVar[bool] = True
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "overlap"

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no predictions or no references."""
        return missing_texts(examples)

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (words of the prediction, words of the nearest reference) a text. NaN where no reference has a word."""
        sides = tokenised(examples, tokeniser_name(examples, task))
        lengths = np.stack([sides.predictions.lengths, sides.closest_lengths], axis=1).astype(np.float64)
        return Measured(
            self.name,
            Scores(("hyp_len", "ref_len"), lengths),
            _ratio,
            "bounded",
            high=math.inf,
            size="ref_len",
            higher_is_better=None,
            details={"unseen": 2.0},  # a prediction that says everything twice, as far off as an empty one
            signature=f"nrefs:{sides.nrefs}|tok:{sides.signature}",
        )


def _ratio(sums: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Array = np.where(sums[..., 1] > 0, sums[..., 0] / sums[..., 1], np.nan)
    return ratio
