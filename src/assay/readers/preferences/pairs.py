"""A row a pair: both systems or both outputs, and which is better; as `assay rate`, PandaLM, MT-bench, AlpacaEval and
spreadsheets write it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from assay.core.by_people import JUDGE, OVERALL
from assay.core.messages import Text, say
from assay.core.ratings import Item
from assay.readers.preferences.answers import outcome_of, signs_of
from assay.readers.preferences.base import Judged
from assay.readers.preferences.names import Answer, Sides, answers_of, beside, sides_of
from assay.readers.ratings.names import Places, dimension_of
from assay.readers.rows.names import normalised, roles_of
from assay.readers.rows.values import BadRow, Record, prompt_text, text_of
from assay.readers.tables.table import Table

_BOTH = "cmp_key"  # PandaLM's: both systems in one field, the first before an underline
_MODELS = ("gpt", "claude", "gemini", "alpaca_eval", "llama", "qwen", "deepseek", "judge_model")


class Pairs:
    """Two columns of systems or of outputs, and one that says which is better; for each dimension or rater one."""

    name: ClassVar[str] = "pairs"

    def recognise(self, table: Table) -> Text | None:
        """By such columns."""
        sides, answers = sides_of(table.names), answers_of(table.names)
        if sides is None or not answers:
            return None
        return say("readers.why-preferences", fields=[*sides.used, *(one.column for one in answers)])

    def by_place(self, table: Table) -> bool:
        """Where a column is called "annotator1" and the like."""
        return any(one.rater is not None for one in answers_of(table.names))

    def read(self, table: Table) -> Iterator[Judged | None]:
        """A judgement a row and column that says which is better."""
        reading = _Reading(table)
        for line, record in table.records():
            for answer in reading.answers:
                try:
                    yield reading.judged(record, answer, line)
                except BadRow as bad:
                    table.set_aside(line, bad)


class _Reading:
    """One table's columns, told once."""

    def __init__(self, table: Table) -> None:
        sides = sides_of(table.names)
        self.sides = Sides(None, None) if sides is None else sides
        self.answers = answers_of(table.names)
        self.places = beside(table.names, self.sides, self.answers)
        self.prompts = roles_of([name for name in table.names if name not in self.sides.used]).prompt
        self.signs = {one.column: signs_of([record.get(one.column) for record in table.head]) for one in self.answers}

    def judged(self, record: Record, answer: Answer, line: int) -> Judged | None:
        systems, outputs = self.systems(record), self.outputs(record)
        outcome = outcome_of(record.get(answer.column), self.signs[answer.column], systems)
        if outcome is None:
            return None
        name, prompt = self.plain(record, self.places.id), self.prompt(record)
        first, second = (
            Item(name, output, prompt, system, line) for system, output in zip(systems, outputs, strict=True)
        )
        rater = answer.rater or _rater(record, self.places)
        return Judged(first, second, rater, self.dimension(record, answer), outcome, line)

    def systems(self, record: Record) -> tuple[str | None, str | None]:
        if self.sides.systems is not None:
            one, two = (text_of(record.get(name)) for name in self.sides.systems)
            return one, two
        both = str(record.get(_BOTH) or "").split("_")
        return (both[0], both[1]) if len(both) == len(("first", "second")) else (None, None)

    def outputs(self, record: Record) -> tuple[str | None, str | None]:
        if self.sides.outputs is None:
            return None, None
        one, two = (text_of(record.get(name)) for name in self.sides.outputs)
        return one, two

    def prompt(self, record: Record) -> str | None:
        parts = [prompt_text(record.get(name)) for name in self.prompts]
        return "\n".join(part for part in parts if part) or None

    def plain(self, record: Record, name: str | None) -> str | None:
        return None if name is None else text_of(record.get(name))

    def dimension(self, record: Record, answer: Answer) -> str:
        stated = self.plain(record, self.places.dimension)
        return dimension_of(stated) if stated and answer.dimension == OVERALL else answer.dimension


def _rater(record: Record, places: Places) -> str | None:
    """Who judged; a model's name with `judge:` before it. MT-bench writes a list for a model with its prompt."""
    value = None if places.rater is None else record.get(places.rater)
    if isinstance(value, list | tuple):
        return JUDGE + str(value[0]) if value else None
    name = text_of(value)
    return None if name is None else _called(name)


@lru_cache(maxsize=1024)  # the same few people say everything
def _called(name: str) -> str:
    if name.startswith(JUDGE):
        return name
    key = normalised(name)
    return JUDGE + name if any(model in key for model in _MODELS) else name
