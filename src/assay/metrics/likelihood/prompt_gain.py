"""What a text's own prompt tells the model of it."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.errors import UndefinedValue
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.scores import Measured, Scores
from assay.core.task import Family, Task
from assay.metrics.likelihood.base import checked, missing_sizes


class PromptGain:
    """How many bits a token the model saves by seeing a text's own prompt rather than another example's: all nats
    behind another prompt less all nats behind its own, over ln 2 and over all tokens. 0 or less: the model writes
    fluently whatever it was asked. Relevance stands here beside the fluency that perplexity measures.

    Prompts that are all alike leave little to gain, and texts that say the prompt again gain much by that alone. It is
    about the given texts, not about what the model would write itself.

    Look at perplexity for fluency, and at people's ratings of relevance for what the model writes.
    """

    name: ClassVar[str] = "prompt_gain"
    families: ClassVar[tuple[Family, ...]] = ("lm",)
    default: ClassVar[bool] = True
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "overlap"

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no likelihoods, no tokens, or none behind another prompt."""
        found = examples.likelihoods
        missing = missing_sizes(found, "tokens")
        if missing is not None or found is None:
            return missing
        return say("overlap.no-other-prompt") if np.isnan(found.nll_other_prompt).any() else None

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (nats saved, tokens) a document.

        Raises UndefinedValue where a likelihood is missing or infinite, or nothing was scored.
        """
        found = checked(examples, "tokens")
        with np.errstate(invalid="ignore"):
            saved = found.nll_other_prompt - found.nll
        if not np.isfinite(saved).all():
            raise UndefinedValue("overlap.infinite-gain")
        return Measured(
            self.name,
            Scores(("saved", "tokens"), np.stack([saved, found.tokens], axis=1)),
            _bits_per_token,
            "ratio",
            low=-math.inf,
            high=math.inf,
            size="tokens",
            higher_is_better=True,
            signature="log:2|weighted:tokens",
            details={"transform": "identity", "scale": 1 / math.log(2)},
        )


def _bits_per_token(sums: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(sums[..., 1] > 0, sums[..., 0] / sums[..., 1], np.nan) / math.log(2)
