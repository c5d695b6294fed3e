"""Which token comes next: the likeliest, or one drawn by the row's own chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from assay.core.asking import Decoding

if TYPE_CHECKING:
    from torch import Tensor


class Chance:
    """The chance of one row: a stream of numbers that follows from the seed and the row's place alone."""

    def __init__(self, seed: int, place: int) -> None:
        self._stream = np.random.Generator(np.random.Philox(key=np.array([seed % 2**64, place], np.uint64)))

    def next(self) -> float:
        """A number in [0, 1)."""
        return float(self._stream.random())


def chosen(logits: Tensor, decoding: Decoding, chances: Sequence[Chance]) -> Tensor:
    """(rows,) the next token of each row of logits (rows, vocabulary)."""
    if decoding.temperature == 0:
        return logits.argmax(-1)
    return _drawn(logits / decoding.temperature, decoding.top_p, chances)


def _drawn(logits: Tensor, top_p: float, chances: Sequence[Chance]) -> Tensor:
    """By the inverse of the distribution function, in the order of the vocabulary: it hardly moves with rounding."""
    import torch

    exact = torch.float32 if logits.device.type == "mps" else torch.float64
    shares = logits.softmax(-1)
    if top_p < 1:
        shares = shares * _nucleus(shares, top_p)
    sums = shares.to(exact).cumsum(-1)
    draws = torch.tensor([[chance.next()] for chance in chances], dtype=exact, device=logits.device)
    last = shares.shape[-1] - 1 - (shares > 0).flip(-1).int().argmax(-1)
    token = torch.searchsorted(sums, draws * sums[:, -1:], right=True).squeeze(-1)
    return token.minimum(last)


def _nucleus(shares: Tensor, top_p: float) -> Tensor:
    """1 for the likeliest tokens that together reach `top_p`, the one that reaches it included; else 0."""
    import torch

    falling, order = shares.sort(-1, descending=True)
    kept = falling.cumsum(-1) - falling < top_p
    return torch.zeros_like(shares).scatter(-1, order, kept.to(shares.dtype))
