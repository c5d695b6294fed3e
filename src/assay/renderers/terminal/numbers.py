"""The numbers and the requirements of a report on a terminal, with their bars."""

from __future__ import annotations

from assay.frozen import frozen
from assay.renderers.said.figures import shortest
from assay.renderers.said.lines import GateLine, Line
from assay.renderers.said.safety import one_line
from assay.renderers.said.scale import Scale
from assay.renderers.said.view import View
from assay.renderers.terminal.sheet import INDENT, Sheet, bar, column_widths
from assay.text.width import display_width, left, right, wrapped


@frozen
class Numbers(Sheet):
    """A sheet about a report; each section is a list of lines, empty where there is nothing to show."""

    view: View

    def gates(self) -> list[str]:
        """Each requirement, its number drawn against its threshold."""
        if not self.view.gates:
            return []
        body = [line for gate in self.view.gates for line in self.gate(gate)]
        return [self.heading(self.view.words("renderers.requirements")), *body]

    def gate(self, gate: GateLine) -> list[str]:
        """One of them."""
        room = self.width - display_width(gate.word) - 6
        first, *more = wrapped(one_line(gate.requirement), room)
        head = self.paint.outcome(gate.sign, gate.outcome) + " " + left(first, room)
        lines = [f"{INDENT}{head}  {self.paint.outcome(gate.word, gate.outcome)}"]
        lines += [f"{INDENT * 2}{line}" for line in more]
        if gate.line is not None:
            numbers = "  ".join(filter(None, (gate.line.value, gate.line.interval, gate.threshold)))
            drawn = self.paint.bar(bar(gate.line.mark, min(31, self.width - display_width(numbers) - 6)))
            lines.append(f"{INDENT * 2}{numbers}  {drawn}")
        said_above = gate.why == self.view.why
        return lines if said_above else lines + self.sentence(gate.why, INDENT, faint=True)

    def numbers(self) -> list[str]:
        """Every number with its interval, drawn on its scale."""
        if not self.view.lines:
            return []
        rows = [(one_line(line.title), line.value, line.interval, line.n) for line in self.view.lines]
        widths = column_widths([("", "", "", "n"), *rows], frozenset({1, 2, 3}), self.width - 2 * 5 - 15)
        room = min(31, self.width - sum(widths) - 2 * 5)
        lines = [self.heading(self.view.words("renderers.numbers", level=self.view.level))]
        for scale, group in self.view.groups:
            lines.append(self.axis(scale, widths, room))
            lines += [part for line in group for part in self.number(line, widths, room)]
        return [*lines, *self.legend("".join(lines))]

    def axis(self, scale: Scale, widths: list[int], room: int) -> str:
        """The ends and the middle of a scale."""
        low, middle, high = map(shortest, scale.ticks)
        ends = left(low, room // 2 - len(middle) // 2) + middle
        return " " * (sum(widths[:3]) + 2 * 4) + self.paint.faint(ends + right(high, room - len(ends)))

    def number(self, line: Line, widths: list[int], room: int) -> list[str]:
        """One of them."""
        title, value, interval, n = widths
        cells = [
            left(one_line(line.title), title),
            self.paint.strong(right(line.value, value)),
            right(line.interval, interval),
            self.paint.bar(bar(line.mark, room)) if line.mark.value is not None else " " * room,
            right(line.n, n),
        ]
        return [INDENT + "  ".join(cells), *(self.sentence(line.note, INDENT, faint=True) if line.note else [])]

    def legend(self, drawn: str) -> list[str]:
        """What the signs mean that were drawn."""
        kinds = {"●": "value", "┤": "interval", "┃": "threshold", "◇": "baseline"}
        found = [(sign, kind) for sign, kind in kinds.items() if sign in drawn]
        named = self.view.words.named
        keys = [f"{'├─┤' if sign == '┤' else sign} {named('renderers.legend-', kind)}" for sign, kind in found]
        return [
            INDENT + self.paint.faint(line)
            for line in wrapped("   ".join(filter(None, [*keys, self.view.arrow])), self.width - 2)
        ]

    def baseline(self) -> list[str]:
        """What always giving one answer reaches."""
        if not self.view.baseline:
            return []
        return [self.heading(self.view.words("renderers.baseline")), *self.sentence(self.view.baseline)]
