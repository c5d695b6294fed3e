"""How far the order of words matters to what texts have in common with their references."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assay.text.ngrams import Ints, Tokens, matches, offsets_of


def shuffled(tokens: Tokens, times: int, draw: np.random.Generator) -> Tokens:
    """Every text `times` times over, each time with its tokens in another order: all texts once, then all again."""
    texts, places = len(tokens), len(tokens.ids)
    text = np.repeat(np.arange(times * texts), np.tile(tokens.lengths, times))
    order = np.argsort(text + draw.random(times * places))
    return Tokens(np.tile(tokens.ids, times)[order], offsets_of(np.tile(tokens.lengths, times)))


def matched(hypotheses: Tokens, references: Sequence[Tokens], times: int = 1) -> Ints:
    """(times, 3) the n-grams of the orders 1 to 3 that all texts share with their references, where `hypotheses` are
    the texts `times` times over.
    """
    beside = [_repeated(side, times) for side in references]
    found = matches(hypotheses, beside, 3)
    sums: Ints = found.reshape(times, -1, 3).sum(axis=1)
    return sums


def _repeated(tokens: Tokens, times: int) -> Tokens:
    return tokens if times == 1 else Tokens(np.tile(tokens.ids, times), offsets_of(np.tile(tokens.lengths, times)))
