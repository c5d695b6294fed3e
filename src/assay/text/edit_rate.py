"""Edits and shifts of words from one text to another: the numerator of TER, as tercom and sacreBLEU 2.6.0 count it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from assay.text.edit_table import Alignment, EditTable

_LONGEST_SHIFT = 10  # words that are moved together
_FARTHEST_SHIFT = 50  # places between a word and its like
_CANDIDATES = 1000  # shifts tried for one text


def translation_edits(hypothesis: str, reference: str) -> int:
    """Insertions, deletions, substitutions and shifts that take `hypothesis` to `reference`, each counting 1, by the
    greedy search of tercom: always the shift that lowers the edit distance most, distances taken within a beam.

    Both are strings with a code point a word. Without a reference every word is an edit.
    Snover et al. (2006), AMTA.
    """
    if not reference:
        return len(hypothesis)
    table = EditTable(reference, len(hypothesis))
    shifts = tried = 0
    while True:
        alignment = table.alignment(hypothesis)
        # A single edit is worth as much as the shift that would spare it.
        if alignment.edits < 2:
            return shifts + alignment.edits
        best, tried = _best_shift(hypothesis, table, alignment, tried)
        if best.gain <= 0 or tried >= _CANDIDATES:
            return shifts + alignment.edits
        hypothesis, shifts = best.moved(hypothesis), shifts + 1


class _Shift(NamedTuple):
    """`length` words from `start` on are moved to `place`. Of shifts that gain alike the longest is the best, then the
    earliest: two are negative, so that the greatest tuple is the best shift.
    """

    gain: int
    length: int
    negative_start: int
    negative_place: int

    def moved(self, words: str) -> str:
        return _moved(words, -self.negative_start, self.length, -self.negative_place)


def _best_shift(hypothesis: str, table: EditTable, alignment: Alignment, tried: int) -> tuple[_Shift, int]:
    """The shift that gains most, and how many have been tried for this text so far."""
    best = _Shift(0, 0, 0, 0)
    for start, target, length in _common_runs(hypothesis, table):
        if not alignment.is_worth_moving(start, target, length):
            continue
        for place in dict.fromkeys(alignment.places[target : target + length + 1]):
            tried += 1
            most = alignment.edits - max(best.gain, 1)
            distance = table.distance(_moved(hypothesis, start, length, place), most)
            if distance <= most:
                best = max(best, _Shift(alignment.edits - distance, length, -start, -place))
        if tried >= _CANDIDATES:
            break
    return best, tried


def _common_runs(hypothesis: str, table: EditTable) -> Iterator[tuple[int, int, int]]:
    """(start in the hypothesis, start in the reference, length) of words that stand in both, not too far apart."""
    reference = table.reference
    for start, word in enumerate(hypothesis):
        for target in table.positions.get(word, ()):
            if abs(target - start) > _FARTHEST_SHIFT:
                continue
            longest = min(_LONGEST_SHIFT, len(hypothesis) - start, len(reference) - target)
            for length in range(1, longest + 1):
                if hypothesis[start + length - 1] != reference[target + length - 1]:
                    break
                yield start, target, length


def _moved(words: str, start: int, length: int, place: int) -> str:
    """The words with `length` of them, from `start` on, moved to before `place`."""
    end = start + length
    if place < start:
        return words[:place] + words[start:end] + words[place:start] + words[end:]
    if place <= end:
        place += length  # within the words that are moved: they move on by as much
    return words[:start] + words[end:place] + words[start:end] + words[place:]
