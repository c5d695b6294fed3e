"""A plan as text for a terminal, as Markdown, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.plan import Plan
from assay.frozen import frozen
from assay.renderers.json import json_text
from assay.renderers.markdown import markdown_table, prose
from assay.renderers.plan.parts import Part, parts_of
from assay.renderers.said.block import Table
from assay.renderers.said.safety import one_line
from assay.renderers.said.words import Words
from assay.renderers.terminal.sheet import Paint, table_lines
from assay.text.width import display_width, wrapped

NARROWEST = 40
INDENT = "  "


def plan_as_json(plan: Plan) -> str:
    """By the published schema (assay/core/plan.schema.json), ending in a line end."""
    return json_text(plan.to_dict())


def plan_as_markdown(plan: Plan) -> str:
    """Sentences and tables; what a file says has no effect as markup."""
    words, blocks = Words(plan.language), list[str]()
    for part in parts_of(plan, words):
        blocks += [f"## {prose(part.title)}"] if part.title else []
        blocks += [words.together(*map(prose, part.sentences))] if part.sentences else []
        blocks += [markdown_table(part.table)] if part.table is not None else []
    return "\n\n".join(blocks) + "\n"


def plan_as_text(plan: Plan, *, colour: bool = False, width: int = 80) -> str:
    """For a terminal, in lines of at most `width` columns."""
    return "\n".join(_Text(plan, Paint(colour), max(width, NARROWEST)).lines()) + "\n"


@frozen
class _Text:
    """The parts, each a list of lines with an empty one before it."""

    plan: Plan
    paint: Paint
    width: int

    def lines(self) -> list[str]:
        words = Words(self.plan.language)
        return [line for part in parts_of(self.plan, words) for line in ("", *self.part(part, words))][1:]

    def part(self, part: Part, words: Words) -> Iterator[str]:
        if part.title:
            yield from map(self.paint.strong, self.heading(part))
        first, *rest = part.sentences or ("",)
        if first:
            strong = self.paint.strong if part.leads else str
            yield from (INDENT + strong(line) for line in self.wrapped(first))
        if rest:
            yield from (INDENT + line for line in self.wrapped(words.together(*rest)))
        if part.table is not None:
            yield from ["", *self.table(part.table)] if part.sentences else self.table(part.table)

    def heading(self, part: Part) -> list[str]:
        if not part.leads or display_width(part.title) + 4 > self.width:
            return wrapped(one_line(part.title), self.width)
        line = f"── {one_line(part.title)} "
        return [line + "─" * (self.width - display_width(line))]

    def wrapped(self, sentence: str) -> list[str]:
        return wrapped(one_line(sentence), self.width - len(INDENT))

    def table(self, table: Table) -> list[str]:
        return [INDENT + line for line in table_lines(table, self.width - len(INDENT))]
