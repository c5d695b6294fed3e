"""How far texts repeat themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assay.text.distinct import representatives
from assay.text.ngrams import Tokens

_ORDER = 4


def repeated_share(tokens: Tokens) -> NDArray[np.float64]:
    """(n,) the share of each text's 4-grams that it has said before: 1 - distinct / all; 0 for texts without any.

    "rep-4" of Welleck et al. (2019), arXiv:1908.04319.
    """
    text = np.repeat(np.arange(len(tokens)), tokens.lengths)
    grams = tokens.ids.astype(np.int64)
    for _ in range(_ORDER - 1):
        inside = np.flatnonzero(text[1:] == text[:-1])
        keys = (grams[inside] << 32) | grams[inside + 1]
        grams, text = representatives(keys.view(np.uint64)), text[inside]
    first = representatives(((text << 32) | grams).view(np.uint64)) == np.arange(len(text))
    every = np.bincount(text, minlength=len(tokens)).astype(np.float64)
    distinct = np.bincount(text[first], minlength=len(tokens))
    repeated: NDArray[np.float64] = np.where(every > 0, 1.0 - distinct / np.maximum(every, 1.0), 0.0)
    return repeated
