"""What it takes to show a gain over a base on the same examples."""

from __future__ import annotations

from math import sqrt

from assay.core.errors import UsageError
from assay.core.messages import Text, say
from assay.core.percent import brief_percent
from assay.core.plan import GainNeed, GainPlan, Need
from assay.planning.gate import need
from assay.planning.question import Question
from assay.planning.subject import RATE, Subject
from assay.stats.detectable import chance_of_better
from assay.stats.power import pairs_for, units_for

CHANGED = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0)
SHOWN = 3
CORRELATIONS = (0.2, 0.5, 0.8)


def gain_plan(gain: float, subject: Subject, question: Question) -> GainPlan:
    """The plan for a gain; raises UsageError for one that cannot be."""
    check_gain(gain, subject, question)
    needs = by_changed(gain, subject, question) if subject.kind == RATE else by_correlation(gain, subject, question)
    if not needs:
        raise UsageError("plan.gain-too-small", gain=f"{gain:g}")
    named = subject.pilot is not None or bool(question.metrics or question.gate)
    why = tuple(sentences(gain, subject, question, needs))
    return GainPlan(subject.name if named else None, subject.label, gain, subject.units, tuple(needs), why)


def check_gain(gain: float, subject: Subject, question: Question) -> None:
    """Raises UsageError for a gain that is beyond the metric's range, or more than what changes."""
    low, high = subject.span
    if gain >= high - low:
        near = {"near": f"{gain / 100:g}"} if (low, high) == (0.0, 1.0) and 1 <= gain < 100 else {}
        raise UsageError("plan.gain-too-large-near" if near else "plan.gain-too-large", gain=f"{gain:g}", **near)
    if question.changed is not None and subject.kind != RATE:
        raise UsageError("plan.changed-of-rates", metric=subject.title)
    if question.changed is not None and question.changed < gain:
        raise UsageError("plan.changed-too-small", gain=f"{gain:g}", changed=f"{question.changed:g}")
    pilot = subject.pilot
    room = None if pilot is None else (high - pilot.value if subject.higher_is_better else pilot.value - low)
    if pilot is not None and room is not None and gain > room:
        value = f"{pilot.value:.4g}"
        raise UsageError("plan.no-room", metric=subject.title, value=value, room=f"{room:.3g}", gain=f"{gain:g}")


def by_changed(gain: float, subject: Subject, question: Question) -> list[GainNeed]:
    """What is needed by the share of units that change: as said, else where it is plausible."""
    shares = [question.changed] if question.changed is not None else [q for q in CHANGED if q > gain][:SHOWN]
    found = []
    for changed in shares:
        pairs = need(subject, pairs_for(gain, changed, question.level) * subject.design)
        if pairs is not None:
            chance = chance_of_better(int(pairs.about / subject.design), gain, changed, question.level)
            found.append(GainNeed(Need(pairs.units, pairs.about, pairs.in_all, chance), changed=changed))
    return found


def by_correlation(gain: float, subject: Subject, question: Question) -> list[GainNeed]:
    """What is needed by how far the two models' scores go together: the variance of a difference is 2 (1 - r) times
    that of one of them.
    """
    pilot = subject.pilot
    if pilot is None:
        raise UsageError("plan.needs-pilot", metric=subject.title)
    if pilot.se == 0:
        raise UsageError("plan.no-spread", metric=subject.title)
    found = []
    for correlation in CORRELATIONS:
        se = pilot.se * sqrt(2.0 * (1.0 - correlation))
        units = need(subject, units_for(se, pilot.units, gain, question.level))
        if units is not None:
            found.append(GainNeed(units, correlation=correlation))
    return found


def sentences(gain: float, subject: Subject, question: Question, needs: list[GainNeed]) -> list[Text]:
    """What the plan says, in order of importance."""
    counts = sorted(one.need.about for one in needs)
    values = {"gain": f"{gain:g}", "metric": subject.title, "units": subject.units}
    if len(needs) == 1:
        said = [say("plan.gain", about=counts[0], **values)]
    else:
        said = [say("plan.gain-between", low=counts[0], high=counts[-1], **values)]
    if subject.kind != RATE:
        said.append(say("plan.gain-correlation"))
    elif question.changed is None:
        said.append(say("plan.gain-changed"))
    else:
        said.append(say("plan.gain-changed-given", changed=brief_percent(question.changed)))
    in_all = needs[0].need.in_all
    if len(needs) == 1 and in_all is not None:
        said.append(say("plan.in-all", count=in_all))
    return said + subject.remarks
