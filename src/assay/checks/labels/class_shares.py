"""How often each label is found and each claim is right, beside all other labels: for the checks that compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from assay.checks.base import SURE, Case
from assay.checks.labels.label_collapse import LabelCollapse
from assay.core.finding import Finding, Severity
from assay.frozen import frozen
from assay.stats.groups import newcombe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.core.arrays import Array, BoolArray, IntArray
    from assay.core.report import Confusion

LEAST = 0.05  # how far behind the others a label has to be, for sure
GRAVE = 0.15
_WORTH_A_TEST = 1.5  # standard errors
_SHOWN = 5  # further labels that are named


@frozen
class Behind:
    """A label `code` with `right` of `of`, the others with `others_right` of `others_of`, and how far it is behind: the
    interval holds for all labels at once.
    """

    code: int
    right: int
    of: int
    others_right: int
    others_of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Of the label."""
        return self.right / self.of

    @property
    def others(self) -> float:
        """The share of all other labels together."""
        return self.others_right / self.others_of

    @property
    def severity(self) -> Severity:
        """A warning where it is far behind for sure."""
        return "warning" if self.low > GRAVE else "note"


def behind(right: IntArray, of: IntArray, worth: float) -> list[Behind]:
    """The labels whose share of `right` (K,) in `of` (K,) is surely below that of all others, the furthest first.

    One-sided at 1 % for all labels together (Bonferroni's bound), by Newcombe's interval; an example counts `worth`,
    below 1 where examples are not independent.
    """
    tests = max(int((of > 0).sum()), 1)
    level = 1.0 - 2.0 * (1.0 - SURE) / tests
    sums, whole = int(right.sum()), int(of.sum())
    found = []
    for code in np.flatnonzero(_worth_a_test(right, of)).tolist():
        k, n = int(right[code]), int(of[code])
        low, high = newcombe(((sums - k) * worth, (whole - n) * worth), (k * worth, n * worth), level)
        if low > LEAST:
            found.append(Behind(code, k, n, sums - k, whole - n, low, high))
    return sorted(found, key=lambda one: -one.low)


def _worth_a_test(right: IntArray, of: IntArray) -> BoolArray:
    """(K,) whether the label may be behind at all: most are not, and intervals take time."""
    rest, rest_of = right.sum() - right, of.sum() - of
    with np.errstate(invalid="ignore", divide="ignore"):
        share, others = right / of, rest / rest_of
        se: Array = np.sqrt(others * (1.0 - others) / of + share * (1.0 - share) / of)
        far: BoolArray = (others - share > LEAST) & (others - share > _WORTH_A_TEST * se)
    return far


def worth_of_an_example(case: Case) -> float:
    """What an example counts: 1, or less where examples are not independent."""
    for estimate in case.estimates.values():
        if estimate.metric == "accuracy" and estimate.n_effective is not None and estimate.n > 0:
            return min(1.0, estimate.n_effective / estimate.n)
    return min(1.0, case.units.count / max(case.units.n, 1))


def collapsed(case: Case) -> bool:
    """Whether one label takes nearly all predictions, which explains whatever else is wrong with labels."""
    return isinstance(LabelCollapse().look(case), Finding)


def named_behind(confusion: Confusion, some: Sequence[Behind]) -> list[str]:
    """The first of these labels, each with its counts."""
    return [f"{confusion.labels[one.code]} ({one.right}/{one.of})" for one in some[:_SHOWN]]


def named_cells(case: Case, cells: Sequence[tuple[int, int | None]]) -> tuple[str, ...]:
    """The ids of the first examples that have one of the `cells`, (reference, prediction); None is any wrong one."""
    if case.confusion is None or case.confusion.sides is None:
        return ()
    given, said = case.confusion.sides()
    which = np.zeros(len(given), np.bool_)
    for reference, prediction in cells:
        which |= (given == reference) & ((said != reference) if prediction is None else (said == prediction))
    return case.named(which)


def named_claims(case: Case, code: int) -> tuple[str, ...]:
    """The ids of the first examples that were called by a label that is not theirs."""
    if case.confusion is None or case.confusion.sides is None:
        return ()
    given, said = case.confusion.sides()
    return case.named((said == code) & (given != code))
