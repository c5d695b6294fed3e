"""What people rate, planned for: the mean of a dimension, or the share of examples on which they prefer the model."""

from __future__ import annotations

from assay.core.by_people import PEOPLE, WIN_RATE
from assay.core.errors import UsageError
from assay.core.messages import Text, say
from assay.core.report import Report
from assay.people.titles import title_of
from assay.planning.question import Question
from assay.planning.subject import OTHER, RATE, Pilot, Subject, in_part

SCALE = (1.0, 5.0)
SPREAD = 0.25  # of the scale: one step from 1 to 5


def rated_subject(name: str, question: Question, report: Report | None) -> Subject:
    """`people.overall`, or `people.win_rate`, as the pilot's ratings have it, or before there are any.

    Raises UsageError where the pilot has none of it.
    """
    if question.share is not None:
        raise UsageError("plan.share-of-what")
    subject = _expected(name, question) if report is None else _piloted(name, report)
    return in_part(subject, 1.0, question)


def _expected(name: str, question: Question) -> Subject:
    if name.startswith(WIN_RATE):
        return Subject(name, None, _title(name), RATE, say("plan.unit-judged"), (0.0, 1.0))
    spread = question.spread if question.spread is not None else SPREAD * (SCALE[1] - SCALE[0])
    said = say("plan.spread" if question.spread is None else "plan.spread-given", spread=f"{spread:g}")
    pilot = None if question.expect is None else Pilot(question.expect, spread, 1.0)
    return Subject(name, None, _title(name), OTHER, say("plan.unit-rated"), SCALE, pilot=pilot, assumed=(said,))


def _piloted(name: str, report: Report) -> Subject:
    found = {} if report.people is None else report.people.beside_metrics()
    estimate = found.get(name)
    if estimate is None or estimate.value is None or estimate.se is None:
        raise UsageError("plan.not-rated", metric=_title(name), known=sorted(found))
    pilot = Pilot(estimate.value, estimate.se, float(estimate.n))
    units = say("plan.unit-judged") if name.startswith(WIN_RATE) else say("plan.unit-rated")
    return Subject(name, None, _title(name), OTHER, units, estimate.range, pilot=pilot)


def _title(name: str) -> Text:
    return say("policy.win-rate-alone") if name.startswith(WIN_RATE) else title_of(name.removeprefix(PEOPLE))
