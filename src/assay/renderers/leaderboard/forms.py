"""A leaderboard as JSON, as Markdown and as JUnit."""

from __future__ import annotations

from html import escape

from assay.core.leaderboard import Leaderboard
from assay.renderers.json import json_text
from assay.renderers.leaderboard.view import LeaderboardView, rows_of
from assay.renderers.markdown import markdown_table, prose
from assay.renderers.said.block import Table
from assay.renderers.said.safety import one_line


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
