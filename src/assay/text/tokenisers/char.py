"""Characters, white space left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assay.text.characters import characters, on_one_line
from assay.text.cutting import Kind, kinds_of
from assay.text.ngrams import Tokens
from assay.text.tokenisers.base import Tokeniser


def visible_characters(texts: Sequence[str]) -> Tokens:
    """As sacreBLEU's `char`: each code point stands alone."""
    joined = characters(on_one_line(texts))
    codes = joined.codes[: joined.breaks[-1] + 1]
    shown = joined.of_kind(kinds_of(joined.points, {}), 0, len(codes)) == np.uint8(Kind.LETTER)
    offsets = joined.breaks - np.searchsorted(np.flatnonzero(~shown), joined.breaks)
    return Tokens(codes[shown].astype(np.int32), offsets)


TOKENISER = Tokeniser("char", visible_characters)
