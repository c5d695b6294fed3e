"""Characters, white space left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assay.text.characters import characters, on_one_line
from assay.text.cutting import Kind, kinds_of
from assay.text.ngrams import Tokens, offsets_of
from assay.text.tokenisers.base import Tokeniser


def visible_characters(texts: Sequence[str]) -> Tokens:
    """As sacreBLEU's `char`: each code point stands alone."""
    joined = characters(on_one_line(texts))
    kinds = joined.of_kind(kinds_of(joined.points, {}))
    shown = kinds == Kind.LETTER
    offsets = offsets_of(shown)[np.flatnonzero(kinds == Kind.EDGE)]
    return Tokens(joined.codes[shown].astype(np.int32), offsets)


TOKENISER = Tokeniser("char", visible_characters)
