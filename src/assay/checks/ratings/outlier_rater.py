"""A rater who differs from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.checks.base import SURE, Case, Looked
from assay.core.finding import Finding
from assay.core.messages import Text, say
from assay.stats.student import critical_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.core.people import Conduct, Dimension

SEVERE = 0.125  # of the scale's width: half a point from 1 to 5
POOR, SOUND = 0.3, 0.3  # Spearman: of a rater with the rest, and of the rest among themselves
ONE_VALUE, OTHERS = 0.95, 0.7  # shares of the commonest rating
FEWEST = 20  # items


class OutlierRater:
    """One rater differs from the rest: stricter or milder than all others, in another order, or with one and the same
    rating for everything. Nobody is left out of the mean; the finding says what it would be without them.

    Decided for each rater and dimension. Severity: more than an eighth of the scale from the mean of all raters (half
    a point from 1 to 5), and beyond chance with 99 % confidence over all raters and dimensions together. Order: on 20
    items or more, the correlation with the others' mean is below 0.3 with 99 % confidence, while the others agree
    among themselves better than that. One rating: more than 95 % of theirs are the same, and fewer than 70 % of the
    others'.

    Ignore it where the raters were chosen to differ, such as experts and users. With two raters it cannot be said which
    of them is off.
    """

    code: ClassVar[str] = "outlier-rater"

    def look(self, case: Case) -> Looked:
        """From how each rater rates."""
        people = case.people
        if people is None or not people.dimensions:
            return say("findings.needs-ratings")
        if people.by_place:
            return say("findings.needs-named-raters")
        if len(people.raters) < 3:
            return say("findings.needs-three-raters")
        tests = len(people.conduct)
        found = [(kind, one) for one in people.conduct for kind in _kinds(one, people.dimensions[one.dimension], tests)]
        if not found:
            return None
        kind, worst = max(found, key=lambda pair: _moves(pair[1], people.dimensions[pair[1].dimension]))
        dimension = people.dimensions[worst.dimension]
        raters = list(dict.fromkeys(one.rater for _, one in found))
        return Finding(
            self.code,
            "warning",
            say("findings.outlier-rater-title"),
            say(
                "findings.outlier-rater-message",
                what=_said(kind, worst, dimension.title),
                value=_shown(dimension.estimate.value),
                without=_shown(worst.mean_without),
                others=say("findings.outlier-rater-others", raters=raters) if len(raters) > 1 else "",
            ),
            {
                "rater": worst.rater,
                "dimension": worst.dimension,
                "severity": worst.severity,
                "rest": worst.rest,
                "mean": dimension.estimate.value,
                "mean_without": worst.mean_without,
                "raters": len(raters),
            },
            actions=(say("findings.outlier-rater-recalibrate"), say("findings.outlier-rater-without")),
        )


def _kinds(one: Conduct, dimension: Dimension, tests: int) -> Iterator[str]:
    """In which ways the rater differs, for sure."""
    if abs(one.from_all) > SEVERE * dimension.scale.width and one.se and one.ratings > 2:
        reach = critical_value(1.0 - (1.0 - SURE) / tests, one.ratings - 1.0)
        if abs(one.from_all) > reach * one.se:
            yield "milder" if one.from_all > 0 else "stricter"
    if one.rest_high is not None and one.rest_high < POOR and (one.others or 0.0) > max(SOUND, one.rest or 0.0):
        yield "order"
    if one.ratings >= FEWEST and (one.modal or 0.0) > ONE_VALUE and (one.others_modal or 1.0) < OTHERS:
        yield "one-value"


def _moves(one: Conduct, dimension: Dimension) -> float:
    """How far the rater moves the mean, as a share of the scale."""
    mean = dimension.estimate.value
    if one.mean_without is None or mean is None:
        return 0.0
    return abs(one.mean_without - mean) / dimension.scale.width


def _said(kind: str, one: Conduct, title: Text | None) -> Text:
    values = {"rater": one.rater, "dimension": title, "severity": f"{abs(one.severity):.2f}", "n": one.ratings}
    rest = "" if one.rest is None else f"{one.rest:.2f}"
    return say(f"findings.outlier-rater-{kind}", rest=rest, share=f"{100 * (one.modal or 0.0):.0f}\u00a0%", **values)


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
