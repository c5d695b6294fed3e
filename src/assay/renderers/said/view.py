"""What every form of the report shows, in words and figures, in the order they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from assay.core.estimate import Estimate
from assay.core.report import Report
from assay.core.verdict import Composite, Gate, Outcome
from assay.renderers.said.figures import decimals, figure, interval, probability
from assay.renderers.said.lines import LOWER_IS_BETTER, SIGNS, GateLine, Line, line_of, threshold_of
from assay.renderers.said.rows import Rows
from assay.renderers.said.scale import Mark, Scale
from assay.renderers.said.subject import Subject

if TYPE_CHECKING:
    from assay.renderers.said.block import Block


class View(Subject):
    """A report, ready to be drawn. Its strings are plain: each renderer escapes them for its own form."""

    def __init__(self, report: Report, rows: Rows | None = None) -> None:
        super().__init__(report)
        self.rows = Rows(report) if rows is None else rows

    @property
    def outcome(self) -> Outcome:
        """The verdict's code."""
        return self.report.verdict.outcome

    @property
    def sign(self) -> str:
        """The verdict as one character."""
        return SIGNS[self.outcome]

    @property
    def word(self) -> str:
        """PASS, FAIL or INCONCLUSIVE."""
        return self.words.outcome(self.outcome)

    @property
    def why(self) -> str:
        """The reason, in one sentence."""
        return self.words.of(self.report.verdict.why)

    @property
    def next(self) -> list[str]:
        """What to do, the most useful first."""
        return [self.words.of(step) for step in self.report.verdict.next]

    @cached_property
    def blocks(self) -> list[Block]:
        """What was found, what stands beside the candidate, bases and other runs, and what people say."""
        found: list[Block] = []
        if self.report.findings:
            from assay.renderers.said.blocks.findings import blocks as findings  # few reports have any

            found += findings(self)
        if self.report.run is not None:
            from assay.renderers.said.blocks.training_run import blocks as course  # as above

            found += course(self)
        if self.report.comparisons:
            from assay.renderers.said.blocks.bases import blocks as bases  # as above

            found += bases(self)
        if self.report.stability is not None:
            from assay.renderers.said.blocks.runs import blocks as runs  # as above

            found += runs(self)
        if self.report.people is not None:
            from assay.renderers.said.blocks.people import blocks as people  # as above

            found += people(self)
        return found

    @cached_property
    def gates(self) -> list[GateLine]:
        """Every requirement of the policy."""
        return [self._gate(gate) for gate in self.report.judgement.gates]

    @cached_property
    def lines(self) -> list[Line]:
        """Every number, and then the weighted scores; those on one scale stand together."""
        lines = [self._line(estimate, name) for name, estimate in self.report.estimates.items()]
        lines += [self._composite(composite) for composite in self.report.judgement.composites]
        order = {scale: position for position, scale in reversed(list(enumerate(line.scale for line in lines)))}
        return sorted(lines, key=lambda line: order[line.scale])

    @property
    def arrow(self) -> str:
        """What the arrow beside a name means; empty where no name has one."""
        lower = any(one.higher_is_better is False for one in self.report.estimates.values())
        return f"{LOWER_IS_BETTER} {self.words('renderers.lower-is-better')}" if lower else ""

    @property
    def marks(self) -> list[Mark]:
        """Where all the numbers lie."""
        return [line.mark for line in self.lines]

    @property
    def groups(self) -> list[tuple[Scale, list[Line]]]:
        """The same, by scale."""
        return [(scale, list(lines)) for scale, lines in groupby(self.lines, key=lambda line: line.scale)]

    @cached_property
    def baseline(self) -> str:
        """What always giving one answer reaches, and how far above it the model is; empty without a baseline."""
        baseline = self.report.baseline
        if baseline is None:
            return ""
        found = [f"{self.words.title(one)} {figure(one.value, decimals(one))}" for one in baseline.estimates.values()]
        sentence = self.words(f"renderers.baseline-{baseline.kind}", label=baseline.label, found=found)
        return self.words.together(sentence, self._advantage())

    def _advantage(self) -> str:
        difference = None if self.report.baseline is None else self.report.baseline.difference
        if difference is None:
            return ""
        if difference.value is None:
            return self.words.of(difference.why)
        return self.words(
            "renderers.advantage",
            metric=self._title_of(difference.metric),
            value=figure(difference.value, 4),
            interval=interval(difference.low, difference.high, 4),
            p=probability(difference.p),
        )

    def _title_of(self, metric: str) -> str:
        estimate = self.report.estimates.get(metric)
        return metric if estimate is None else self.words.title(estimate)

    @cached_property
    def _thresholds(self) -> Mapping[str, float]:
        """By metric; a gate that judged something else of the metric, such as a difference, draws no line on it."""
        estimates, gates = self.report.estimates, self.report.judgement.gates
        return {
            gate.metric: gate.threshold
            for gate in gates
            if gate.threshold is not None and gate.estimate == estimates.get(gate.metric)
        }

    def baseline_of(self, name: str) -> float | None:
        """What always giving one answer reaches by the metric; None where that was not measured."""
        baseline = self.report.baseline
        found = None if baseline is None else baseline.estimates.get(name)
        return None if found is None else found.value

    def _line(self, estimate: Estimate, name: str) -> Line:
        threshold, baseline = self._thresholds.get(name), self.baseline_of(name)
        return self._drawn(estimate, self.heading(estimate), threshold, baseline)

    def heading(self, estimate: Estimate) -> str:
        """The metric's name, with an arrow where less is better."""
        arrow = f" {LOWER_IS_BETTER}" if estimate.higher_is_better is False else ""
        return self.words.heading(estimate) + arrow

    def _drawn(
        self, estimate: Estimate, title: str, threshold: float | None = None, baseline: float | None = None
    ) -> Line:
        return line_of(self.words, estimate, title, threshold, baseline)

    def _composite(self, composite: Composite) -> Line:
        parts = [f"{weight:g} × {name}" for name, weight in composite.weights.items()]
        note = self.words("renderers.composite", parts=" + ".join(parts))
        missing = self.words("renderers.composite-missing", names=composite.missing) if composite.missing else ""
        line = self._drawn(composite.estimate, composite.name)
        return replace(line, note=self.words.together(note, missing, line.note))

    def _gate(self, gate: Gate) -> GateLine:
        judged = gate.estimate
        line = None if judged is None else self._drawn(judged, self.words.title(judged), gate.threshold)
        return GateLine(
            requirement=self.words.of(gate.requirement),
            outcome=gate.outcome,
            word=self.words.outcome(gate.outcome),
            why=self.words.of(gate.why),
            threshold=threshold_of(gate),
            line=line,
        )
