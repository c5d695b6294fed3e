"""How many n-grams the texts of several sides share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.text.distinct import Ints, Keys, representatives

_KEY = 64  # bits
_OTHER = 32  # bits by which the counts on another side are shifted to go with those on the first


def clipped_matches(ids: Sequence[NDArray[np.int32]], lengths: Sequence[Ints], n: int) -> Ints:
    """(texts, n) n-grams of each order that the first side shares with another: as often as both have one, and of
    several others the one that has it most often.

    Every side has the `ids` of its texts, text after text, and their `lengths` (texts,).
    """
    sides = _Sides.of(ids, lengths)
    matches = _by_sorting if sides.bits_of_key(n) <= _KEY else _by_chaining
    return np.stack(list(matches(sides, n)), axis=1)


@dataclass(frozen=True, eq=False)
class _Sides:
    """All sides one after the other: at each place one of the `ids` of one `text`. The texts of all sides begin at
    `borders`, and the last one ends there.
    """

    texts: int
    sides: int
    ids: Ints
    text: Ints
    borders: Ints

    @classmethod
    def of(cls, ids: Sequence[NDArray[np.int32]], lengths: Sequence[Ints]) -> _Sides:
        texts, sides = len(lengths[0]), len(ids)
        text = np.repeat(np.tile(np.arange(texts), sides), np.concatenate(lengths))
        return cls(texts, sides, np.concatenate(ids, dtype=np.int64), text, _running(np.concatenate(lengths)))

    @property
    def side_bits(self) -> int:
        return (self.sides - 1).bit_length()

    @property
    def code_bits(self) -> int:
        """For an id, and one number less and one more."""
        return (int(self.ids.max(initial=0)) + 2).bit_length()

    def bits_of_key(self, orders: int) -> int:
        return self.texts.bit_length() + orders * self.code_bits + self.side_bits

    def per_text(self, matches: Ints, borders: Ints) -> Ints:
        """(texts,) the sums of the matches that stand between the borders, which are those of one side or of all."""
        sums: Ints = np.diff(_running(matches)[borders]).reshape(-1, self.texts).sum(axis=0)
        return sums


def _by_sorting(sides: _Sides, n: int) -> Iterator[Ints]:
    """The matches (texts,) of each order.

    The key of a place is its text and the tokens from there on. Sorted, n-grams that are equal stand together for every
    order at once: they are the keys with equal beginnings.
    """
    keys = _sorted_keys(sides, n)
    texts = np.arange(sides.texts + 1, dtype=np.uint64) << np.uint64(n * sides.code_bits + sides.side_bits)
    borders = np.searchsorted(keys, texts)
    differing = np.full(len(keys), ~np.uint64(0))
    np.bitwise_xor(keys[1:], keys[:-1], out=differing[:-1])
    running = _running_counts(sides, keys)
    for order in range(1, n + 1):
        # Keys that have an n-gram in common differ in nothing but what is behind it.
        behind = np.uint64((1 << sides.side_bits + (n - order) * sides.code_bits) - 1)
        ends = np.flatnonzero(differing > behind)
        yield sides.per_text(_clipped([counts[ends] for counts in running]), np.searchsorted(ends, borders))


def _sorted_keys(sides: _Sides, n: int) -> Keys:
    """Of each place the text, n codes and the side. Behind the end of a text there are zeros on the first side and ones
    on the others, which are no token's code and not equal to each other.
    """
    bits, first_side = sides.code_bits, sides.borders[sides.texts]
    codes = sides.ids.view(np.uint64) + np.uint64(1)
    keys = (sides.text.view(np.uint64) << np.uint64(bits)) | codes
    for step in range(1, n):
        keys <<= np.uint64(bits)
        keys[:-step] |= codes[step:]
    for left in range(1, n):
        last = sides.borders[1:][np.diff(sides.borders) >= left] - left
        behind = np.uint64((1 << (n - left) * bits) - 1)
        keys[last] |= behind
        keys[last[last < first_side]] &= ~behind
    keys <<= np.uint64(sides.side_bits)
    for start in sides.borders[sides.texts : -1 : sides.texts].tolist():
        keys[start:] += np.uint64(1)
    keys.sort()
    return keys


def _running_counts(sides: _Sides, keys: Keys) -> list[Ints]:
    """For each side but the first, how many keys of the first there are up to each key, and those of that one."""
    side = (keys & np.uint64((1 << sides.side_bits) - 1)).view(np.int64)
    steps = np.eye(sides.sides, dtype=np.int64) << _OTHER
    steps[:, 0] = 1
    return [np.cumsum(step[side]) for step in steps[1:]]


def _clipped(running: list[Ints]) -> Ints:
    """(grams,) the smaller of the counts on the first side and on another, the greatest of all others."""
    both = [np.concatenate([counts[:1], np.diff(counts)]).view(np.int32) for counts in running]
    smaller = [np.minimum(counts[::2], counts[1::2]) for counts in both]
    greatest: Ints = np.maximum.reduce(smaller)
    return greatest


def _by_chaining(sides: _Sides, n: int) -> Iterator[Ints]:
    """The matches (texts,) of each order.

    An n-gram can only match where its first and its last (n - 1)-gram do, so every order looks at what the one
    before it has left. A gram is known by the number of one place where it stands; a pair of neighbours' numbers is
    therefore exactly the gram that is longer by one.
    """
    borders, lengths = sides.borders, np.diff(sides.borders)
    # With a gap between texts, so that no pair of neighbours spans two.
    place = np.arange(borders[-1]) + np.repeat(np.arange(len(lengths)), lengths)
    keys = (sides.text << 32) | sides.ids
    for _ in range(n):
        gram = representatives(keys.view(np.uint64))
        counts = [
            np.bincount(part, minlength=len(gram)) for part in np.split(gram, borders[sides.texts : -1 : sides.texts])
        ]
        clipped = np.minimum(counts[0], np.maximum.reduce(counts[1:]))
        yield sides.per_text(clipped, borders)
        shared = clipped.astype(bool)[gram]
        longer = np.flatnonzero(shared[:-1] & shared[1:] & (place[1:] == place[:-1] + 1))
        keys = (gram[longer] << 32) | gram[longer + 1]
        place, borders = place[longer], np.searchsorted(longer, borders)


def _running(values: Ints) -> Ints:
    """The sums up to before each value, and up to the last."""
    running = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=running[1:])
    return running
