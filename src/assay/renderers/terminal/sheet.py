"""Colour, bars and tables on a terminal."""

from __future__ import annotations

import re

from assay.core.verdict import Outcome
from assay.frozen import frozen
from assay.renderers.said.block import Table
from assay.renderers.said.safety import one_line
from assay.renderers.said.scale import Mark
from assay.text.width import cut, display_width, left, right, wrapped

INDENT = "  "
_OUTCOME_COLOURS = {Outcome.PASS: "32", Outcome.FAIL: "31", Outcome.INCONCLUSIVE: "33"}


@frozen
class Paint:
    """Emphasis by escape sequences, or none. It is put on last: a painted text has no width."""

    colour: bool

    def strong(self, text: str) -> str:
        """Bold."""
        return self._painted(text, "1")

    def faint(self, text: str) -> str:
        """Dim: it may be passed over."""
        return self._painted(text, "2")

    def outcome(self, text: str, outcome: Outcome) -> str:
        """Green, red or yellow; the word says the same."""
        return self._painted(text, f"1;{_OUTCOME_COLOURS[outcome]}")

    def bar(self, text: str) -> str:
        """A bar with its empty part faint and its value strong."""
        if not self.colour:
            return text
        return re.sub("●", lambda dot: self.strong(dot[0]), re.sub("·+", lambda dots: self.faint(dots[0]), text))

    def _painted(self, text: str, codes: str) -> str:
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour and text else text


@frozen
class Sheet:
    """What is drawn on a terminal of so many columns."""

    paint: Paint
    width: int

    def heading(self, title: str) -> str:
        """A title with a rule as wide as the sheet."""
        title = cut(one_line(title), self.width - 4)
        rule = "─" * (self.width - display_width(title) - 4)
        return f"{self.paint.faint('──')} {self.paint.strong(title)} {self.paint.faint(rule)}"

    def sentence(self, text: str, bullet: str = "", *, faint: bool = False) -> list[str]:
        """A sentence in lines, those after the first under its beginning."""
        hang = " " * display_width(bullet)
        lines = wrapped(one_line(text), self.width - len(INDENT) - len(hang))
        placed = [f"{INDENT}{hang if i else bullet}{line}" for i, line in enumerate(lines)]
        return [self.paint.faint(line) for line in placed] if faint else placed

    def table(self, table: Table) -> list[str]:
        """A table, its head faint."""
        head, *body = table_lines(table, self.width - len(INDENT))
        return [INDENT + self.paint.faint(head), *(INDENT + line for line in body)]

    def table_body(self, table: Table) -> list[str]:
        """A table without its head."""
        return [INDENT + line for line in table_lines(table, self.width - len(INDENT))[1:]]


def bar(mark: Mark, width: int) -> str:
    """The value ● between the ends of its interval ├─┤; │ is the threshold, ◇ the baseline."""
    cells = ["·"] * width

    def column(place: float) -> int:
        return round(place * (width - 1))

    if mark.low is not None and mark.high is not None:
        low, high = column(mark.low), column(mark.high)
        cells[low : high + 1] = ["├", *"─" * (high - low - 1), "┤"] if high > low else ["│"]
    if mark.baseline is not None:
        cells[column(mark.baseline)] = "◇"
    if mark.threshold is not None:
        cells[column(mark.threshold)] = "┃"
    if mark.value is not None:
        cells[column(mark.value)] = "●"
    return "".join(cells)


def table_lines(table: Table, width: int) -> list[str]:
    """The table in at most `width` columns: what does not fit is cut, the widest column of words first."""
    lines = [tuple(one_line(cell) for cell in row) for row in (table.head, *table.rows)]
    widths = column_widths(lines, table.numeric, width)
    return [_line(line, widths, table.numeric) for line in lines]


def column_widths(lines: list[tuple[str, ...]], numeric: frozenset[int], width: int) -> list[int]:
    """A width for each column, two spaces between them, so that all fit in `width` where they can."""
    widths = [min(width, max(map(display_width, column))) for column in zip(*lines, strict=True)]
    words = [j for j in range(len(widths)) if j not in numeric] or list(range(len(widths)))
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths[j] for j in words) > 6:
        widest = max(words, key=lambda j: widths[j])
        widths[widest] -= 1
    # Then the heads of numbers, never a number.
    spare = {j: widths[j] - max((display_width(line[j]) for line in lines[1:]), default=0) for j in numeric}
    while sum(widths) + 2 * (len(widths) - 1) > width and max(spare.values(), default=0) > 0:
        longest = max(spare, key=lambda j: spare[j])
        spare[longest] -= 1
        widths[longest] -= 1
    return widths


def _line(cells: tuple[str, ...], widths: list[int], numeric: frozenset[int]) -> str:
    placed = [
        (right if j in numeric else left)(cell, width)
        for j, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(placed).rstrip()
