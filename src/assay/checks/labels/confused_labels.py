"""A label that is taken for another, or two for each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from assay.checks.base import SURE, Case, Looked
from assay.checks.labels.class_shares import collapsed, named_cells, worth_of_an_example
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say
from assay.core.report import Confusion
from assay.stats.proportions import mid_p

FEWEST = 3  # labels: of two, every error takes one for the other
LEAST = 0.02  # of the examples of both, for sure
GRAVE = 0.1
_SHOWN = 5


@dataclass(frozen=True)
class Pair:
    """Two labels, the one more often taken for the other first; how many examples of each were called by the other, and
    the share of both with its interval.
    """

    first: int
    second: int
    there: int
    back: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Of the examples of both."""
        return (self.there + self.back) / self.of


class ConfusedLabels:
    """Two labels are taken for each other, or one is swallowed by another: the model does not see what tells them
    apart, or their definitions overlap.

    Decided for every pair of three labels or more. Of the errors on each of the two, more go to the other than would if
    errors were spread over all other labels evenly, or as common as these are, whichever is more; and more than 2 % of
    the examples of both are taken for the other. Or of one of them alone, most errors go to the other, and so do more
    than 10 % of its examples. Were errors spread so, any pair would be found in at most 1 of 100 evaluations, however
    many pairs there are (Bonferroni's bound). A warning from 10 % of their examples for sure, a note otherwise.

    Ignore it where the difference between the two does not matter; then make them one label.
    """

    code: ClassVar[str] = "confused-labels"

    def look(self, case: Case) -> Looked:
        """From the confusion matrix."""
        confusion = case.confusion
        if confusion is None:
            return say("findings.needs-labels")
        if len(confusion.labels) < FEWEST:
            return say("findings.needs-three-labels")
        if collapsed(case):
            return say("findings.told-by", code="label-collapse")
        found = confused(confusion, worth_of_an_example(case))
        return self._finding(case, confusion, found) if found else None

    def _finding(self, case: Case, confusion: Confusion, found: list[Pair]) -> Finding:
        worst = found[0]
        first, second = confusion.labels[worst.first], confusion.labels[worst.second]
        return Finding(
            self.code,
            "warning" if worst.low > GRAVE else "note",
            say("findings.confused-labels-title"),
            say(
                "findings.confused-labels-message",
                first=first,
                second=second,
                there=worst.there,
                back=worst.back,
                of=worst.of,
                errors=int(confusion.counts.sum() - np.trace(confusion.counts)),
                more=_of_more(confusion, found[1:]),
            ),
            {
                "first": first,
                "second": second,
                "first_as_second": worst.there,
                "second_as_first": worst.back,
                "share": worst.share,
                "low": worst.low,
                "high": worst.high,
                "pairs": len(found),
            },
            named_cells(case, [(worst.first, worst.second), (worst.second, worst.first)]),
            tuple(
                say(f"findings.confused-labels-{what}", first=first, second=second) for what in ("define", "contrast")
            ),
        )


def confused(confusion: Confusion, worth: float) -> list[Pair]:
    """The pairs that are surely taken for each other, the worst first."""
    wrong = confusion.counts.copy()
    np.fill_diagonal(wrong, 0)
    support = confusion.counts.sum(axis=1) + confusion.unparsed
    errors, k = wrong.sum(axis=1), len(support)
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = np.maximum(1.0 / (k - 1), support[None, :] / (support.sum() - support)[:, None])
        more = wrong > usual * errors[:, None]
    chance = (1.0 - SURE) / (k * (k - 1) / 2) / 2  # half for both directions at once, half for one of the two
    level, both, single = 1.0 - 2.0 * chance, 1.0 - 2.0 * math.sqrt(chance), 1.0 - chance
    found = []
    for i, j in np.argwhere(np.triu(more | more.T, 1)).tolist():
        there, back, of = int(wrong[i, j]), int(wrong[j, i]), int(support[i] + support[j])
        if there + back <= LEAST * of:
            continue
        low, high = mid_p((there + back) * worth, of * worth, level)

        def goes(a: int, b: int, sure: float) -> bool:
            return bool(more[a, b]) and mid_p(wrong[a, b] * worth, errors[a] * worth, sure)[0] > usual[a, b]

        def is_swallowed(a: int, b: int) -> bool:
            if 2 * wrong[a, b] <= errors[a] or wrong[a, b] <= GRAVE * support[a]:
                return False
            return goes(a, b, single) and mid_p(wrong[a, b] * worth, support[a] * worth, single)[0] > GRAVE

        if low > LEAST and ((goes(i, j, both) and goes(j, i, both)) or is_swallowed(i, j) or is_swallowed(j, i)):
            more_often = (i, j, there, back) if there >= back else (j, i, back, there)
            found.append(Pair(*more_often, of, low, high))
    return sorted(found, key=lambda one: -one.low)


def _of_more(confusion: Confusion, more: list[Pair]) -> Text:
    if not more:
        return literal("")
    names = [
        f"{confusion.labels[one.first]} / {confusion.labels[one.second]} ({one.there + one.back})"
        for one in more[:_SHOWN]
    ]
    return say("findings.confused-labels-more", k=len(more), pairs=names)
