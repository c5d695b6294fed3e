"""Worse for a group."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from assay.checks.base import SURE, Case, Looked
from assay.core.finding import Finding, Severity, Stake
from assay.core.messages import Text, literal, say
from assay.stats.student import critical_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assay.core.comparison import Comparison, SliceDifference, Whole
    from assay.core.difference import Difference

SURELY = 0.01  # the adjusted p of a group, up to which it weighs as a warning
_SHOWN = 5
_KNOWN = 0.95  # of a file's rows: less of them in groups that were compared does not tell the whole


class SliceRegression:
    """Some group of examples got worse, whatever the whole did: an average can rise while a group falls. Or the groups
    were mixed otherwise in the base's own file, and in that mix the difference turns round (Simpson's paradox).

    Decided for every value of the columns given with --slices by a one-sided test, with the share of false alarms among
    all groups called worse held at 10 % (Benjamini and Hochberg). A warning where some group's adjusted p is 1 % or
    less, or the difference turns round, each way with 95 % confidence or more; a note otherwise.

    Ignore it where the group was dropped from the product.
    """

    code: ClassVar[str] = "slice-regression"

    def look(self, case: Case) -> Looked:
        """From the slices of each comparison."""
        if not any(comparison.slices for comparison in case.comparisons):
            return say("findings.needs-slices")
        level = next((one.level for one in case.estimates.values()), 0.95)
        for place, comparison in enumerate(case.comparisons):
            worse = [one for one in comparison.slices if one.worse]
            whole = case.wholes[place] if place < len(case.wholes) else None
            turned = _turned(comparison, whole, level)
            if worse or turned:
                return self._finding(comparison, worse, turned)
        return None

    def _finding(
        self, comparison: Comparison, worse: Sequence[SliceDifference], turned: Mapping[str, float | str]
    ) -> Finding:
        overall = comparison.differences.get(comparison.primary)
        return Finding(
            self.code,
            _severity(worse, turned=bool(turned)),
            say("findings.slice-regression-title" if worse else "findings.slice-regression-title-mix"),
            say(
                "findings.slice-regression-message",
                groups=_of_groups(comparison, worse),
                whole=_of_whole(overall) if worse else literal(""),
                turned=_of_mix(turned),
            ),
            {**_evidence(worse, overall), **turned},
            actions=_actions(worse=bool(worse), turned=bool(turned)),
            stake=_stake(_worst(worse).difference) if worse else None,
        )


def _worst(worse: Sequence[SliceDifference]) -> SliceDifference:
    return min(worse, key=lambda one: 1.0 if one.p_worse is None else one.p_worse)


def _severity(worse: Sequence[SliceDifference], *, turned: bool) -> Severity:
    sure = any(one.p_worse is not None and one.p_worse <= SURELY for one in worse)
    return "warning" if sure or turned else "note"


def _of_groups(comparison: Comparison, worse: Sequence[SliceDifference]) -> Text:
    if not worse:
        return literal("")
    names = [f"{one.column}={one.value} ({one.difference.value:+.3g}, n = {one.n})" for one in worse[:_SHOWN]]
    return say("findings.slice-regression-groups", k=len(worse), n=len(comparison.slices), groups=names)


def _of_whole(overall: Difference | None) -> Text:
    """That the whole is better all the same, where it is for sure."""
    if overall is None or not overall.better:
        return literal("")
    return say("findings.slice-regression-whole", value=f"{overall.value:+.3g}")


def _of_mix(turned: Mapping[str, float | str]) -> Text:
    if not turned:
        return literal("")
    values = {name: f"{turned[name]:+.3g}" for name in ("mixed_as_paired", "mixed_as_base")}
    return say("findings.slice-regression-turned", column=turned["column"], **values)


def _evidence(worse: Sequence[SliceDifference], overall: Difference | None) -> dict[str, float | int | str | None]:
    found: dict[str, float | int | str | None] = {"overall": None if overall is None else overall.value}
    if worse:
        worst = _worst(worse)
        found |= {
            "group": f"{worst.column}={worst.value}",
            "difference": worst.difference.value,
            "low": worst.difference.low,
            "high": worst.difference.high,
            "p": worst.p_worse,
            "examples": worst.n,
            "groups_worse": len(worse),
        }
    return found


def _stake(found: Difference) -> Stake | None:
    if found.gain is None or found.value is None:
        return None
    return Stake(found.metric, abs(found.value), -found.gain[1], -found.gain[0])


def _turned(comparison: Comparison, whole: Whole | None, level: float) -> dict[str, float | str]:
    """The column by whose groups, mixed as in the base's whole file, the difference is surely the other way round."""
    overall = comparison.differences.get(comparison.primary)
    if whole is None or overall is None or overall.gain is None or overall.value is None:
        return {}
    if overall.gain[0] <= 0 <= overall.gain[1]:
        return {}
    for column in dict.fromkeys(one.column for one in comparison.slices):
        mixed = _mixed(comparison, whole, column, level)
        if mixed is not None and mixed[0] * overall.value < 0 and abs(mixed[0]) > mixed[1]:
            return {"column": column, "mixed_as_paired": overall.value, "mixed_as_base": mixed[0]}
    return {}


def _mixed(comparison: Comparison, whole: Whole, column: str, level: float) -> tuple[float, float] | None:
    """The groups' differences in the mix of the base's file, and how far their 99 % interval reaches to each side."""
    values = whole.examples.extra.get(column)
    if values is None:
        return None
    mix = Counter(values.texts)
    groups = [(mix[one.value], one.difference) for one in comparison.slices if one.column == column]
    known = [(count, one) for count, one in groups if None not in (one.value, one.low, one.high)]
    total = sum(count for count, _ in known)
    if total < _KNOWN * len(values):
        return None
    weights = [(count / total, one.value or 0.0, (one.high or 0.0) - (one.low or 0.0)) for count, one in known]
    se = math.hypot(*(weight * width for weight, _, width in weights)) / 2.0 / critical_value(level)
    return sum(weight * value for weight, value, _ in weights), critical_value(SURE) * se


def _actions(*, worse: bool, turned: bool) -> tuple[Text, ...]:
    actions = []
    if turned:
        actions.append(say("findings.slice-regression-mix"))
    if worse:
        actions += [say("findings.slice-regression-data"), say("findings.slice-regression-gate")]
    return tuple(actions)
