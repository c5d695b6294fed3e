"""The mean of each document's own perplexity, as LLaMA-Factory's script reports it."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.messages import Text
from assay.core.scores import Measured, Scores
from assay.core.task import Family, Task
from assay.metrics.likelihood.base import checked, infinite, missing_sizes


class PerplexityLlamaFactory:
    """The perplexity of each document by itself, averaged: what LLaMA-Factory's `cal_ppl.py` prints. It is here to
    compare with old reports under its own name.

    A few short or odd documents with a huge perplexity carry the whole mean, so it is never below the perplexity of
    the tokens where lengths are alike, and may be many times that. Documents without a token are left out.

    Look at perplexity, where every token counts alike.
    """

    name: ClassVar[str] = "perplexity_llamafactory"
    families: ClassVar[tuple[Family, ...]] = ("lm",)
    default: ClassVar[bool] = False
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "overlap"

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no likelihoods with their tokens."""
        return missing_sizes(examples.likelihoods, "tokens")

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (perplexity, 1) a document; (0, 0) for one without a token. Raises what `checked` raises."""
        likelihoods = checked(examples, "tokens")
        scored = likelihoods.tokens > 0
        with np.errstate(over="ignore"):
            own = np.exp(likelihoods.nll / np.where(scored, likelihoods.tokens, 1.0))
        rows = np.stack([np.where(scored, own, 0.0), scored.astype(np.float64)], axis=1)
        return Measured(
            self.name,
            Scores(("perplexity", "documents"), rows),
            _mean,
            "bounded",
            low=1.0,
            high=math.inf,
            size="documents",
            higher_is_better=False,
            signature="log:e|mean of documents",
            details=infinite(likelihoods),
        )


def _mean(sums: Array) -> Array:
    with np.errstate(invalid="ignore"):
        mean: Array = sums[..., 0] / sums[..., 1]
    return mean
