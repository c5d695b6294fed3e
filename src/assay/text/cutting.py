"""Texts cut into words where kinds of characters meet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assay.text.characters import BREAK, WHITESPACE, Points, characters
from assay.text.distinct import Ints
from assay.text.ngrams import Tokens
from assay.text.words import ids_of_spans

Kinds: TypeAlias = NDArray[np.uint8]

_PART = 1 << 18  # characters cut at a time: their arrays stay in the cache


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
    kinds = joined.of_kind(classify(joined.points))
    edges = np.flatnonzero(kinds == Kind.EDGE)
    parts = [_shifted(cut(kinds[start : end + 1]), start) for start, end in _parts(edges)]
    starts, lengths = (np.concatenate([np.zeros(0, np.int64), *(part[i] for part in parts)]) for i in range(2))
    return Tokens(ids_of_spans(joined.codes, starts, lengths), np.searchsorted(starts, edges))


def _shifted(words: tuple[Ints, Ints], start: int) -> tuple[Ints, Ints]:
    return words[0] + start, words[1]


def _parts(edges: Ints) -> list[tuple[int, int]]:
    """Ranges of characters from edge to edge, of about `_PART` characters each."""
    steps = np.searchsorted(edges, np.arange(edges[0], edges[-1], _PART))
    borders = np.unique(np.append(edges[steps], edges[-1])).tolist()
    return list(pairwise(borders))


def kinds_of(points: Points, members: Mapping[Kind, Iterable[int]]) -> Kinds:
    """(m,) the kind of each code point; LETTER where `members` names none, white space always SPACE."""
    table = np.full(0x110000, Kind.LETTER, np.uint8)
    for kind, code_points in members.items():
        table[list(code_points)] = kind
    table[list(WHITESPACE)] = Kind.SPACE
    table[ord(BREAK)] = Kind.EDGE
    return table[points]


def cut_words(kinds: Kinds, holding: Collection[Kind] = (Kind.DIGIT,)) -> tuple[Ints, Ints]:
    """Where words start and how long they are, by the rules of `Kind`; a stop is held by the kinds in `holding`."""
    alone = kinds == Kind.ALONE
    dashes = np.flatnonzero(kinds == Kind.DASH)
    alone[dashes[kinds[dashes - 1] == Kind.DIGIT]] = True
    stops = np.flatnonzero(kinds == Kind.STOP)
    alone[stops] = True
    alone[_held(kinds, stops, holding)] = False
    return _spans(kinds > Kind.SPACE, alone)


def _held(kinds: Kinds, stops: Ints, holding: Collection[Kind]) -> Ints:
    """The stops that stay with the character behind them.

    mteval-v13a separates stops by two replacements, each of two characters: a stop behind what does not hold it, then
    a stop before what does not hold it. A character is replaced once, so in a run of stops they pair off, and the last
    one is left over or not by the run's length.
    """
    holds = np.isin(np.arange(len(Kind)), list(holding))
    before, behind = kinds[stops - 1], kinds[stops + 1]
    first, last = stops[before != Kind.STOP], stops[behind != Kind.STOP]
    odd = (last - first) % 2 == 0
    left_over = odd == holds[kinds[first - 1]]
    held: Ints = last[left_over & holds[kinds[last + 1]]]
    return held


def _spans(inside: NDArray[np.bool_], alone: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Words of the characters `inside`; those `alone` are not joined to their neighbours."""
    joining = inside & ~alone
    joined = joining[1:] & joining[:-1]
    starting, ending = inside.copy(), inside
    starting[1:] &= ~joined
    ending[:-1] &= ~joined
    starts = np.flatnonzero(starting)
    return starts, np.flatnonzero(ending) - starts + 1
