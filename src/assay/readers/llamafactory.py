"""LLaMA-Factory: generated_predictions.jsonl (its vLLM script writes the same), and ppl.json."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import ClassVar

from assay.core.errors import InputError
from assay.core.examples import Reported
from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.files.figures import document_at, figures
from assay.readers.rows.flat_reader import FlatReader
from assay.readers.rows.names import Roles
from assay.readers.rows.parts import Likelihood, Part, Row, assembled
from assay.readers.rows.values import BadRow, number_of
from assay.readers.tables.table import RecordTable, Table

_RESULTS = ("predict_results.json", "all_results.json")
_ABOUT_THE_RUN = ("runtime", "per_second", "preparation_time", "samples", "epoch")


class Predictions(FlatReader):
    """What `do_predict` leaves; its own figures lie beside it and are shown beside ours."""

    name: ClassVar[str] = "llamafactory-predictions"
    tool: ClassVar[str] = "LLaMA-Factory"
    fields: ClassVar[tuple[str, ...]] = ("prompt", "predict", "label")
    roles: ClassVar[Roles] = Roles(prompt=("prompt",), prediction="predict", reference="label")
    one_run: ClassVar[bool] = True

    def read(self, table: Table, options: ReadOptions) -> Part:
        """The rows, and the figures of the first file of results in the same folder."""
        return replace(super().read(table, options), reported=_reported(table))


def _reported(table: Table) -> tuple[Reported, ...]:
    if table.file is None:
        return ()
    for name in _RESULTS:
        path = table.file.with_name(name)
        found = figures(document_at(path), str(path), _is_a_score)
        if found:
            return found
    return ()


def _is_a_score(name: str) -> bool:
    return name.startswith(("predict_", "eval_")) and not name.endswith(_ABOUT_THE_RUN)


class Perplexities:
    """The list of numbers that its perplexity script saves: one perplexity a sample, without the samples' lengths."""

    name: ClassVar[str] = "llamafactory-perplexity"
    rank: ClassVar[int] = 1
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """A list of numbers, all at least 1."""
        if not isinstance(table, RecordTable) or table.form != "json" or not isinstance(table.document, list):
            return None
        numbers = [item for item in table.items[:200] if isinstance(item, int | float) and not isinstance(item, bool)]
        sound = len(numbers) == len(table.items[:200]) and all(number >= 1 for number in numbers)
        return say("readers.why-perplexities") if numbers and sound else None

    def read(self, table: Table, options: ReadOptions) -> Part:
        """One document a number. Its length is not known, so each counts as one token."""
        if not isinstance(table, RecordTable):
            raise InputError("readers.no-rows", path=table.path)
        lines, rows = [], []
        for line, value in enumerate(table.items, 1):
            try:
                rows.append(Row(likelihood=Likelihood(_log(value), tokens=1.0)))
                lines.append(line)
            except BadRow as bad:
                table.set_aside(line, bad)
        part = assembled(table, lines, rows)
        return replace(part, notes=(say("readers.perplexities-without-lengths"),))


def _log(value: object) -> float:
    number = number_of(value)
    if not (math.isfinite(number) and number > 0):
        raise BadRow("readers.row-not-number")
    return math.log(number)
