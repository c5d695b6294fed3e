"""The report on a terminal: the answer first, then what it rests on, in 80 columns."""

from __future__ import annotations

from typing import ClassVar

from assay.core.report import Confusion, Report
from assay.frozen import frozen
from assay.renderers.said.block import Block, Table
from assay.renderers.said.labels import class_lines, confused_table, confusion_table
from assay.renderers.said.origin import command_of
from assay.renderers.said.safety import one_line
from assay.renderers.said.tables import echoes, forms_table, not_measured_table, rules_table
from assay.renderers.said.view import View
from assay.renderers.terminal.numbers import Numbers
from assay.renderers.terminal.sheet import INDENT, Paint
from assay.text.width import cut, wrapped

NARROWEST = 60
CLASSES = 20
CONFUSIONS = 10
FORMS = 8
SKIPPED = 5


@frozen
class TextRenderer:
    """Plain text, or with `colour` for a terminal that shows it. Lines are at most `width` columns wide, or
    NARROWEST where that is wider.
    """

    name: ClassVar[str] = "text"
    filename: ClassVar[str] = "report.txt"
    colour: bool = False
    width: int = 80

    def render(self, report: Report) -> str:
        """The report, ending in a line end."""
        return "\n".join(_Page(Paint(self.colour), max(self.width, NARROWEST), View(report)).lines()) + "\n"


@frozen
class _Page(Numbers):
    """The sections, each a list of lines; an empty one is left out."""

    def lines(self) -> list[str]:
        sections = (
            self.verdict(),
            self.subject(),
            self.gates(),
            *map(self.beside, self.view.blocks),
            self.numbers(),
            self.baseline(),
            self.classes(),
            self.confusion(),
            self.parsing(),
            self.reported(),
            self.skipped(),
            self.not_measured(),
            self.origin(),
        )
        return [line for section in sections if section for line in ("", *section)][1:]

    def verdict(self) -> list[str]:
        view = self.view
        lines = [self.paint.outcome(f"{view.sign} {view.word}", view.outcome), *self.sentence(view.why)]
        if view.next:
            lines += ["", INDENT + self.paint.strong(view.words("renderers.next"))]
        for position, step in enumerate(view.next, 1):
            lines += self.sentence(step, f"{position}. ")
        return lines

    def subject(self) -> list[str]:
        facts = [one_line(value) for _, value in self.view.facts[:1]]
        view = self.view
        policy = view.words("renderers.policy-name", name=view.report.judgement.policy)
        title = " · ".join([*facts, view.size, *([] if view.is_run_alone else [view.task]), policy])
        lines = [self.paint.strong(line) for line in wrapped(one_line(title), self.width)]
        return lines + [line for remark in view.remarks for line in self.sentence(remark, faint=True)]

    def beside(self, block: Block) -> list[str]:
        lines = [self.heading(one_line(block.title)), *(line for one in block.sentences for line in self.sentence(one))]
        table = block.brief or block.table
        return lines if table is None else [*lines, *self.table(table)]

    def classes(self) -> list[str]:
        words, whole = self.view.words, len(self.view.report.classes or ())
        lines = class_lines(self.view, CLASSES)
        if not lines:
            return []
        keys = ("renderers.class", "renderers.support", "renderers.precision", "renderers.recall", "renderers.f1")
        rows = tuple(
            (line.label, line.support, *(f"{value:>6} {ends:<9}" for value, ends in line.numbers)) for line in lines
        )
        table = Table(tuple(words(key) for key in keys), rows, frozenset({1}))
        return [
            self.heading(words("renderers.classes")),
            *self.table(table),
            *(self.sentence(words("renderers.weakest", shown=len(lines), n=whole)) if whole > len(lines) else []),
        ]

    def confusion(self) -> list[str]:
        confusion, words = self.view.report.confusion, self.view.words
        if confusion is None:
            return []
        body = self.matrix(confusion) or self.most_confused(confusion)
        return [self.heading(words("renderers.confusion")), *body]

    def matrix(self, confusion: Confusion) -> list[str]:
        """The whole matrix, labels cut to fit; empty where it is too wide even so."""
        table = confusion_table(self.view, confusion)
        room = (self.width - 2 - 16) // (len(table.head) - 1) - 2
        if room < max(5, *(len(cell) for row in table.rows for cell in row[1:])):
            return []
        head = ("", *(cut(one_line(name), room) for name in table.head[1:]))
        rows = tuple((cut(one_line(row[0]), 16), *row[1:]) for row in table.rows)
        explained = self.sentence(self.view.words("renderers.matrix-axes"), faint=True)
        return [*explained, *self.table(Table(head, rows, table.numeric))]

    def most_confused(self, confusion: Confusion) -> list[str]:
        table = confused_table(self.view, confusion, CONFUSIONS)
        sentence = self.view.words("renderers.most-confused", n=len(confusion.labels))
        return [*self.sentence(sentence, faint=True), *self.table(table)] if table.rows else []

    def parsing(self) -> list[str]:
        rules, forms, words = rules_table(self.view), forms_table(self.view), self.view.words
        lines = [] if rules is None else [self.heading(words("renderers.parsing")), *self.table(rules)]
        if forms is not None:
            lines += ["", *self.sentence(words("renderers.forms")), *self.table(_shortened(forms, FORMS))]
        return lines

    def reported(self) -> list[str]:
        lines = [self.heading(self.view.words("renderers.reported"))]
        for group in echoes(self.view):
            lines += self.table_body(Table(("", "", ""), group.figures, frozenset({1})))
            lines += self.sentence(group.why, INDENT, faint=True) if group.why else []
        return lines if lines[1:] else []

    def skipped(self) -> list[str]:
        skipped, words = self.view.report.source.skipped, self.view.words
        if not skipped:
            return []
        lines = [self.heading(words("renderers.skipped", n=len(skipped)))]
        for row in skipped[:SKIPPED]:
            lines += self.sentence(f"{row.path}:{row.line}: {words.of(row.why)}")
        if len(skipped) > SKIPPED:
            lines += self.sentence(words("renderers.and-more", n=len(skipped) - SKIPPED))
        return lines

    def not_measured(self) -> list[str]:
        table = not_measured_table(self.view)
        if table is None:
            return []
        body = [line for name, why in table.rows for line in self.sentence(f"{name}: {why}")]
        return [self.heading(self.view.words("renderers.not-measured")), *body]

    def origin(self) -> list[str]:
        whole = one_line(" · ".join(command_of(self.view)))
        return [self.paint.faint(line) for line in wrapped(whole, self.width)]


def _shortened(table: Table, limit: int) -> Table:
    return Table(table.head, table.rows[:limit], table.numeric)
