"""What every form of the report shows, in words and figures, in the order they are read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from assay.core.estimate import Estimate
from assay.core.report import Report
from assay.core.verdict import Composite, Gate, Outcome
from assay.renderers.figures import count, decimals, figure, interval, probability, shortest
from assay.renderers.rows import Rows
from assay.renderers.safety import Quoted
from assay.renderers.scale import Mark, Scale, mark, scale_of
from assay.renderers.words import Words

if TYPE_CHECKING:
    from assay.core.training_data import TrainingData
    from assay.renderers.tables import Block

SIGNS = {Outcome.PASS: "✓", Outcome.FAIL: "✗", Outcome.INCONCLUSIVE: "?"}
LOWER_IS_BETTER = "↓"
OPERATORS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}


class Line(NamedTuple):
    """One number: its name, what it is, what it rests on, and where it lies. `note` is what to know of it: why it has
    no value, or of what it is made.
    """

    title: str
    value: str
    interval: str
    n: str
    note: str
    scale: Scale
    mark: Mark


class GateLine(NamedTuple):
    """One requirement and how it came out; `line` is the number it judged, None where there was none to judge."""

    requirement: str
    outcome: Outcome
    word: str
    why: str
    threshold: str
    line: Line | None

    @property
    def sign(self) -> str:
        """The outcome as one character."""
        return SIGNS[self.outcome]


class View:
    """A report, ready to be drawn. Its strings are plain: each renderer escapes them for its own form."""

    def __init__(self, report: Report, rows: Rows | None = None) -> None:
        self.report = report
        self.words = Words(report.language)
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

    @property
    def subject(self) -> str:
        """What was judged: the file's own name."""
        path = self.report.source.path
        if path in {"", "-"}:
            return self.words("renderers.subject-values" if not path else "renderers.subject-standard-input")
        return Quoted(path.replace("\\", "/").rsplit("/", 1)[-1])

    @property
    def task(self) -> str:
        """The kind of task, with its labels."""
        task = self.report.task
        kind = self.words.named("renderers.task-", f"{task.family}{'-multilabel' if task.multilabel else ''}")
        if not task.labels:
            return kind
        if task.positive is None:
            return self.words("renderers.task-labels", kind=kind, n=len(task.labels))
        return self.words("renderers.task-positive", kind=kind, n=len(task.labels), positive=task.positive)

    @property
    def is_run_alone(self) -> bool:
        """Whether there are no examples, and the course of a training is all that there is to say."""
        return self.report.run is not None and not self.report.n_units

    @property
    def size(self) -> str:
        """How much was looked at."""
        key = "renderers.entries-n" if self.is_run_alone else "renderers.examples-n"
        return self.words(key, n=self.report.source.rows)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What was judged, by what, in a few words each."""
        report = self.report
        if self.is_run_alone:
            entries = (self.words("renderers.fact-entries"), count(report.source.rows))
            return [(self.words("renderers.fact-log"), self.subject), entries]
        return [
            (self.words("renderers.fact-predictions"), self.subject),
            (self.words("renderers.fact-examples"), count(report.source.rows)),
            (self.words("renderers.fact-task"), self.task),
            (self.words("renderers.fact-policy"), report.judgement.policy),
        ]

    @property
    def remarks(self) -> list[str]:
        """What to know before the numbers: how the file and the task were recognised, what counts as independent."""
        report = self.report
        units = None if self.is_run_alone else report.units
        sentences = [report.source.why, report.task.why, report.task.doubt, units, *report.source.notes]
        known = [*([self._looks] if report.looks.tests > 1 else []), *map(self.words.of, filter(None, sentences))]
        return known if report.training is None else [*known, self._trained_on(report.training)]

    def _trained_on(self, training: TrainingData) -> str:
        rows, exact, leaked = count(training.rows), training.exact, training.leaked
        if exact is None or leaked is None:
            return self.words("renderers.trained-on-uncompared", rows=rows)
        found, near = int(exact.sum()), int((leaked & ~exact).sum())
        return self.words("renderers.trained-on", rows=rows, exact=found, n=count(len(exact)), near=near)

    @property
    def _looks(self) -> str:
        looks = self.report.looks
        values = {"number": looks.number, "picked_from": looks.picked_from, "level": self.level}
        asked = f"{100 * self.report.asked_level:g}\u00a0%"
        return self.words(f"renderers.looks-{'picked' if looks.picked_from > 1 else 'many'}", asked=asked, **values)

    @cached_property
    def blocks(self) -> list[Block]:
        """What was found, what stands beside the candidate, bases and other runs, and what people say."""
        found: list[Block] = []
        if self.report.findings:
            from assay.renderers.findings import blocks as findings  # few reports have any

            found += findings(self)
        if self.report.run is not None:
            from assay.renderers.training_run import blocks as course  # as above

            found += course(self)
        if self.report.comparisons or self.report.stability is not None:
            from assay.renderers.beside import blocks as beside  # as above

            found += beside(self)
        if self.report.people is not None:
            from assay.renderers.people import blocks as people  # as above

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

    @property
    def level(self) -> str:
        """How sure the intervals are: "95 %", kept on one line."""
        return f"{100 * self.report.confidence.level:.4g}\u00a0%"

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
        return line._replace(note=self.words.together(note, missing, line.note))

    def _gate(self, gate: Gate) -> GateLine:
        judged = gate.estimate
        line = None if judged is None else self._drawn(judged, self.words.title(judged), gate.threshold)
        return GateLine(
            requirement=self.words.of(gate.requirement),
            outcome=gate.outcome,
            word=self.words.outcome(gate.outcome),
            why=self.words.of(gate.why),
            threshold=_threshold(gate),
            line=line,
        )


def line_of(
    words: Words, estimate: Estimate, title: str, threshold: float | None = None, baseline: float | None = None
) -> Line:
    """An estimate as a line called `title`."""
    scale, places = scale_of(estimate, (threshold, baseline)), decimals(estimate)
    return Line(
        title=title,
        value=figure(estimate.value, places),
        interval=interval(estimate.low, estimate.high, places),
        n=count(estimate.n),
        note=words.of(estimate.why),
        scale=scale,
        mark=mark(estimate, scale, threshold, baseline),
    )


def _threshold(gate: Gate) -> str:
    if gate.threshold is None or gate.about == "findings":
        return ""
    return f"{OPERATORS.get(gate.operator, gate.operator)} {shortest(gate.threshold)}"
