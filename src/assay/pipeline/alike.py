"""Whether likelihoods compare: they do where the texts were divided and seen alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.metrics.base import Metric

PER_TOKEN = frozenset({"perplexity", "perplexity_llamafactory", "prompt_gain"})
WINDOW = frozenset({"length", "stride", "bos", "eos"})  # what of a text is seen and scored decides its likelihood


def why_not_alike(metric: Metric, sides: Sequence[Examples]) -> Text | None:
    """Why a metric of these examples, the same on all sides, does not compare; None where it does."""
    if metric.name in PER_TOKEN and not _same_tokens(sides):
        return say("comparison.tokens-differ")
    names = _other_windows(sides) if "lm" in metric.families else []
    return say("comparison.windows-differ", names=names) if names else None


def _same_tokens(sides: Sequence[Examples]) -> bool:
    """Whether all have as many tokens in every document."""
    tokens = [side.likelihoods.tokens for side in sides if side.likelihoods is not None]
    return all(np.array_equal(tokens[0], one) for one in tokens[1:])


def _other_windows(sides: Sequence[Examples]) -> list[str]:
    """The settings of the window in which they differ, of those of which it is known how they were scored."""
    known = [side.source.settings for side in sides if side.source.settings.keys() >= WINDOW]
    return sorted(name for name in WINDOW if len({settings[name] for settings in known}) > 1)
