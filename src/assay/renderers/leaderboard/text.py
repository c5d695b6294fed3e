"""A leaderboard on a terminal."""

from __future__ import annotations

from assay.core.leaderboard import Leaderboard
from assay.frozen import frozen
from assay.renderers.leaderboard.view import LeaderboardView, rows_of
from assay.renderers.said.block import Block, Table
from assay.renderers.said.safety import one_line
from assay.renderers.terminal.sheet import INDENT, Paint, Sheet, bar, table_lines
from assay.text.width import display_width, wrapped

NARROWEST = 60


def leaderboard_as_text(found: Leaderboard, *, colour: bool = False, width: int = 80) -> str:
    """For a terminal, in lines of at most `width` columns, or NARROWEST where that is wider."""
    return "\n".join(_Page(Paint(colour), max(width, NARROWEST), LeaderboardView(found)).lines()) + "\n"


@frozen
class _Page(Sheet):
    view: LeaderboardView

    def lines(self) -> list[str]:
        view = self.view
        head = self.paint.outcome(f"{view.sign} {one_line(view.head)}", view.outcome)
        facts = " · ".join(f"{term}: {value}" for term, value in view.facts)
        lines = [head, *self.sentence(view.why), "", *map(self.paint.strong, wrapped(one_line(facts), self.width))]
        lines += [line for remark in view.remarks for line in self.sentence(remark, faint=True)]
        lines += ["", self.heading(view.words("leaderboard.standing", metric=view.heading)), *self.standing()]
        for block in view.blocks:
            lines += ["", *self.block(block)]
        return lines

    def standing(self) -> list[str]:
        rows = tuple(rows_of(self.view))
        table = Table(
            ("", self.view.words("leaderboard.model"), self.view.metric, self.view.words("renderers.interval")),
            rows,
            frozenset({0, 2, 3}),
        )
        head, *body = table_lines(table, self.width - 2 - 24)
        room = min(31, self.width - 4 - max(map(display_width, [head, *body])))
        drawn = [self.paint.bar(bar(line.mark, room)) for line in self.view.lines]
        longest = max(map(display_width, [head, *body]))
        placed = [
            f"{INDENT}{line}{' ' * (longest - display_width(line))}  {one}"
            for line, one in zip(body, drawn, strict=True)
        ]
        return [INDENT + self.paint.faint(head), *placed]

    def block(self, block: Block) -> list[str]:
        table = block.brief or block.table
        lines = [self.heading(block.title), *(line for one in block.sentences for line in self.sentence(one))]
        return lines if table is None else [*lines, *self.table(table)]
