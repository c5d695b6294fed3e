"""A label that is taken for another, or two for each other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import SURE, Case, Looked
from assay.checks.labels.class_shares import collapsed, named_cells, worth_of_an_example
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say
from assay.frozen import frozen
from assay.stats.proportions import mid_p

if TYPE_CHECKING:
    from assay.core.report import Confusion

FEWEST = 3  # labels: of two, every error takes one for the other
LEAST = 0.02  # of the examples of both, for sure
GRAVE = 0.1
_SHOWN = 5


@frozen
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
    """The pairs that are surely taken for each other, the worst first; `worth` is how much an example counts for."""
    errors = _Errors(confusion, worth)
    k = len(confusion.labels)
    chance = (1.0 - SURE) / (k * (k - 1) / 2) / 2  # half for both directions at once, half for one of the two
    both, single = 1.0 - 2.0 * math.sqrt(chance), 1.0 - chance
    found = []
    for i, j in np.argwhere(np.triu(errors.more | errors.more.T, 1)).tolist():
        pair = errors.pair(i, j, 1.0 - 2.0 * chance)
        if pair is not None and (
            (errors.go(i, j, both) and errors.go(j, i, both))
            or errors.swallow(i, j, single)
            or errors.swallow(j, i, single)
        ):
            found.append(pair)
    return sorted(found, key=lambda one: -one.low)


class _Errors:
    """Where the errors on each label go. `more` (K, K) says on which labels more go to which than were usual."""

    def __init__(self, confusion: Confusion, worth: float) -> None:
        self._wrong, self._worth = confusion.counts.copy(), worth
        np.fill_diagonal(self._wrong, 0)
        self._support = confusion.counts.sum(axis=1) + confusion.unparsed
        self._errors, k = self._wrong.sum(axis=1), len(self._support)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = self._support[None, :] / (self._support.sum() - self._support)[:, None]
            self._usual = np.maximum(1.0 / (k - 1), shares)
            self.more = self._wrong > self._usual * self._errors[:, None]

    def pair(self, i: int, j: int, level: float) -> Pair | None:
        """The two; None where hardly any of their examples are taken for each other."""
        there, back, of = int(self._wrong[i, j]), int(self._wrong[j, i]), int(self._support[i] + self._support[j])
        if there + back <= LEAST * of:
            return None
        low, high = mid_p((there + back) * self._worth, of * self._worth, level)
        if low <= LEAST:
            return None
        return Pair(i, j, there, back, of, low, high) if there >= back else Pair(j, i, back, there, of, low, high)

    def go(self, a: int, b: int, level: float) -> bool:
        """Whether surely more of the errors on `a` go to `b` than were usual."""
        return bool(self.more[a, b]) and self._least(a, b, self._errors[a], level) > float(self._usual[a, b])

    def swallow(self, a: int, b: int, level: float) -> bool:
        """Whether `b` takes most errors on `a`, and surely a good part of its examples."""
        if 2 * self._wrong[a, b] <= self._errors[a] or self._wrong[a, b] <= GRAVE * self._support[a]:
            return False
        return self.go(a, b, level) and self._least(a, b, self._support[a], level) > GRAVE

    def _least(self, a: int, b: int, of: int, level: float) -> float:
        return mid_p(self._wrong[a, b] * self._worth, of * self._worth, level)[0]


def _of_more(confusion: Confusion, more: list[Pair]) -> Text:
    if not more:
        return literal("")
    names = [
        f"{confusion.labels[one.first]} / {confusion.labels[one.second]} ({one.there + one.back})"
        for one in more[:_SHOWN]
    ]
    return say("findings.confused-labels-more", k=len(more), pairs=names)
