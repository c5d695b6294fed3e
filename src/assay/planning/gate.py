"""What it takes to decide a gate."""

from __future__ import annotations

from math import ceil, isfinite

from assay.core.errors import UsageError
from assay.core.messages import Text, say
from assay.core.percent import brief_percent
from assay.core.plan import Fewest, GatePlan, Need
from assay.core.verdict import Outcome
from assay.planning.question import Question
from assay.planning.subject import F1, OTHER, Subject
from assay.policy.gates import WORDS
from assay.policy.policy import Requirement
from assay.stats.detectable import chance_to_pass
from assay.stats.power import fewest_trials, trials_for, two_digits, units_for

ERRORS = (0, 1, 2, 5)
MOST = 1e8  # units; more is no number that anybody could have
UPWARDS = (">=", ">")


def gate_plan(requirement: Requirement, subject: Subject, question: Question) -> GatePlan:
    """The plan for a gate; raises UsageError for a limit or an expectation that the metric cannot have."""
    expected = expected_of(subject, question)
    check_value(subject, requirement.threshold, "--gate", within=subject.kind != OTHER)
    check_value(subject, expected, "--expect", within=False)
    upwards = requirement.operator in UPWARDS
    holds = expected > requirement.threshold if upwards else expected < requirement.threshold
    need = needed(subject, requirement, expected, question.level)
    text = say(f"policy.{WORDS[requirement.operator]}", subject=subject.title, threshold=f"{requirement.threshold:g}")
    return GatePlan(
        requirement=text,
        metric=requirement.subject.name,
        label=subject.label,
        operator=requirement.operator,
        threshold=requirement.threshold,
        expected=expected,
        span=subject.span,
        outcome=Outcome.PASS if holds else Outcome.FAIL,
        units=subject.units,
        need=need,
        fewest=() if subject.kind == OTHER or not holds else fewest(subject, requirement, question.level),
        why=tuple(sentences(subject, need, text, expected, holds=holds)),
    )


def expected_of(subject: Subject, question: Question) -> float:
    """What the model is expected to reach: as said, else as in the pilot."""
    if question.expect is not None:
        return question.expect
    if subject.pilot is None:
        raise UsageError("plan.no-expect")
    return subject.pilot.value


def check_value(subject: Subject, value: float, name: str, *, within: bool) -> None:
    """Raises UsageError for a value beyond the metric's range, or where it is to lie `within` it, at its ends."""
    low, high = subject.span
    if low < value < high or (not within and low <= value <= high):
        return
    near = value / 100
    values = {"name": name, "metric": subject.title, "value": f"{value:g}", "low": f"{low:g}", "high": f"{high:g}"}
    if (low, high) == (0.0, 1.0) and value > 1 and low < near < high:
        raise UsageError("plan.out-of-range-near", near=f"{near:g}", **values)
    raise UsageError("plan.at-the-end" if within and value in (low, high) else "plan.out-of-range", **values)


def needed(subject: Subject, requirement: Requirement, expected: float, level: float) -> Need | None:
    """How many units decide it with a chance of 80 %; None where no reasonable number would."""
    threshold = requirement.threshold
    if subject.kind == OTHER:
        if subject.pilot is None:
            raise UsageError("plan.no-expect")
        se, at = subject.pilot.se, subject.pilot.units
        if se == 0:
            raise UsageError("plan.no-spread", metric=subject.title)
        return need(subject, units_for(se, at, abs(expected - threshold), level))
    share, line = subject.inside(expected), subject.inside(threshold)
    if share < line:  # a rate below a line is a rate of failures above it
        share, line = 1.0 - share, 1.0 - line
    trials = fewest_trials(line, 0, level) if share == 1 else trials_for(share, line, level)
    found = need(subject, trials * subject.design)
    if found is None:
        return None
    chance = chance_to_pass(int(found.about / subject.design), share, line, level)
    return Need(found.units, found.about, found.in_all, chance)


def need(subject: Subject, units: float) -> Need | None:
    """So many units; None where they are too many to name."""
    if not isfinite(units) or units > MOST:
        return None
    about = two_digits(ceil(units))
    return Need(ceil(units), about, subject.in_all(about))


def fewest(subject: Subject, requirement: Requirement, level: float) -> tuple[Fewest, ...]:
    """The fewest units that can pass with a few errors."""
    line = subject.inside(requirement.threshold)
    line = line if requirement.operator in UPWARDS else 1.0 - line
    units = [(errors, ceil(fewest_trials(line, errors, level) * subject.design)) for errors in ERRORS]
    return tuple(Fewest(errors, count, subject.in_all(count)) for errors, count in units)


def sentences(subject: Subject, need: Need | None, requirement: Text, expected: float, *, holds: bool) -> list[Text]:
    """What the plan says, in order of importance."""
    values = {
        "requirement": requirement,
        "expected": f"{expected:.6g}" if subject.pilot is None else f"{expected:.4g}",
        "units": subject.units,
    }
    if need is None:
        return [say("plan.too-close", **values)]
    said = [say("plan.gate-pass" if holds else "plan.gate-fail", about=need.about, **values)]
    if need.chance is not None:
        said.append(say("plan.chance", chance=brief_percent(round(need.chance, 2))))
    if need.in_all is not None:
        said.append(say("plan.in-all", count=need.in_all))
    said += subject.remarks
    if subject.kind == F1 and subject.pilot is None and subject.because:
        said.append(say("plan.f1-alike"))
    return said
