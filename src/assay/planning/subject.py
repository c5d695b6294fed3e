"""What is planned for: a metric, what it counts, and what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from math import isfinite, sqrt

from assay.core.errors import UsageError
from assay.core.estimate import Estimate
from assay.core.messages import Text, say
from assay.core.percent import brief_percent
from assay.core.plan import Span
from assay.core.report import Report
from assay.frozen import frozen
from assay.metrics.base import Metric
from assay.metrics.find import find, title_of
from assay.metrics.miniatures import tried
from assay.planning.question import Question
from assay.stats.power import two_digits
from assay.stats.student import critical_value

RATE, F1, OTHER = "proportion", "jaccard", "other"

# What a metric of one class counts, where that is not all examples: the catalogue's `plan.unit-…`.
UNITS = {"recall": "class", "specificity": "rest", "precision": "predicted", "f1": "either"}


@frozen
class Pilot:
    """What a pilot says of a metric: its value, and its standard error at `units`. `design` is how many of its examples
    are worth one independent one.
    """

    value: float
    se: float
    units: float
    design: float = 1.0


@frozen
class Subject:
    """One metric to plan for. `per_example` is how many of its units there are an example; None where nobody knows."""

    name: str
    label: str | None
    title: Text
    kind: str
    units: Text
    span: Span
    higher_is_better: bool = True
    pilot: Pilot | None = None
    per_example: float | None = 1.0
    because: tuple[Text, ...] = field(default=())  # what `per_example` rests on
    assumed: tuple[Text, ...] = field(default=())  # what else is taken for granted

    @property
    def design(self) -> float:
        """How many units are worth one independent one."""
        return 1.0 if self.pilot is None else self.pilot.design

    @property
    def inside(self) -> Callable[[float], float]:
        """From the metric to the share that it rests on: F1 is 2J / (1 + J) of the Jaccard index J."""
        return (lambda value: value / (2.0 - value)) if self.kind == F1 else (lambda value: value)

    @property
    def outside(self) -> Callable[[float], float]:
        """The way back."""
        return (lambda share: 2.0 * share / (1.0 + share)) if self.kind == F1 else (lambda share: share)

    def in_all(self, units: float) -> int | None:
        """About how many examples there must be for so many units; None where they are the same, or nobody knows."""
        if self.per_example is None or not self.because:
            return None
        return two_digits(round(units / self.per_example, 6))  # 370 / 0.1 is barely more than 3,700

    @property
    def remarks(self) -> list[Text]:
        """What the plan takes for granted about it."""
        said = [*self.assumed]
        if self.because:
            said.append(say("plan.because", because=list(self.because)))
        elif self.per_example is None:
            said.append(say("plan.share-unknown", units=self.units))
        if self.design > 1.05:
            said.append(say("plan.design", design=f"{self.design:.2g}"))
        return said


def expected_subject(spec: str, question: Question, expect: float | None = None) -> Subject:
    """The metric `spec` before there is any file; raises UsageError for what cannot be told without one."""
    metric = find(spec)
    # What it counts does not depend on the class, and the miniatures have none of that name.
    measured = tried(find(spec.partition("[")[0]))
    kind = measured.interval if measured is not None else OTHER
    if measured is None or kind not in {RATE, F1} or (kind == F1 and expect is None):
        raise UsageError("plan.needs-pilot", metric=title_of(metric))
    label = getattr(metric, "label", None)
    subject = Subject(
        metric.name,
        label,
        _titled(title_of(metric), label),
        kind,
        units_of(metric.name, label),
        (0.0, 1.0),
        measured.higher_is_better is not False,
    )
    return in_part(subject, _share_of_units(metric, question, expect), question)


def any_rate(question: Question) -> Subject:
    """The share of right answers, whatever it is called."""
    if question.share is not None:
        raise UsageError("plan.share-of-what")
    subject = Subject("accuracy", None, say("plan.any-rate"), RATE, say("plan.unit-examples"), (0.0, 1.0))
    return in_part(subject, 1.0, question)


def piloted_subject(spec: str, question: Question, report: Report) -> Subject:
    """The metric `spec` as the pilot has it; raises UsageError where it has no value there, or no spread."""
    metric = find(spec)
    name = metric.name if getattr(metric, "label", None) is None else f"{metric.name}[{getattr(metric, 'label', '')}]"
    estimate = report.estimates.get(name)
    if estimate is None or estimate.value is None:
        why = report.not_measured.get(name) if estimate is None else estimate.why
        raise UsageError("plan.not-measured", metric=name, why=why or say("core.undefined"))
    return subject_in(name, estimate, question, report)


def subject_in(name: str, estimate: Estimate, question: Question, report: Report) -> Subject:
    """What one of the report's estimates, which has a value, says before the test."""
    interval = next(one.interval for one in report.measured if one.name == name)
    kind = interval if interval in {RATE, F1} else OTHER
    label = estimate.label
    subject = Subject(
        name,
        label,
        _titled(estimate.title or say("plan.named", name=estimate.metric), label),
        kind,
        say("plan.unit-examples") if kind == OTHER else units_of(estimate.metric, label),
        estimate.range,
        estimate.higher_is_better is not False,
        _pilot(estimate, kind),
    )
    count = len(report.examples) if report.examples is not None else estimate.n
    share = question.share if question.share is not None else estimate.n / count
    return in_part(subject, 1.0 if kind == OTHER else share, question)


