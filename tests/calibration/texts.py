"""Short texts of made-up words, and what a model that knows them in part would write."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t")
_VOWELS = ("a", "e", "i", "o", "u")
_VOCABULARY = [first + v + second + w for first in _ONSETS for v in _VOWELS for second in _ONSETS for w in _VOWELS][::7]
_COMMON = 1 / np.arange(1, len(_VOCABULARY) + 1)
_COMMON /= _COMMON.sum()


def sentences(count: int, seed: int) -> list[str]:
    """Sentences of 4 words and more, 10 on average; some words are much more common than others."""
    draw = np.random.default_rng(seed)
    lengths = 4 + draw.poisson(6, count)
    return [" ".join(draw.choice(_VOCABULARY, length, p=_COMMON)) for length in lengths]


def drifted(
    references: list[str], kept: float, empty: float, seed: int, groups: NDArray[np.intp] | None = None
) -> list[str]:
    """Predictions that keep each word of the reference with a probability around `kept`, which differs from text to
    text, or from group to group; the other words are replaced or left out. A share of `empty` is empty.
    """
    draw = np.random.default_rng(seed)
    luck = draw.standard_normal(len(references))
    shared = luck if groups is None else 0.7 * draw.standard_normal(groups.max() + 1)[groups] + 0.7 * luck
    chance = 1 / (1 + np.exp(-np.log(kept / (1 - kept)) - 0.8 * shared))
    return [
        "" if draw.random() < empty else _drifted(text.split(), p, draw)
        for text, p in zip(references, chance, strict=True)
    ]


def _drifted(words: list[str], kept: float, draw: np.random.Generator) -> str:
    fate = draw.random(len(words))
    others = draw.choice(_VOCABULARY, len(words), p=_COMMON)
    lost = kept + 0.3 * (1 - kept)
    said = [
        word if luck < kept else other
        for word, other, luck in zip(words, others, fate, strict=True)
        if not kept <= luck < lost
    ]
    return " ".join(said)
