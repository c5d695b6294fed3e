"""Predictions and references as the words of short answers, made once for the metrics that compare them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.metrics.generation.texts import given_references, predicted, referred
from assay.text.answers import answer_words
from assay.text.ngrams import Tokens


def best_of_references(examples: Examples, score: Callable[[Tokens, Tokens], Array]) -> Array:
    """(n,) the highest `score` (n,), in [0, 1], of each prediction with any of its references."""
    predictions, *references = examples.once("answer words", lambda: _sides(examples))
    each = [
        np.where(there, score(predictions, side), 0.0)
        for side, there in zip(references, given_references(examples), strict=True)
    ]
    best: Array = np.max(each, axis=0)
    return best


def _sides(examples: Examples) -> list[Tokens]:
    """The words of the predictions and of each k-th reference, numbered together."""
    sides, n = [predicted(examples), *referred(examples)], len(examples)
    words = answer_words([text for side in sides for text in side])
    return [words.between(start, start + n) for start in range(0, len(sides) * n, n)] if n else [words] * len(sides)
