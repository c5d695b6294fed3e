"""The words that stand at given places of a text, as integer ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, count

import numpy as np

from assay.text.characters import Codes
from assay.text.distinct import Ints, Keys, numbered, representatives
from assay.text.ngrams import Ids, Tokens, offsets_of

_PART = 1 << 19  # words numbered among themselves before all are: what that takes does not grow with the text
_PIECES = 4  # a word of more pieces than these is rare, and looked up as it is


def tokens_of_words(texts: Iterable[Sequence[str]]) -> Tokens:
    """The ids of texts that are already lists of words."""
    words = list(texts)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    ids = np.fromiter(map(numbers.__getitem__, chain.from_iterable(words)), np.int32)
    return Tokens(ids, offsets_of(np.fromiter(map(len, words), np.int64, len(words))))


def ids_of_spans(codes: Codes, starts: Ints, lengths: Ints) -> Ids:
    """(m,) consecutive ids, from 0, of the words `codes[start : start + length]`: equal for equal words.

    No length is 0, and no code of a word is.
    """
    words = _Words(codes)
    parts = [words.numbered(starts[at : at + _PART], lengths[at : at + _PART]) for at in range(0, len(starts), _PART)]
    if len(parts) < 2:
        return parts[0][0] if parts else np.zeros(0, np.int32)
    distinct = np.concatenate([at * _PART + one for at, (_, one) in enumerate(parts)])
    ids, _ = words.numbered(starts[distinct], lengths[distinct])
    offsets = np.cumsum([0, *(len(one) for _, one in parts)])
    return np.concatenate([ids[offset:][local] for offset, (local, _) in zip(offsets, parts, strict=False)])


class _Words:
    """Words read in pieces of 8 bytes, the last one filled up with zeros."""

    def __init__(self, codes: Codes) -> None:
        self._width = 8 // codes.itemsize
        self._codes = np.concatenate([codes, np.zeros(self._width * _PIECES, codes.dtype)])
        # The 8 bytes from each code on: a view in steps of one code.
        self._windows = np.ndarray((len(codes) + 1,), "<u8", self._codes, strides=(codes.itemsize,))
        self._masks = np.array([(1 << 8 * codes.itemsize * filled) - 1 for filled in range(self._width + 1)], "<u8")

    def numbered(self, starts: Ints, lengths: Ints) -> tuple[Ids, Ints]:
        """Consecutive ids of the words, and for each id the index of one word that has it.

        A word is known by its last piece and by what is before it. Where one more piece has been read, its mark is
        from a range of its own, so that no word is taken for the beginning of another.
        """
        marks = representatives(self._pieces(starts, lengths))
        for piece in range(1, _PIECES):
            rest = np.flatnonzero(lengths > piece * self._width)
            if not len(rest):
                return numbered(marks)
            read = piece * self._width
            pieces = representatives(self._pieces(starts[rest] + read, lengths[rest] - read))
            keys = (marks[rest] << 32) | pieces
            marks[rest] = piece * len(marks) + representatives(keys.view(np.uint64))
        rest = np.flatnonzero(lengths > _PIECES * self._width)
        marks[rest] = _PIECES * len(marks) + self._looked_up(starts[rest], lengths[rest])
        return numbered(marks)

    def _pieces(self, starts: Ints, lengths: Ints) -> Keys:
        keys: Keys = self._windows[starts] & self._masks[np.minimum(lengths, self._width)]
        return keys

    def _looked_up(self, starts: Ints, lengths: Ints) -> Ints:
        numbers: defaultdict[bytes, int] = defaultdict(count().__next__)
        spans = zip(starts.tolist(), (starts + lengths).tolist(), strict=True)
        return np.array([numbers[self._codes[start:end].tobytes()] for start, end in spans], np.int64)
