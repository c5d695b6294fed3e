"""The order of planning: check, measure the pilot where there is one, answer each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypedDict, Unpack

from assay.core import plan as nouns
from assay.core.by_people import PEOPLE
from assay.core.errors import UsageError
from assay.core.messages import DEFAULT_LANGUAGE
from assay.core.plan import Plan
from assay.core.report import Report
from assay.core.task import Family
from assay.core.version import __version__
from assay.frozen import frozen
from assay.pipeline import evaluate
from assay.planning.detectable import detectable_in, detectable_with
from assay.planning.gain import gain_plan
from assay.planning.gate import gate_plan
from assay.planning.question import Question
from assay.planning.rated import rated_subject
from assay.planning.runs import runs_plan
from assay.planning.subject import Subject, any_rate, expected_subject, piloted_subject
from assay.policy.policy import POSITIVE, Requirement
from assay.stats.power import POWER


class Reading(TypedDict, total=False):
    """How the pilot is read and what counts as one, as `assay.evaluate` takes it."""

    references: object
    ratings: object
    task: Family | Literal["auto"]
    labels: Sequence[str]
    positive: str | None
    cluster: str | None
    id: str | None
    prompt: str | None
    prediction: str | None
    reference: str | None
    probability: str | None
    format_in: str | None


def plan(  # noqa: PLR0913 - the command's options under the same names
    pilot: object = None,
    *,
    gate: str | None = None,
    gain: float | None = None,
    n: int | None = None,
    runs: bool = False,
    expect: float | None = None,
    changed: float | None = None,
    share: float | None = None,
    slice: float | None = None,  # noqa: A002 - the option is called --slice
    spread: float | None = None,
    metrics: Sequence[str] = (),
    level: float = 0.95,
    lang: str = DEFAULT_LANGUAGE,
    command: Sequence[str] = (),
    **reading: Unpack[Reading],
) -> Plan:
    """What a test must be like to answer a question, before there is one.

    `gate` is a requirement ("recall[disease] >= 0.95") of a model that truly reaches `expect`; `gain` a difference to
    show over a base, where `changed` is the share of examples that change between right and wrong; `n` a number of
    examples, to see what they can show; `runs` asks about repeated training. `share` is that of the metric's class
    among all examples, `slice` that of the part that is to show it alone, `spread` how far people's ratings of outputs
    lie apart, as a standard deviation. `pilot` is what `assay.evaluate` takes as a
    candidate, or its report; without another question it is what the pilot itself can show.

    Raises UsageError for what cannot be, and what `assay.evaluate` raises.
    """
    question = Question(gate, gain, n, runs, expect, changed, share, slice, spread, tuple(metrics), level)
    question.check(with_pilot=pilot is not None)
    requirement = question.requirement
    report = None if pilot is None else report_on(pilot, question, requirement, reading)
    return replace(_Planning(question, requirement, report).plan(), command=tuple(command), language=lang)


def report_on(pilot: object, question: Question, requirement: Requirement | None, reading: Reading) -> Report:
    """The pilot, measured."""
    if isinstance(pilot, Report):
        return pilot
    measured = requirement is not None and not requirement.subject.by_people
    asked = [*question.metrics, *([spec_of(requirement)] if requirement is not None and measured else [])]
    return evaluate(pilot, metrics=asked, level=question.level, **reading)


def spec_of(requirement: Requirement) -> str:
    """What to ask the metrics for; without a label it is about the positive class."""
    subject = requirement.subject
    return subject.spec if subject.label == POSITIVE else subject.asked


@frozen
class _Planning:
    """What is asked, and what there is to answer it from."""

    question: Question
    requirement: Requirement | None
    report: Report | None

    def plan(self) -> Plan:
        question = self.question
        return Plan(
            version=__version__,
            command=(),
            level=question.level,
            power=POWER,
            pilot=None if self.report is None else _pilot(self.report),
            gate=None if self.requirement is None else gate_plan(self.requirement, self.of_gate, question),
            gain=None if question.gain is None else gain_plan(question.gain, self.of_gain, question),
            detectable=self.detectable(),
            runs=runs_plan(question.level) if question.runs else None,
        )

    @property
    def of_gate(self) -> Subject:
        assert self.requirement is not None  # noqa: S101 - asked for only with a gate
        return self.subject(spec_of(self.requirement))

    @property
    def of_gain(self) -> Subject:
        """What the gain is in: the metric that was named, else the gate's, else the share of right answers."""
        names = self.question.metrics
        if len(names) > 1:
            raise UsageError("plan.one-metric", names=names)
        if names:
            return self.subject(names[0])
        if self.requirement is not None:
            return self.of_gate
        if self.report is None:
            return any_rate(self.question)
        if "accuracy" not in self.report.estimates:
            raise UsageError("plan.which-metric", known=list(self.report.estimates))
        return self.subject("accuracy")

    def subject(self, spec: str) -> Subject:
        if spec.startswith(PEOPLE):
            return rated_subject(spec, self.question, self.report)
        if self.report is not None:
            return piloted_subject(spec, self.question, self.report)
        return expected_subject(spec, self.question, self.question.expect)

    def detectable(self) -> nouns.Detectable | None:
        """What `n` examples can show; of the pilot, where nothing else was asked."""
        question = self.question
        asked = self.requirement is not None or question.gain is not None or question.runs
        if question.n is None and (self.report is None or asked):
            return None
        if self.report is not None:
            return detectable_in(self.report, question)
        assert question.n is not None  # noqa: S101 - else there is a report
        subject = self.of_gate if self.requirement is not None else self.of_rate
        return detectable_with(question.n, subject, self.requirement, question)

    @property
    def of_rate(self) -> Subject:
        names = self.question.metrics
        return self.subject(names[0]) if names else any_rate(self.question)


def _pilot(report: Report) -> nouns.Pilot:
    source = report.source
    n = report.n_units if report.examples is None else len(report.examples)
    return nouns.Pilot(source.path, source.sha256, report.task.family, n)
