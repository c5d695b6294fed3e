"""Edits and shifts of words from one text to another: the numerator of TER, as tercom and sacreBLEU 2.6.0 count it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import ceil, floor
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

_BEAM = 25  # columns of the table on both sides of the diagonal
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
    table = _Table(reference, len(hypothesis))
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


@dataclass(frozen=True)
class _Alignment:
    """What the table of edit distances says of each word.

    `places[j]` is where in the hypothesis the j-th word of the reference would begin, `places[m]` where they end;
    `wrong` and `missed` are how many of the words before one are no match, in the hypothesis and in the reference.
    """

    edits: int
    places: list[int]
    wrong: list[int]
    missed: list[int]

    def is_worth_moving(self, start: int, target: int, length: int) -> bool:
        """Whether something is wrong at both ends, and the words are not moved into themselves."""
        return (
            self.wrong[start + length] > self.wrong[start]
            and self.missed[target + length] > self.missed[target]
            and not start < self.places[target + 1] <= start + length
        )


def _best_shift(hypothesis: str, table: _Table, alignment: _Alignment, tried: int) -> tuple[_Shift, int]:
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


def _common_runs(hypothesis: str, table: _Table) -> Iterator[tuple[int, int, int]]:
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


class _Row(NamedTuple):
    """A row of the table, a bit for each word of the reference: where a cell is `level` with the one before it on the
    diagonal, and where it has `grown` by 1 from the one above.
    """

    level: int
    grown: int


class _Beam(NamedTuple):
    """Of one row, the columns from `first` to before `stop` that are filled in; as bits the words `below` them, those
    that may match the word of the row, and those `above`.
    """

    first: int
    stop: int
    below: int
    matching: int
    above: int


class _Table:
    """Edit distances to one reference from hypotheses of one length, filled in only within the beam.

    Rows are bits: Hyyrö (2003), "A bit-vector algorithm for computing Levenshtein and Damerau edit distances". Outside
    the beam they go on with values that no cell within can come from: below it they grow from row to row only, above
    it from word to word only, and nothing matches there.
    """

    def __init__(self, reference: str, length: int) -> None:
        self.reference = reference
        self.positions: defaultdict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(reference):
            self.positions[word].append(position)
        self._bits = {word: sum(1 << position for position in places) for word, places in self.positions.items()}
        self._all = (1 << len(reference)) - 1
        self._length = length

    @cached_property
    def _beams(self) -> list[_Beam]:
        return _beams(self._length, len(self.reference))

    def distance(self, words: str, most: int) -> int:
        """The edit distance; any number above `most` where it is more than that."""
        whole = Levenshtein.distance(words, self.reference, score_cutoff=most)
        return whole if whole > most or self._keeps_within(whole) else self._rows(words, self._beams)[1]

    def alignment(self, words: str) -> _Alignment:
        """The way back through the table. Of ways that cost the same a match or substitution is taken before an
        additional word, and that before a missing one.
        """
        beams = [] if self._keeps_within(Levenshtein.distance(words, self.reference)) else self._beams
        rows, edits = self._rows(words, beams)
        row, column = len(words), len(self.reference)
        places, wrong, missed = [0] * (column + 1), [0] * (row + 1), [0] * (column + 1)
        while row or column:
            same = row > 0 and column > 0 and words[row - 1] == self.reference[column - 1]
            if (
                row
                and column
                and (same or not rows[row - 1].level >> (column - 1) & 1)
                and _filled(beams, row - 1, column - 1)
            ):
                places[column], missed[column], wrong[row] = row, not same, not same
                row, column = row - 1, column - 1
            elif row and (not column or (rows[row - 1].grown >> (column - 1) & 1 and _filled(beams, row - 1, column))):
                wrong[row] = True
                row -= 1
            else:
                places[column], missed[column] = row, True
                column -= 1
        return _Alignment(edits, places, list(accumulate(wrong)), list(accumulate(missed)))

    def _keeps_within(self, distance: int) -> bool:
        """Whether every way with as few edits lies within the beam: it strays from the diagonal by half the edits and
        half the difference in length at most, and by 2 more for rounding.
        """
        return (distance + abs(self._length - len(self.reference))) / 2 + 2 < _BEAM

    def _rows(self, words: str, beams: list[_Beam]) -> tuple[list[_Row], int]:
        """The rows of the table from the first word on, and its last cell."""
        rows, everything = [], self._all
        # Where a row grows by 1 from one word of the reference to the next, and where it falls; and its first cell.
        growing, falling, edits = everything, 0, len(words)
        for number, word in enumerate(words, 1):
            equal, above = self._bits.get(word, 0), 0
            if beams:
                _, _, below, matching, above = beams[number]
                edits += (growing & below).bit_count() - (falling & below).bit_count()
                growing, falling, equal = growing & ~below, falling & ~below, equal & matching
            level = (((equal & growing) + growing) ^ growing) | equal | falling
            grown = falling | everything & ~(level | growing)
            rows.append(_Row(level, grown))
            before = grown << 1 | 1
            growing, falling = (level & growing) << 1 | ~(level | before), before & level
            growing, falling = growing & everything | above, falling & everything & ~above
        return rows, edits + growing.bit_count() - falling.bit_count()


def _filled(beams: list[_Beam], row: int, column: int) -> bool:
    return not beams or beams[row].first <= column < beams[row].stop


def _beams(rows: int, columns: int) -> list[_Beam]:
    """The beam of each row, the one before the first word included; empty where it leaves nothing out.

    As in sacreBLEU it is around the diagonal from corner to corner, and wider where one row takes more columns.
    """
    ratio = columns / rows if rows else 1.0
    width = ceil(ratio / 2 + _BEAM) if ratio / 2 > _BEAM else _BEAM
    middles = [floor(row * ratio) for row in range(1, rows)]
    spans = [(0, columns + 1), *((max(0, middle - width), min(columns + 1, middle + width)) for middle in middles)]
    if rows:
        spans.append((max(0, floor(rows * ratio) - width), columns + 1))
    if all(span == (0, columns + 1) for span in spans):
        return []
    return [_beam(span, before, columns) for before, span in zip([spans[0], *spans], spans, strict=False)]


def _beam(span: tuple[int, int], before: tuple[int, int], columns: int) -> _Beam:
    """The beam of a row from its span of columns and that of the row before it."""
    first, stop = span
    # A word may match where the cell before it on the diagonal is filled in.
    lowest = max(first, before[0] + 1) if first else 1
    matching = _up_to(min(before[1], columns)) & ~_up_to(lowest - 1)
    return _Beam(first, stop, _up_to(first - 1), matching, _up_to(columns) & ~_up_to(stop - 1))


def _up_to(column: int) -> int:
    """The bits of the words in columns 1 to `column`."""
    return (1 << max(column, 0)) - 1
