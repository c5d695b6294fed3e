"""Texts cut into words where kinds of characters meet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assay.text.characters import BREAK, WHITESPACE, Points, characters
from assay.text.distinct import Ints
from assay.text.ngrams import Tokens, offsets_of
from assay.text.words import SpanNumbers

Kinds: TypeAlias = NDArray[np.uint8]

_PART = 1 << 19  # characters cut at a time


class Kind(IntEnum):
    """What a character does to the words around it."""

    EDGE = 0  # stands before and after a text
    SPACE = 1  # stands between words
    LETTER = 2  # is part of a word
    DIGIT = 3  # is part of a word, and holds a stop
    DASH = 4  # is part of a word, but a word of its own after a digit
    STOP = 5  # is a word of its own, but for one that is held on both sides
    ALONE = 6  # is a word of its own


def cut_texts(
    texts: Sequence[str], classify: Callable[[Points], Kinds], cut: Callable[[Kinds], tuple[Ints, Ints]]
) -> Tokens:
    """The words of texts without line breaks.

    `classify` gives the kind of each code point, white space being SPACE and BREAK an EDGE; `cut` gives from the kinds
    of all characters, EDGEs between the texts, where words start and how long they are.
    """
    joined = characters(texts)
    kinds, breaks, words = classify(joined.points), joined.breaks, SpanNumbers(joined.codes)
    counts = [np.zeros(0, np.int64)]
    for part in _parts(breaks):
        first = int(part[0])
        starts, lengths = cut(joined.of_kind(kinds, first, int(part[-1]) + 1))
        words.add(starts + first, lengths)
        counts.append(np.diff(np.searchsorted(starts, part - first)))
    return Tokens(words.ids(), offsets_of(np.concatenate(counts)))


def _parts(breaks: Ints) -> Iterator[Ints]:
    """The breaks of `_PART` characters at a time, or of one text that is longer; each part from a break to a break."""
    start = 0
    while start < len(breaks) - 1:
        stop = int(np.searchsorted(breaks, breaks[start] + _PART, side="right")) - 1
        stop = max(stop, start + 1)
        yield breaks[start : stop + 1]
        start = stop


def kinds_of(points: Points, members: Mapping[Kind, Ints | Sequence[int]]) -> Kinds:
    """(m,) the kind of each code point; LETTER where `members` names none, white space always SPACE."""
    table = np.full(max(int(points.max(initial=0)), ord(BREAK)) + 1, Kind.LETTER, np.uint8)
    for kind, code_points in (*members.items(), (Kind.SPACE, WHITESPACE), (Kind.EDGE, [ord(BREAK)])):
        own = np.asarray(code_points)
        table[own[own < len(table)]] = kind
    return table[points]


def cut_words(kinds: Kinds, holding: Collection[Kind] = (Kind.DIGIT,)) -> tuple[Ints, Ints]:
    """Where words start and how long they are, by the rules of `Kind`; a stop is held by the kinds in `holding`."""
    alone = _are(kinds, Kind.ALONE)
    # One look at all characters for both.
    dashes_and_stops = np.flatnonzero((kinds >= np.uint8(Kind.DASH)) & (kinds <= np.uint8(Kind.STOP)))
    are_stops = _are(kinds[dashes_and_stops], Kind.STOP)
    dashes, stops = dashes_and_stops[~are_stops], dashes_and_stops[are_stops]
    alone[dashes[_are(kinds[dashes - 1], Kind.DIGIT)]] = True
    alone[stops] = True
    alone[_held(kinds, stops, holding)] = False
    return _spans(kinds > np.uint8(Kind.SPACE), alone)


def _held(kinds: Kinds, stops: Ints, holding: Collection[Kind]) -> Ints:
    """The stops that stay with the character behind them.

    mteval-v13a separates stops by two replacements, each of two characters: a stop behind what does not hold it, then
    a stop before what does not hold it. A character is replaced once, so in a run of stops they pair off, and the last
    one is left over or not by the run's length.
    """
    holds = np.zeros(len(Kind), np.bool_)
    holds[list(holding)] = True
    first = stops[~_are(kinds[stops - 1], Kind.STOP)]
    last = stops[~_are(kinds[stops + 1], Kind.STOP)]
    odd = (last - first) % 2 == 0
    left_over = odd == holds[kinds[first - 1]]
    held: Ints = last[left_over & holds[kinds[last + 1]]]
    return held


def _are(kinds: Kinds, kind: Kind) -> NDArray[np.bool_]:
    # NumPy compares bytes with a byte; with a member of an enumeration it would make them 64-bit integers first.
    are: NDArray[np.bool_] = kinds == np.uint8(kind)
    return are


def _spans(inside: NDArray[np.bool_], alone: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Words of the characters `inside`, which the first and the last are not; those `alone` are not joined to their
    neighbours.
    """
    joining = inside > alone
    joined = joining[1:] & joining[:-1]
    starts, lengths = np.flatnonzero(inside[1:] > joined), np.flatnonzero(inside[:-1] > joined)
    lengths -= starts
    starts += 1
    return starts, lengths
