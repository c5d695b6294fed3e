"""The report as GitHub-flavoured Markdown: for a pull request, a model card or a job summary."""

from __future__ import annotations

import re
from typing import ClassVar

from assay.core.report import Report
from assay.core.verdict import Outcome
from assay.renderers.said.block import Table
from assay.renderers.said.labels import class_lines, confused_table, confusion_table
from assay.renderers.said.origin import command_of
from assay.renderers.said.safety import Quoted, one_line
from assay.renderers.said.tables import (
    echoes,
    forms_table,
    gates_table,
    methods_table,
    not_measured_table,
    numbers_table,
    rules_table,
    skipped_table,
)
from assay.renderers.said.view import View
from assay.text.patterns import pattern
from assay.text.width import cut

MATRIX_CLASSES = 12
CLASSES = 100
CONFUSIONS = 10
SKIPPED = 10
WORDS = 80  # columns of a label or an output in a table
_SIGNS = {Outcome.PASS: "✅", Outcome.FAIL: "❌", Outcome.INCONCLUSIVE: "❔"}
_MARKUP = pattern(r"[\\`*_{}\[\]#|~$]")
# GitHub makes a link of each of these wherever they stand; a zero-width space within breaks it.
_LINKS = pattern(r"[@#](?=\w)|(?<=\w)(?=://)|(?<=www)(?=\.)")
_LIST_START = pattern(r"^(\d*)([-+.)])(?=\s|$)")


class MarkdownRenderer:
    """Tables and sentences. What others wrote stands as code or with its markup escaped, and links nowhere."""

    name: ClassVar[str] = "markdown"
    filename: ClassVar[str] = "report.md"

    def render(self, report: Report) -> str:
        """The whole document, ending in a line end."""
        view = View(report)
        blocks = [*_verdict(view), *_subject(view), *_judged(view), *_labels(view), *_others(view), *_origin(view)]
        return "\n\n".join(blocks) + "\n"


def prose(text: str) -> str:
    """A sentence of ours, which may hold anybody's words, on one line and without effect as markup."""
    escaped = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _MARKUP.sub(lambda sign: "\\" + sign[0], escaped)
    return _LIST_START.sub(r"\1\\\2", _LINKS.sub(lambda sign: sign[0] + "\u200b", escaped))


def code(text: str) -> str:
    """Somebody's words as code, within which nothing is markup; a pipe is escaped for the table around it."""
    shown = one_line(text).replace("|", "\\|")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    space = " " if not shown.strip("` ") or shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{space}{shown}{space}{fence}" if shown else ""


def _cell(text: str) -> str:
    return code(cut(one_line(text), WORDS)) if isinstance(text, Quoted) else prose(text)


def _verdict(view: View) -> list[str]:
    blocks = [f"# {_SIGNS[view.outcome]} {view.word}", f"**{prose(view.why)}**"]
    if view.next:
        steps = [f"{position}. {prose(step)}" for position, step in enumerate(view.next, 1)]
        blocks += [_heading(view, "renderers.next"), "\n".join(steps)]
    return blocks


def _subject(view: View) -> list[str]:
    facts = [f"**{prose(term)}** {_cell(value)}" for term, value in view.facts]
    return [" · ".join(facts), _bullets(view.remarks)]


def _judged(view: View) -> list[str]:
    blocks = []
    if view.gates:
        blocks += [_heading(view, "renderers.requirements"), markdown_table(gates_table(view))]
    for block in view.blocks:
        blocks += [f"## {prose(block.title)}", _bullets(list(block.sentences))]
        blocks += [] if block.table is None else [markdown_table(block.table)]
    if view.lines:
        title = prose(view.words("renderers.numbers", level=view.level))
        blocks += [f"## {title}", markdown_table(numbers_table(view))]
    notes = [f"{line.title}: {line.note}" for line in view.lines if line.note]
    notes += [view.arrow] if view.arrow else []
    blocks += [_bullets(notes)] if notes else []
    return blocks + ([_heading(view, "renderers.baseline"), prose(view.baseline)] if view.baseline else [])


def _labels(view: View) -> list[str]:
    confusion, blocks = view.report.confusion, []
    if view.report.classes:
        blocks += [_heading(view, "renderers.classes"), _classes(view)]
    if confusion is not None:
        small = len(confusion.labels) <= MATRIX_CLASSES
        table = confusion_table(view, confusion) if small else confused_table(view, confusion, CONFUSIONS)
        blocks += [
            _heading(view, "renderers.confusion"),
            _axes(view, len(confusion.labels), small=small),
            markdown_table(table),
        ]
    rules, forms = rules_table(view), forms_table(view)
    if rules is not None:
        blocks += [_heading(view, "renderers.parsing"), markdown_table(rules)]
    if forms is not None:
        blocks += [prose(view.words("renderers.forms")), markdown_table(forms)]
    return blocks


def _classes(view: View) -> str:
    words, whole = view.words, len(view.report.classes or ())
    lines = class_lines(view, CLASSES)
    keys = ("renderers.class", "renderers.support", "renderers.precision", "renderers.recall", "renderers.f1")
    rows = tuple((line.label, line.support, *(f"{value} ({ends})" for value, ends in line.numbers)) for line in lines)
    table = markdown_table(Table(tuple(words(key) for key in keys), rows, frozenset({1, 2, 3, 4})))
    if whole == len(lines):
        return table
    return f"{table}\n\n{prose(words('renderers.weakest', shown=len(lines), n=whole))}"


def _axes(view: View, classes: int, *, small: bool) -> str:
    return prose(view.words("renderers.matrix-axes") if small else view.words("renderers.most-confused", n=classes))


def _others(view: View) -> list[str]:
    blocks, words = [], view.words
    groups = echoes(view)
    if groups:
        blocks.append(_heading(view, "renderers.reported"))
    for group in groups:
        figures = [f"- {code(name)} {value} {prose(ours)}".rstrip() for name, value, ours in group.figures]
        blocks += ["\n".join(figures), *([prose(group.why)] if group.why else [])]
    skipped = view.report.source.skipped
    table = skipped_table(view, SKIPPED)
    if table is not None:
        more = [prose(words("renderers.and-more", n=len(skipped) - SKIPPED))] if len(skipped) > SKIPPED else []
        blocks += [f"## {words('renderers.skipped', n=len(skipped))}", markdown_table(table), *more]
    missing = not_measured_table(view)
    return blocks + ([_heading(view, "renderers.not-measured"), markdown_table(missing)] if missing is not None else [])


def _origin(view: View) -> list[str]:
    methods = f"<details><summary>{prose(view.words('renderers.methods'))}</summary>"
    return [
        methods,
        markdown_table(methods_table(view)),
        "</details>",
        f"<sub>{' · '.join(map(_cell, command_of(view)))}</sub>",
    ]


def _heading(view: View, key: str) -> str:
    return f"## {prose(view.words(key))}"


def _bullets(sentences: list[str]) -> str:
    return "\n".join(f"- {prose(sentence)}" for sentence in sentences)


def markdown_table(table: Table) -> str:
    """A table; what others wrote stands in it as code."""
    rule = ["--:" if j in table.numeric else ":--" for j in range(len(table.head))]
    lines = [[_cell(cell) for cell in table.head], rule, *([_cell(cell) for cell in row] for row in table.rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
