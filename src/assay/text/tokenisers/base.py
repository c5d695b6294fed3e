"""What a tokeniser is: texts in, tokens out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assay.text.ngrams import Tokens


@dataclass(frozen=True)
class Tokeniser:
    """A way to divide texts. `tokens` numbers the tokens of all texts together; `signature` is what a metric's
    signature says after `tok:`, as sacreBLEU prints it.
    """

    signature: str
    tokens: Callable[[Sequence[str]], Tokens]
