"""Whether two orders of a few things go together by chance: by permutation."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np

from assay.stats.arrays import Array
from assay.stats.correlation import middle_ranks

EXACT = 8  # things, up to which every order is tried: 40,320 of them
_DRAWS = 20_000
_TINY = 1e-9


def permutation_p(x: Array, y: Array, seed: int) -> float:
    """The two-sided p of Spearman's correlation of `x` and `y` (n,) if any order of the one were as likely beside the
    other: exact up to 8, of 20,000 random orders beyond. NaN where one of them does not vary.
    """
    one, two = (ranks - ranks.mean() for ranks in (middle_ranks(x), middle_ranks(y)))
    if not one.any() or not two.any():
        return math.nan
    found = abs(float(one @ two)) - _TINY
    n = len(x)
    if n <= EXACT:
        orders = np.array(list(permutations(range(n))))
        return float((np.abs(two[orders] @ one) >= found).mean())
    draw = np.random.default_rng(seed)
    orders = draw.permuted(np.tile(np.arange(n), (_DRAWS, 1)), axis=1)
    return (1 + int((np.abs(two[orders] @ one) >= found).sum())) / (_DRAWS + 1)
