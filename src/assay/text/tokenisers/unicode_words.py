"""Lower-case words of any script that separates them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np

from assay.text.characters import BREAK, Points
from assay.text.cutting import Kind, Kinds, cut_texts, cut_words
from assay.text.ngrams import Tokens
from assay.text.tokenisers.base import Tokeniser
from assay.text.tokenisers.rouge import lower


def words(texts: Sequence[str]) -> Tokens:
    """Runs of letters, digits and the marks on them (Unicode categories L, N, M): what rouge-score's tokeniser is for
    English, for Russian, Greek, Arabic, Hindi or Korean.
    """
    return cut_texts(lower(texts), _kinds, cut_words)


def _kinds(points: Points) -> Kinds:
    kinds = [Kind.LETTER if unicodedata.category(chr(point))[0] in "LNM" else Kind.SPACE for point in points.tolist()]
    array = np.array(kinds, np.uint8)
    array[points == ord(BREAK)] = Kind.EDGE
    return array


TOKENISER = Tokeniser("words", words)
