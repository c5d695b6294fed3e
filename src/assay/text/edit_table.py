"""The table of edit distances within a beam, and the way back through it, as tercom and sacreBLEU 2.6.0 have them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import accumulate
from math import ceil, floor
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from assay.frozen import frozen

_BEAM = 25  # columns of the table on both sides of the diagonal


@frozen
class Alignment:
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


class EditTable:
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

    def alignment(self, words: str) -> Alignment:
        """The way back through the table. Of ways that cost the same a match or substitution is taken before an
        additional word, and that before a missing one.
        """
        beams = [] if self._keeps_within(Levenshtein.distance(words, self.reference)) else self._beams
        rows, edits = self._rows(words, beams)
        row, column = len(words), len(self.reference)
        places, wrong, missed = [0] * (column + 1), [0] * (row + 1), [0] * (column + 1)
        while row or column:
            same = row > 0 and column > 0 and words[row - 1] == self.reference[column - 1]
            down, right = _last_step(rows, beams, row, column, same=same)
            if right:
                places[column], missed[column] = row, not (down and same)
            if down:
                wrong[row] = not (right and same)
            row, column = row - down, column - right
        return Alignment(edits, places, list(accumulate(wrong)), list(accumulate(missed)))

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


def _last_step(rows: list[_Row], beams: list[_Beam], row: int, column: int, *, same: bool) -> tuple[bool, bool]:
    """Whether the way to a cell comes from the row above, and whether from the column to the left."""
    if not row or not column:
        return row > 0, column > 0
    first, stop = beams[row - 1][:2] if beams else (0, column + 1)
    level, grown = rows[row - 1]
    if first < column <= stop and (same or not level >> (column - 1) & 1):
        return True, True
    down = first <= column < stop and bool(grown >> (column - 1) & 1)
    return down, not down


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
