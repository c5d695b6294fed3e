"""How many n-grams the texts of several sides share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assay.frozen import frozen
from assay.text.distinct import Ints, Keys, representatives

_KEY = 64  # bits
_WORTH_HALVING = 1 << 15  # tokens; work on fewer than half of them takes as long as on half


def clipped_matches(ids: Sequence[NDArray[np.int32]], lengths: Sequence[Ints], n: int) -> Ints:
    """(texts, n) n-grams of each order that the first side shares with another: as often as both have one, and of
    several others the one that has it most often.

    Every side has the `ids` of its texts, text after text, and their `lengths` (texts,).
    """
    sides = _Sides.of(ids, lengths)
    if sides.bits_of_key(n) > _KEY:
        sides = sides.renumbered()
    if sides.bits_of_key(n) <= _KEY:
        return np.stack(list(_by_sorting(sides, n)), axis=1)
    if sides.texts == 1 or len(sides.ids) < _WORTH_HALVING:
        return np.stack(list(_by_chaining(sides, n)), axis=1)
    # Fewer texts have fewer kinds of tokens.
    return np.concatenate([clipped_matches(*half, n) for half in _halves(ids, lengths)])


def _halves(
    ids: Sequence[NDArray[np.int32]], lengths: Sequence[Ints]
) -> list[tuple[list[NDArray[np.int32]], list[Ints]]]:
    """The first half of the texts, and the others."""
    middle = len(lengths[0]) // 2
    cuts = [int(own[:middle].sum()) for own in lengths]
    first = [own[:cut] for own, cut in zip(ids, cuts, strict=True)]
    second = [own[cut:] for own, cut in zip(ids, cuts, strict=True)]
    return [(first, [own[:middle] for own in lengths]), (second, [own[middle:] for own in lengths])]


@frozen(eq=False)
class _Sides:
    """All sides one after the other: at each place one of the `ids`, the texts of `lengths` (sides, texts)."""

    ids: Ints
    lengths: Ints

    @classmethod
    def of(cls, ids: Sequence[NDArray[np.int32]], lengths: Sequence[Ints]) -> _Sides:
        return cls(np.concatenate(ids, dtype=np.int64), np.stack(lengths))

    @property
    def sides(self) -> int:
        return len(self.lengths)

    @property
    def texts(self) -> int:
        return int(self.lengths.shape[1])

    @cached_property
    def text(self) -> Ints:
        """The text that each place is in."""
        return np.repeat(np.tile(np.arange(self.texts), self.sides), self.lengths.ravel())

    @cached_property
    def borders(self) -> Ints:
        """Where the texts of all sides begin, and where the last one ends."""
        return _running(self.lengths.ravel())

    @property
    def side_bits(self) -> int:
        return (self.sides - 1).bit_length()

    @property
    def code_bits(self) -> int:
        """For an id, and one number less and one more."""
        return (int(self.ids.max(initial=0)) + 2).bit_length()

    def renumbered(self) -> _Sides:
        """With the ids that occur numbered from 0."""
        occurs = np.zeros(int(self.ids.max(initial=0)) + 1, np.bool_)
        occurs[self.ids] = True
        distinct = np.flatnonzero(occurs)
        number = np.empty(len(occurs), np.int64)
        number[distinct] = np.arange(len(distinct))
        return replace(self, ids=number[self.ids])

    def bits_of_key(self, orders: int) -> int:
        return self.texts.bit_length() + orders * self.code_bits + self.side_bits

    def per_text(self, matches: Ints, borders: Ints) -> Ints:
        """(texts,) the sums of the matches that stand between the borders, which are those of one side or of all."""
        sums = np.add.reduceat(np.append(matches, 0), borders[:-1])
        sums[borders[1:] == borders[:-1]] = 0  # where `reduceat` gives what is at the border
        per_text: Ints = sums.reshape(-1, self.texts).sum(axis=0)
        return per_text


def _by_sorting(sides: _Sides, n: int) -> Iterator[Ints]:
    """The matches (texts,) of each order.

    The key of a place is its text and the tokens from there on. Sorted, n-grams that are equal stand together for every
    order at once: they are the keys with equal beginnings. A key unlike both its neighbours matches nothing.
    """
    keys = _sorted_keys(sides, n)
    borders = _running(sides.lengths.sum(axis=0))
    differing = np.full(len(keys) + 1, ~np.uint64(0))  # each key from the one before it
    np.bitwise_xor(keys[1:], keys[:-1], out=differing[1:-1])
    before = _running_counts(sides, keys)
    for order in range(1, n + 1):
        # Keys that have an n-gram in common differ in nothing but what is behind it.
        behind = np.uint64((1 << sides.side_bits + (n - order) * sides.code_bits) - 1)
        alike = differing <= behind
        edges = np.flatnonzero(alike[1:] != alike[:-1])  # the first and the last of several keys, in turn
        firsts, ends = edges[::2], edges[1::2] + 1
        on_others = [of_side[ends] - of_side[firsts] for of_side in before]
        matches = np.minimum(ends - firsts - sum(on_others), np.maximum.reduce(on_others))
        yield sides.per_text(matches, np.searchsorted(firsts, borders))


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
    lengths = sides.lengths.ravel()
    for left in range(1, n):
        last = sides.borders[1:][lengths >= left] - left
        behind = np.uint64((1 << (n - left) * bits) - 1)
        keys[last] |= behind
        keys[last[last < first_side]] &= ~behind
    keys <<= np.uint64(sides.side_bits)
    for start in sides.borders[sides.texts : -1 : sides.texts].tolist():
        keys[start:] += np.uint64(1)
    keys.sort()
    return keys


def _running_counts(sides: _Sides, keys: Keys) -> list[Ints]:
    """For each side but the first, how many of its keys there are before each key, and in all."""
    side = keys & np.uint64((1 << sides.side_bits) - 1)
    return [_running((side == np.uint64(one)).view(np.uint8)) for one in range(1, sides.sides)]


def _by_chaining(sides: _Sides, n: int) -> Iterator[Ints]:
    """The matches (texts,) of each order.

    An n-gram can only match where its first and its last (n - 1)-gram do, so every order looks at what the one
    before it has left. A gram is known by the number of one place where it stands; a pair of neighbours' numbers is
    therefore exactly the gram that is longer by one.
    """
    borders, lengths = sides.borders, sides.lengths.ravel()
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


def _running(values: NDArray[np.integer]) -> Ints:
    """The sums up to before each value, and up to the last."""
    running = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=running[1:])
    return running
