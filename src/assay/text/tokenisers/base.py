"""What a tokeniser is: texts in, tokens out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assay.frozen import frozen
from assay.text.ngrams import Tokens


@frozen
class Tokeniser:
    """A way to divide texts. `tokens` numbers the tokens of all texts together; `signature` is what a metric's
    signature says after `tok:`, as sacreBLEU prints it.
    """

    signature: str
    tokens: Callable[[Sequence[str]], Tokens]