def units_of(name: str, label: str | None) -> Text:
    """What the metric counts, in words."""
    kind = UNITS.get(name.partition("[")[0])
    if kind is None:
        return say("plan.unit-examples")
    return say(f"plan.unit-positive-{kind}") if label is None else say(f"plan.unit-{kind}", label=label)


def in_part(subject: Subject, share: float | None, question: Question) -> Subject:
    """The subject where `share` of the examples count, and of the set only a slice."""
    because = []
    if share is not None and share < 1:
        because.append(say("plan.because-share", share=brief_percent(share), units=subject.units))
    if question.slice is not None:
        because.append(say("plan.because-slice", slice=brief_percent(question.slice)))
    part = question.slice if question.slice is not None else 1.0
    return replace(subject, per_example=None if share is None else share * part, because=tuple(because))


def _share_of_units(metric: Metric, question: Question, expect: float | None) -> float | None:
    """How many units of the metric there are an example; None where the share of its class is not known."""
    if metric.name not in UNITS:
        if question.share is not None:
            raise UsageError("plan.share-of-what")
        return 1.0
    if question.share is None:
        return None
    if metric.name == "specificity":
        if question.share == 1:
            raise UsageError("plan.no-rest", units=units_of(metric.name, getattr(metric, "label", None)))
        return 1.0 - question.share
    # As many are predicted as there are, precision and recall being alike; then these are TP + FP + FN.
    return question.share * (2.0 - expect) if metric.name == "f1" and expect is not None else question.share


def _pilot(estimate: Estimate, kind: str) -> Pilot:
    value, units = float(estimate.value or 0.0), float(estimate.n)
    design = max(1.0, units / estimate.n_effective) if kind != OTHER and estimate.n_effective else 1.0
    if kind == RATE:
        return Pilot(value, sqrt(value * (1.0 - value) * design / units), units, design)
    if estimate.se is not None:
        return Pilot(value, estimate.se, units, design)
    ends = (estimate.low, estimate.high)
    if ends[0] is None or ends[1] is None or not isfinite(ends[1] - ends[0]):
        return Pilot(value, 0.0, units, design)
    # An interval without a standard error: as wide as that of a normal value.
    return Pilot(value, (ends[1] - ends[0]) / (2.0 * critical_value(estimate.level)), units, design)


def _titled(title: Text, label: str | None) -> Text:
    return title if label is None else say("policy.of-class", metric=title, label=label)
