"""A metric that does not see what people see."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.checks.base import MOST_NAMED, SURE, Case, Looked
from assay.core.by_people import OVERALL
from assay.core.finding import SEVERITIES, Finding
from assay.core.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.core.estimate import Estimate
    from assay.core.people import Correlations, Dimension, People

# The share of its range from which on a metric of overlap is called high, as the field does.
HIGH = {"bleu": 0.4, "chrf": 0.6, "rouge1": 0.5, "rougeL": 0.5, "token_f1": 0.6, "exact_match": 0.5}
WEAK = 0.3  # Spearman, example by example
ALIKE = 0.125  # of the scale: outputs whose means spread by less hardly differ
HEARD = 0.5  # the ceiling that the ratings' own noise leaves, below which it is they that say little


class MetricHumanDisagreement:
    """The metric says one thing and people another: a gate on the metric would let through what people find bad. A high
    BLEU with low ratings means that outputs use the words of the references and yet say something wrong, or without
    logic.

    Decided in three ways. People's mean is below the middle of its scale with 99 % confidence while a metric of
    overlap is surely high (BLEU 40, chrF 60, ROUGE-L 0.5): critical. The metric that decides rises against the base
    while people rate the candidate lower than the base, both beyond chance, or the reverse: critical. Example by
    example the metric that decides has a rank correlation with people below 0.3 with 99 % confidence, while the
    outputs differ in quality and the raters agree well enough that a better one was possible: a warning.

    Ignore the last where the metric is meant for something that people were not asked about.
    """

    code: ClassVar[str] = "metric-human-disagreement"

    def look(self, case: Case) -> Looked:
        """From the means, the differences from each base, and the correlations; the gravest of what is found."""
        people = case.people
        if people is None or not people.dimensions:
            return say("findings.needs-ratings")
        found = [*_high_but_bad(case, people), *_against_the_base(case, people), *_in_another_order(case, people)]
        return min(found, key=lambda one: SEVERITIES.index(one.severity), default=None)


def _high_but_bad(case: Case, people: People) -> Iterator[Finding]:
    high = [one for name, one in case.estimates.items() if _is_high(one, HIGH.get(name))]
    bad = [one for one in people.dimensions.values() if one.sure[1] < one.scale.middle]
    if not high or not bad:
        return
    worst = min(bad, key=lambda one: (one.sure[1] - one.scale.low) / one.scale.width)
    metric = next((one for one in high if one.metric == case.primary), high[0])
    yield Finding(
        MetricHumanDisagreement.code,
        "critical",
        say("findings.metric-human-disagreement-title"),
        say(
            "findings.metric-human-disagreement-message-bad",
            metric=metric.title or metric.metric,
            score=_shown(metric.value),
            dimension=worst.title,
            mean=_shown(worst.estimate.value),
            low=f"{worst.scale.low:g}",
            high=f"{worst.scale.high:g}",
        ),
        {
            "metric": metric.metric,
            "value": metric.value,
            "dimension": worst.name,
            "mean": worst.estimate.value,
            "low": worst.sure[0],
            "high": worst.sure[1],
        },
        _worst(case, worst),
        (say("findings.metric-human-disagreement-logic"), say("findings.metric-human-disagreement-gate")),
    )


def _is_high(one: Estimate, share: float | None) -> bool:
    low, high = one.range
    return share is not None and one.low is not None and (one.low - low) / (high - low) >= share


def _worst(case: Case, one: Dimension) -> tuple[str, ...]:
    """The ids of the examples that were rated worst."""
    return tuple(case.examples.id_of(int(one.rows[place])) for place in one.means.argsort(kind="stable")[:MOST_NAMED])


def _against_the_base(case: Case, people: People) -> Iterator[Finding]:
    for place, comparison in enumerate(case.comparisons):
        metric, rated = comparison.differences.get(comparison.primary), people.differences.get(place, {})
        sure = {name: one for name, one in rated.items() if one.p is not None and one.p < 1.0 - SURE}
        if metric is None or metric.gain is None or not sure:
            continue
        up = metric.gain[0] > 0
        if not up and not metric.gain[1] < 0:
            continue
        opposed = {name: one for name, one in sure.items() if ((one.value or 0.0) > 0) != up}
        if not opposed or len(opposed) < len(sure):
            continue  # people see some of what the metric sees
        name = people.main if people.main in opposed else next(iter(opposed))
        one = opposed[name]
        yield Finding(
            MetricHumanDisagreement.code,
            "critical",
            say("findings.metric-human-disagreement-title"),
            say(
                f"findings.metric-human-disagreement-message-{'up' if up else 'down'}",
                metric=metric.title or metric.metric,
                change=_shown(abs(metric.value or 0.0)),
                dimension=people.dimensions[name].title,
                rated=_shown(abs(one.value or 0.0)),
            ),
            {
                "metric": metric.metric,
                "difference": metric.value,
                "dimension": name,
                "rated_difference": one.value,
                "low": one.low,
                "high": one.high,
            },
            _worst(case, people.dimensions[name]),
            (say("findings.metric-human-disagreement-gate"), say("findings.metric-human-disagreement-logic")),
        )


def _in_another_order(case: Case, people: People) -> Iterator[Finding]:
    """By the overall dimension where it was rated, else where none of the others has the metric's order."""
    asked = [one for one in people.correlations if one.metric == case.primary and _hears(one, people)]
    asked = [one for one in asked if one.dimension == OVERALL] or asked
    if not asked or any(one.spearman_high is None or one.spearman_high >= WEAK for one in asked):
        return
    one = max(asked, key=lambda found: found.spearman_high or 0.0)
    dimension, estimate = people.dimensions[one.dimension], case.estimates.get(one.metric)
    title = None if estimate is None else estimate.title
    yield Finding(
        MetricHumanDisagreement.code,
        "warning",
        say("findings.metric-human-disagreement-title"),
        say(
            "findings.metric-human-disagreement-message-order",
            metric=title or one.metric,
            dimension=dimension.title,
            r=_shown(one.spearman.value),
            high=_shown(one.spearman_high),
            n=int(one.spearman.n),
        ),
        {
            "metric": one.metric,
            "dimension": one.dimension,
            "spearman": one.spearman.value,
            "high": one.spearman_high,
            "ceiling": one.ceiling,
        },
        tuple(case.examples.id_of(row) for row in one.apart[:MOST_NAMED]),
        (say("findings.metric-human-disagreement-gate"), say("findings.metric-human-disagreement-logic")),
    )


def _hears(one: Correlations, people: People) -> bool:
    """Whether the outputs differ in what people think of them, for sure, and enough that a metric could follow it."""
    dimension, agreement = people.dimensions[one.dimension], people.agreement.get(one.dimension)
    if one.spearman.value is None or (one.ceiling is not None and one.ceiling < HEARD):
        return False
    if agreement is None:
        return float(dimension.means.std()) > ALIKE * dimension.scale.width
    return not agreement.uninformative and (agreement.alpha.low or 0.0) > 0


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
