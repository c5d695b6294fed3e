"""Which entries of an array are equal, by hashing whole arrays: exact, and without sorting."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Keys: TypeAlias = NDArray[np.uint64]
Ints: TypeAlias = NDArray[np.int64]

# Odd numbers without pattern: keys that share a slot under one of them seldom do under the next.
_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xD1B54A32D192ED03, 0x8CB92BA72F3D8DD7, 0xAEF17502108EF2D9)
_CACHED_BITS = 18  # a first table of this size stays in the cache; words of a language need no bigger one


def representatives(keys: Keys) -> Ints:
    """(m,) for each of the `keys` (m,) the index of one entry that equals it: the same for equal keys.

    In each round every key writes its index into the slot it hashes to and reads the slot again: a key that finds its
    equal there is done, and so are all that equal it. The others go on to another hash, and to sorting where four
    were not enough.
    """
    bits = min(len(keys).bit_length() + 1, _CACHED_BITS)
    found = _winners(keys, _MULTIPLIERS[0], bits)
    rest = np.flatnonzero(keys[found] != keys)
    for multiplier in _MULTIPLIERS[1:]:
        if not len(rest):
            return found
        mine = keys[rest]
        winners = rest[_winners(mine, multiplier, len(rest).bit_length() + 2)]
        found[rest] = winners
        rest = rest[keys[winners] != mine]
    _, first, inverse = np.unique(keys[rest], return_index=True, return_inverse=True)
    found[rest] = rest[first[inverse]]
    return found


def numbered(marks: Ints) -> tuple[NDArray[np.int32], Ints]:
    """(m,) consecutive numbers, from 0, of the distinct `marks`, and for each number the index of one mark.

    The marks are 0 or more, and of the size of m.
    """
    occurs = np.zeros(int(marks.max(initial=-1)) + 1, np.bool_)
    occurs[marks] = True
    distinct = np.flatnonzero(occurs)
    number = np.empty(len(occurs), np.int32)
    number[distinct] = np.arange(len(distinct))
    numbers = number[marks]
    one = np.empty(len(distinct), np.int64)
    one[numbers] = np.arange(len(marks))
    return numbers, one


def _winners(keys: Keys, multiplier: int, bits: int) -> Ints:
    hashes = keys * np.uint64(multiplier)
    hashes >>= np.uint64(64 - bits)
    slots = hashes.view(np.int64)
    # A table of half the size stays in the cache.
    kind = np.int32 if len(keys) <= np.iinfo(np.int32).max else np.int64
    table = np.empty(1 << bits, kind)
    table[slots] = np.arange(len(keys), dtype=kind)
    return table[slots].astype(np.int64)
