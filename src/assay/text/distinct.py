"""Which entries of an array are equal, by hashing whole arrays: exact, and without sorting."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Keys: TypeAlias = NDArray[np.uint64]
Ints: TypeAlias = NDArray[np.int64]

# Odd numbers without pattern; a round with another one separates what collided in the round before.
_MULTIPLIERS = tuple(
    np.uint64(m) for m in (0x9E3779B97F4A7C15, 0xD1B54A32D192ED03, 0x8CB92BA72F3D8DD7, 0xAEF17502108EF2D9)
)


def representatives(keys: Keys) -> Ints:
    """(m,) for each of the `keys` (m,) the index of one entry that equals it: the same for equal keys.

    In each round every key writes its index into the slot it hashes to and reads the slot again: whoever finds its
    own key there is done, and equal keys always are together. The rest goes on to another hash, and to sorting
    where four were not enough.
    """
    found = np.empty(len(keys), np.int64)
    open_ = np.arange(len(keys))
    for multiplier in _MULTIPLIERS:
        if not len(open_):
            return found
        mine = keys[open_]
        winner = open_[_winners(mine, multiplier)]
        same = keys[winner] == mine
        found[open_[same]] = winner[same]
        open_ = open_[~same]
    _, first, inverse = np.unique(keys[open_], return_index=True, return_inverse=True)
    found[open_] = open_[first[inverse]]
    return found


def _winners(keys: Keys, multiplier: np.uint64) -> Ints:
    bits = len(keys).bit_length() + 1
    slot = ((keys * multiplier) >> np.uint64(64 - bits)).view(np.int64)
    table = np.empty(1 << bits, np.int64)
    table[slot] = np.arange(len(keys))
    winners: Ints = table[slot]
    return winners
