"""A leaderboard as text for a terminal, as Markdown, as one page of HTML, as JSON and as JUnit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from markupsafe import Markup

from assay.core.leaderboard import Leaderboard
from assay.core.messages import LANGUAGES
from assay.renderers import drawing
from assay.renderers.document import Said, document
from assay.renderers.drawing import seal
from assay.renderers.fragments import fill, joined
from assay.renderers.json import json_text
from assay.renderers.leaderboard_view import LeaderboardView, rows_of
from assay.renderers.markdown import markdown_table, prose
from assay.renderers.safety import one_line
from assay.renderers.sections import block_section, html_section
from assay.renderers.tables import Block, Table
from assay.renderers.terminal import INDENT, Paint, Sheet, bar, table_lines
from assay.text.width import display_width, wrapped

NARROWEST = 60


def leaderboard_as_json(found: Leaderboard) -> str:
    """By the published schema (assay/core/compare.schema.json), ending in a line end."""
    return json_text(found.to_dict())


def leaderboard_as_markdown(found: Leaderboard) -> str:
    """Sentences and tables; what a file says has no effect as markup."""
    view = LeaderboardView(found)
    words = view.words
    head = ("", words("leaderboard.model"), view.metric, words("renderers.interval"))
    blocks = [f"# {view.sign} {prose(view.head)}", f"**{prose(view.why)}**"]
    blocks += ["\n".join(f"- {prose(remark)}" for remark in view.remarks)]
    blocks += [markdown_table(Table(head, tuple(rows_of(view)), frozenset({0, 2, 3})))]
    for block in view.blocks:
        blocks += [f"## {prose(block.title)}", "\n".join(f"- {prose(one)}" for one in block.sentences)]
        blocks += [] if block.table is None else [markdown_table(block.table)]
    return "\n\n".join(blocks) + "\n"


def leaderboard_as_junit(found: Leaderboard) -> str:
    """A test case a model: passed where it cannot be told from the best, failed where another is better."""
    view = LeaderboardView(found)
    leaders, lines = set(found.leaders), {line.title: line for line in view.lines}
    cases = []
    for place in found.order:
        name = found.entries[place].name
        case = f"name={_attribute(name)} classname={_attribute(f'assay.compare.{found.primary}')}"
        message = f"{view.metric}: {lines[name].value} ({lines[name].interval})"
        failed = f"<testcase {case}><failure message={_attribute(message)}/></testcase>"
        cases.append(f"<testcase {case}/>" if name in leaders else failed)
    counts = f'tests="{len(cases)}" failures="{len(cases) - len(leaders)}" errors="0" skipped="0"'
    opened = f'<testsuites name="assay" {counts}>\n<testsuite name="assay: compare" {counts}>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', opened, *cases, "</testsuite>", "</testsuites>\n"])


def _attribute(text: str) -> str:
    return f'"{escape(one_line(text))}"'


def leaderboard_as_html(found: Leaderboard) -> str:
    """One page, as the report of one model is."""
    languages = [found.language, *(language for language in LANGUAGES if language != found.language)]
    views = {language: LeaderboardView(replace(found, language=language)) for language in languages}
    return document({language: _said(view) for language, view in views.items()}, views[found.language].outcome)


def _said(view: LeaderboardView) -> Said:
    subject = view.words("leaderboard.subject", n=len(view.found.entries))
    body = fill(
        "body",
        seal=seal(view.outcome),
        outcome=view.outcome.value,
        word=view.head,
        why=view.why,
        lead=None,
        facts=joined(fill("fact", term=term, value=value) for term, value in view.facts),
        sections=joined([_numbers(view), *(block_section(block, place) for place, block in enumerate(view.blocks))]),
        footer=view.words("renderers.footer"),
    )
    return Said(f"{view.head} · {subject}", body)


def _numbers(view: LeaderboardView) -> Markup:
    words, lines = view.words, view.lines
    rows = joined(
        fill(
            "line",
            title=line.title,
            value=line.value,
            interval=line.interval,
            bar=drawing.interval_bar(line.mark),
            n=line.n,
            note=None,
        )
        for line in lines
    )
    keys = drawing.legend([line.mark for line in lines])
    table = fill(
        "numbers",
        metric=words("leaderboard.model"),
        value=view.metric,
        interval=words("renderers.interval"),
        groups=fill("group", axis=drawing.axis(lines[0].scale), lines=rows),
        legend=joined(fill("key", bar=one, name=words.named("renderers.legend-", name)) for one, name in keys),
    )
    remarks = joined(fill("note", text=remark) for remark in view.remarks)
    return html_section("numbers", words("leaderboard.standing", metric=view.heading), table, remarks)


def leaderboard_as_text(found: Leaderboard, *, colour: bool = False, width: int = 80) -> str:
    """For a terminal, in lines of at most `width` columns, or NARROWEST where that is wider."""
    return "\n".join(_Page(Paint(colour), max(width, NARROWEST), LeaderboardView(found)).lines()) + "\n"


@dataclass(frozen=True)
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
