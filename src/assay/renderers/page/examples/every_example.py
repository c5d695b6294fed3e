"""Every example for the table on the page: what was asked and said, whether it is right, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from math import isfinite, isnan
from typing import TYPE_CHECKING

import numpy as np

from assay.core.arrays import IntArray
from assay.core.columns import MISSING, Column
from assay.core.examples import Examples
from assay.core.messages import LANGUAGES, Text
from assay.core.report import Report
from assay.renderers.page.examples.columns import Texts, Values, compact, levels_for
from assay.renderers.said.rows import Rows, prediction_of
from assay.renderers.said.safety import one_line

if TYPE_CHECKING:
    from assay.core.comparison import Comparison

MOST_ROWS = 100_000
MOST_DIMENSIONS = 5
SIGNS = "-=+"  # of how an example changed; "." where the base does not have it


def every_example(report: Report, rows: Rows) -> dict[str, object] | None:
    """The table as JSON, its rows in the order in which they are worth reading; None where there are no examples."""
    return None if rows.examples is None or not len(rows) else _Table(report, rows, rows.examples).written()


class _Table:
    """The table's parts, each for the rows in the order in which they are read."""

    def __init__(self, report: Report, rows: Rows, examples: Examples) -> None:
        self._report, self._rows, self._examples = report, rows, examples
        self._order = rows.reading_order[:MOST_ROWS]

    def written(self) -> dict[str, object]:
        """By name; texts are cut together, so that all of them fit."""
        texts = dict(self._texts)
        levels = levels_for(list(texts.values()))
        columns: dict[str, Values] = {name: one.written(levels) for name, one in texts.items()}
        references = [columns.pop(f"reference-{k}") for k in range(len(self._examples.references))]
        before = [columns.pop(f"base-{k}", None) for k in range(len(self._bases))]
        return {
            "whole": len(self._rows),
            "rows": (self._order + 1).tolist(),
            **columns,
            "references": references,
            **self._labels(),
            "right": self._right(),
            **self._own_values(),
            "ratings": list(self._ratings()),
            "bases": [
                {"name": one_line(base.name), "output": said, "changes": self._changes(base)}
                for base, said in zip(self._bases, before, strict=True)
            ],
            "findings": list(self._findings()),
            "cut": any(one.is_cut(levels) for one in texts.values()),
        }

    @cached_property
    def _bases(self) -> list[Comparison]:
        return [one for one in self._report.comparisons if one.changes is not None and one.changes.gain is not None]

    @property
    def _texts(self) -> Iterator[tuple[str, Texts]]:
        examples, output = self._examples, self._output
        if examples.ids is not None:
            yield "ids", Texts(self._in_order(examples.ids))
        if examples.prompts is not None:
            yield "prompts", Texts(self._in_order(examples.prompts), keeps_end=True)
        for k, column in enumerate(examples.references):
            yield f"reference-{k}", Texts(self._in_order(column))
        if output is not None:
            yield "outputs", Texts(output)
        for k, base in enumerate(self._bases):
            said = self._said_before(base)
            if said is not None:
                yield f"base-{k}", Texts(said, like=output)

    @cached_property
    def _output(self) -> Column | None:
        examples = self._examples
        if examples.predictions is not None:
            return self._in_order(examples.predictions)
        if examples.prediction_sets is None:
            return None
        return Column([prediction_of(examples, row) for row in self._order.tolist()])

    def _in_order(self, column: Column) -> Column:
        return compact(column.take(self._order))

    def _said_before(self, base: Comparison) -> Column | None:
        before = None if base.changes is None else base.changes.before
        if before is None:
            return None
        places = _of_candidate(base, np.arange(len(base.pairing)), len(self._rows), MISSING)[self._order]
        texts = before.texts
        return Column([None if place == MISSING else texts[place] for place in places.tolist()])

    def _changes(self, base: Comparison) -> str:
        assert base.changes is not None  # noqa: S101 - only such bases are asked for
        assert base.changes.gain is not None  # noqa: S101 - as above
        way = np.sign(base.changes.gain).astype(np.intp) + 1
        letters = np.frombuffer(f"{SIGNS}.".encode(), dtype=np.uint8)
        return letters[_of_candidate(base, way, len(self._rows), MISSING)[self._order]].tobytes().decode()

    def _labels(self) -> dict[str, object]:
        codes, confusion = self._rows.codes, self._report.confusion
        if codes is None or confusion is None:
            return {}
        reference, predicted = (one[self._order].tolist() for one in codes)
        return {"labels": [one_line(label) for label in confusion.labels], "truth": reference, "reading": predicted}

    def _right(self) -> str | None:
        correct = self._rows.correct
        return None if correct is None else (correct[self._order] + ord("0")).astype(np.uint8).tobytes().decode()

    def _own_values(self) -> dict[str, object]:
        """The values of the metric that says which examples are worst, where they say more than right and wrong."""
        judge, correct = self._rows.judge, self._rows.correct
        if judge is None or (correct is not None and np.array_equal(judge.values, correct)):
            return {}
        title = judge.measured.title or judge.measured.name
        values = [_short(value) for value in judge.values[self._order].tolist()]
        return {"metric": _in_all(title), "values": values, "lower": judge.measured.higher_is_better is False}

    def _ratings(self) -> Iterator[dict[str, object]]:
        """What people gave, a dimension a column: the mean of the raters, as it was given."""
        people = self._report.people
        for one in [] if people is None else list(people.dimensions.values())[:MOST_DIMENSIONS]:
            means = np.full(len(self._rows), np.nan)
            means[one.rows] = one.plain
            yield {"title": _in_all(one.title), "values": [_short(mean) for mean in means[self._order].tolist()]}

    def _findings(self) -> Iterator[dict[str, object]]:
        """Those that name examples, with the rows that they name."""
        naming = [finding for finding in self._report.findings if finding.examples]
        if not naming:
            return
        row_of = {self._examples.id_of(row): place for place, row in enumerate(self._order.tolist())}
        for finding in naming:
            rows = sorted({row_of[one] for one in finding.examples if one in row_of})
            if rows:
                yield {"title": _in_all(finding.title), "rows": rows}


def _of_candidate(base: Comparison, values: IntArray, n: int, missing: int) -> IntArray:
    """(n,) what each pair has, by the row of the candidate; `missing` where the base does not have the example."""
    found = np.full(n, missing, dtype=np.intp)
    found[base.pairing.candidate] = values
    return found


def _in_all(text: Text | str) -> dict[str, object]:
    return {language: one_line(text if isinstance(text, str) else text.in_language(language)) for language in LANGUAGES}


def _short(value: float) -> float | str | None:
    """Five digits; None for NaN, and in words where it is infinite, as JSON has neither."""
    if isfinite(value):
        return float(f"{value:.5g}")
    return None if isnan(value) else "inf" if value > 0 else "-inf"
