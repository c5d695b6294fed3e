"""What a number of examples can show at all."""

from __future__ import annotations

from math import isfinite, sqrt

from assay.core.errors import UsageError
from assay.core.messages import Text, say
from assay.core.plan import Detectable, LeastGain, LeastMargin
from assay.core.report import Report
from assay.planning.gate import UPWARDS
from assay.planning.question import Question
from assay.planning.subject import OTHER, RATE, Subject, subject_in
from assay.policy.policy import Requirement
from assay.stats.detectable import highest_threshold, least_gain, least_share
from assay.stats.power import reach

THRESHOLDS = (0.8, 0.9, 0.95, 0.98, 0.99)
CHANGED = (0.05, 0.1, 0.2, 0.3)
CORRELATION = 0.5


def detectable_with(n: int, subject: Subject, requirement: Requirement | None, question: Question) -> Detectable:
    """What `n` examples can show of a rate that nothing is known of."""
    units = units_among(n, subject)
    lines = [(requirement.threshold, requirement.operator)] if requirement else [(t, ">=") for t in THRESHOLDS]
    shares: tuple[float, ...] = CHANGED if question.changed is None else (question.changed,)
    if requirement is not None and question.gain is None:
        shares = ()  # the gate is what is asked about
    gains = [(changed, least_gain(units, changed, question.level)) for changed in shares]
    return Detectable(
        n,
        tuple(_margin(subject, units, line, operator, question.level) for line, operator in lines),
        tuple(LeastGain(subject.title, None, gain, units, changed) for changed, gain in gains),
        (*_counted(n, units, subject), say("plan.detectable"), *subject.remarks),
    )


def detectable_in(report: Report, question: Question) -> Detectable:
    """What as many examples as the pilot has, or `question.n`, can show of each of its metrics."""
    there = len(report.examples) if report.examples is not None else report.n_units
    n = there if question.n is None else question.n
    subjects = [
        subject_in(name, estimate, question, report)
        for name, estimate in report.estimates.items()
        if estimate.value is not None and isfinite(estimate.value) and estimate.n > 0
    ]
    if not subjects:
        raise UsageError("plan.not-measured", metric=list(question.metrics), why=_why_not(report))
    return Detectable(
        n,
        tuple(_margin_in(subject, n, question.level) for subject in subjects),
        tuple(_gain_in(subject, n, question.level) for subject in subjects),
        (say("plan.detectable-pilot", n=n), say("plan.gain-half")),
    )


def _why_not(report: Report) -> Text:
    """Why there is nothing to plan for, by the first metric that was asked for."""
    reasons = [*report.not_measured.values(), *(one.why for one in report.estimates.values())]
    return next((why for why in reasons if why is not None), say("core.undefined"))


def units_among(n: int, subject: Subject) -> int:
    """How many of `n` examples count; raises UsageError where that is not known, or none does."""
    if subject.per_example is None:
        raise UsageError("plan.no-share", units=subject.units)
    units = int(n * subject.per_example + 1e-9)
    if units < 1:
        raise UsageError("plan.none-count", n=n, units=subject.units)
    return units


def _margin(subject: Subject, units: int, threshold: float, operator: str, level: float) -> LeastMargin:
    """How far a true value must be from `threshold` to pass."""
    upwards = operator in UPWARDS
    if subject.kind == OTHER:
        beyond = _by_se(subject, units, level)
        least = None if beyond is None else threshold + (beyond if upwards else -beyond)
        possible = least is not None and subject.span[0] <= least <= subject.span[1]
        return LeastMargin(
            subject.title,
            None,
            threshold,
            least if possible else None,
            beyond if possible else None,
            units,
            subject.span,
        )
    line = subject.inside(threshold)
    share = least_share(units, line if upwards else 1.0 - line, level)
    value = None if share is None else subject.outside(share if upwards else 1.0 - share)
    margin = None if value is None else abs(value - threshold)
    return LeastMargin(subject.title, None, threshold, value, margin, units)


def _margin_in(subject: Subject, n: int, level: float) -> LeastMargin:
    """How far a threshold must be from the pilot's value to be passed."""
    pilot = subject.pilot
    assert pilot is not None  # noqa: S101 - the subject comes from one
    units = max(1, int(n * (subject.per_example or 1.0) + 1e-9))
    if subject.kind == OTHER:
        margin = _by_se(subject, units, level)
    else:
        share = subject.inside(pilot.value)
        share = share if subject.higher_is_better else 1.0 - share
        line = highest_threshold(max(1, int(units / pilot.design)), share, level)
        margin = abs(pilot.value - subject.outside(line if subject.higher_is_better else 1.0 - line))
    return LeastMargin(subject.title, subject.name, None, pilot.value, margin, units, subject.span)


def _gain_in(subject: Subject, n: int, level: float) -> LeastGain:
    """The smallest gain, where the two models' scores have a correlation of one half; None where there is no room."""
    pilot = subject.pilot
    assert pilot is not None  # noqa: S101 - the subject comes from one
    units = max(1, int(n * (subject.per_example or 1.0) + 1e-9))
    if subject.kind == RATE:
        changed = pilot.value * (1.0 - pilot.value)
        gain = least_gain(units / pilot.design, changed, level) if changed > 0 else None
    else:
        gain = _by_se(subject, units, level)
    low, high = subject.span
    room = high - pilot.value if subject.higher_is_better else pilot.value - low
    gain = gain if gain is not None and gain <= room else None
    return LeastGain(subject.title, subject.name, gain, units, None, CORRELATION, subject.span)


def _by_se(subject: Subject, units: int, level: float) -> float | None:
    """2.80 se(n0) sqrt(n0 / n): also for a difference, whose variance at a correlation of one half is that of one."""
    pilot = subject.pilot
    if pilot is None or pilot.se == 0:
        return None
    return reach(level) * pilot.se * sqrt(pilot.units / units)


def _counted(n: int, units: int, subject: Subject) -> tuple[Text, ...]:
    return (say("plan.counted", n=n, units=units, what=subject.units),) if units != n else ()
