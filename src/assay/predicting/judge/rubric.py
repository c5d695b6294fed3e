"""The job of grading each output by a rubric."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from assay.core.asking import Decoding
from assay.core.examples import Examples
from assay.frozen import frozen
from assay.models.base import Model
from assay.predicting.jobs import Fields
from assay.predicting.judge.asking import Case, Judge
from assay.predicting.judge.fault import Fault
from assay.predicting.judge.parts import around, text_at
from assay.predicting.judge.sheets import Filled, Grades
from assay.predicting.judge.suspicion import is_suspicious
from assay.predicting.judge.wording import Wording
from assay.predicting.manifest import Value


@frozen
class Rubric:
    """Grades of the `dimensions` for each example's prediction, signed by the `rater`."""

    examples: Examples
    dimensions: tuple[str, ...]
    wording: Wording
    decoding: Decoding
    rater: str

    @property
    def rows(self) -> int:
        """One an example."""
        return len(self.examples)

    @property
    def settings(self) -> Mapping[str, Value]:
        """The words, the dimensions, and how the judge answers."""
        named: dict[str, Value] = {"job": "rubric", "prompt": self.wording.version, "dimensions": self.dimensions}
        return {**named, "max_tokens": self.decoding.max_tokens, "seed": self.decoding.seed}

    def results(self, model: Model, wanted: Collection[int]) -> Iterator[tuple[int, Fields]]:
        """The grades, the reason before them, or why there are none."""
        judge = Judge(model, self.wording, self.decoding)
        for row, found in judge.decided(self.rows, self._case, wanted):
            yield row, self._fields(row, found)

    def judgeable(self, row: int) -> tuple[str, ...]:
        """The dimensions for which the example has what they are judged against: accuracy needs a reference, relevance
        what was asked or a reference.
        """
        there = {name for name, _ in around(self.examples, row)}
        needs = {"accuracy": {"reference"}, "relevance": {"prompt", "reference"}}
        return tuple(name for name in self.dimensions if name not in needs or needs[name] & there)

    def _case(self, row: int) -> Case:
        dimensions = self.judgeable(row)
        parts = [*around(self.examples, row), ("output", text_at(self.examples.predictions, row))]
        text = self.wording.asked(
            self.decoding.seed,
            row,
            parts,
            dimensions="\n\n".join(self.wording.said(name) for name in dimensions),
            grades=", ".join(f'"{name}": ...' for name in dimensions),
        )
        return Case(self.examples.id_of(row), text, Grades(dimensions) if dimensions else None)

    def _fields(self, row: int, found: Filled | Fault) -> Fields:
        signed = {"id": self.examples.id_of(row), "rater": self.rater}
        suspicious = is_suspicious(text_at(self.examples.predictions, row))
        beside = {"prompt_version": self.wording.version, "suspicious": suspicious}
        if isinstance(found, Fault):
            nothing = dict.fromkeys(("reason", *self.dimensions))
            return {**signed, **nothing, **beside, "fault": found.code, "error": str(found.text)}
        grades = {name: found.decided.get(name) for name in self.dimensions}
        left_out = [name for name in self.dimensions if name not in found.decided]
        told = {"left_out": left_out} if left_out else {}
        return {**signed, "reason": found.reason, **grades, **told, **beside}
