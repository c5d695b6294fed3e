"""The words that stand at given places of a text, as integer ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, count

import numpy as np

from assay.text.characters import Codes
from assay.text.distinct import Ints, Keys, numbered, representatives
from assay.text.ngrams import Ids, Tokens, offsets_of

_PIECES = 4  # a word of more pieces than these is rare, and looked up as it is


def tokens_of_words(texts: Iterable[Sequence[str]]) -> Tokens:
    """The ids of texts that are already lists of words."""
    words = list(texts)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    ids = np.fromiter(map(numbers.__getitem__, chain.from_iterable(words)), np.int32)
    return Tokens(ids, offsets_of(np.fromiter(map(len, words), np.int64, len(words))))


class SpanNumbers:
    """Numbers words that stand in an array of codes: equal words alike, whichever part they were added with.

    The array ends in PADDING codes of 0, and no code of a word is 0.
    """

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._width = 8 // codes.itemsize
        # The 8 bytes from each code on: a view in steps of one code.
        self._windows = np.ndarray((len(codes) - self._width + 1,), "<u8", codes, strides=(codes.itemsize,))
        self._masks = np.array([(1 << 8 * codes.itemsize * filled) - 1 for filled in range(self._width + 1)], "<u8")
        self._parts: list[tuple[Ids, Ints, Ints]] = []

    def add(self, starts: Ints, lengths: Ints) -> None:
        """Words at `starts` with `lengths`, of which none is 0. A part is numbered by itself first: that takes little
        memory, and what it takes stays in the cache.
        """
        ids, one = self._numbered(starts, lengths)
        self._parts.append((ids, starts[one], lengths[one]))

    def ids(self) -> Ids:
        """Consecutive ids, from 0, of all words in the order in which they were added."""
        if not self._parts:
            return np.zeros(0, np.int32)
        locally, starts, lengths = zip(*self._parts, strict=True)
        ids, _ = self._numbered(np.concatenate(starts), np.concatenate(lengths))
        ends = np.cumsum([len(part) for part in starts])[:-1]
        return np.concatenate([own[local] for own, local in zip(np.split(ids, ends), locally, strict=True)])

    def _numbered(self, starts: Ints, lengths: Ints) -> tuple[Ids, Ints]:
        """Ids of the words, and for each id the index of one word that has it.

        A word is read in pieces of 8 bytes, the last one filled up with zeros, and known by its last piece and what is
        before it. Where one more piece has been read, its mark is from a range of its own, so that no word is taken for
        the beginning of another.
        """
        marks = representatives(self._pieces(starts, lengths))
        for piece in range(1, _PIECES):
            read = piece * self._width
            rest = np.flatnonzero(lengths > read)
            if not len(rest):
                return numbered(marks)
            pieces = representatives(self._pieces(starts[rest] + read, lengths[rest] - read))
            keys = (marks[rest] << 32) | pieces
            marks[rest] = piece * len(marks) + representatives(keys.view(np.uint64))
        rest = np.flatnonzero(lengths > _PIECES * self._width)
        marks[rest] = _PIECES * len(marks) + self._looked_up(starts[rest], lengths[rest])
        return numbered(marks)

    def _pieces(self, starts: Ints, lengths: Ints) -> Keys:
        keys: Keys = self._windows[starts]
        keys &= self._masks.take(lengths, mode="clip")
        return keys

    def _looked_up(self, starts: Ints, lengths: Ints) -> Ints:
        numbers: defaultdict[bytes, int] = defaultdict(count().__next__)
        spans = zip(starts.tolist(), (starts + lengths).tolist(), strict=True)
        return np.array([numbers[self._codes[start:end].tobytes()] for start, end in spans], np.int64)
