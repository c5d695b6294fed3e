"""Two files that do not hold the same examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import MOST_NAMED, Case, Looked
from assay.core.finding import Finding, Severity, Stake
from assay.core.messages import Text, literal, say
from assay.frozen import frozen

if TYPE_CHECKING:
    from assay.checks.split import Split
    from assay.core.arrays import IntArray
    from assay.core.comparison import Comparison, Whole
    from assay.core.examples import Examples
    from assay.core.scores import Measured

MANY = 0.05  # of either file's rows


class UnpairedComparison:
    """The candidate's file and the base's do not hold the same examples. The difference is that of the examples in both
    files; what only one of them holds is left out of it, though each model's own score counts all of its own file.

    Decided by counting the rows without a partner. A warning where they are more than 5 % of either file, or score
    differently from the rest of their file, with 99 % confidence: then one model was asked harder questions. It also
    says where the two files' totals differ the other way round than the examples that both hold.

    Ignore it where you cut one of the files on purpose, by chance or by what has nothing to do with the answers.
    """

    code: ClassVar[str] = "unpaired-comparison"

    def look(self, case: Case) -> Looked:
        """From the pairing with the base that has most rows without a partner."""
        if not case.comparisons:
            return say("findings.needs-base")
        worst = max(range(len(case.comparisons)), key=lambda place: sum(case.comparisons[place].pairing.alone))
        comparison = case.comparisons[worst]
        if comparison.pairing.alone == (0, 0):
            return None
        whole = case.wholes[worst] if worst < len(case.wholes) else None
        return self._finding(comparison, _sides(case, comparison, whole))

    def _finding(self, comparison: Comparison, sides: tuple[_Side, _Side]) -> Finding:
        apart = [side for side in sides if side.split is not None and side.split.differs]
        severity: Severity = "warning" if apart or any(side.share > MANY for side in sides) else "note"
        ours, theirs = sides
        reversed_ = _reversed(comparison, sides)
        return Finding(
            self.code,
            severity,
            say("findings.unpaired-comparison-title"),
            say(
                "findings.unpaired-comparison-message",
                paired=len(comparison.pairing),
                base=comparison.name or say("findings.the-base"),
                k=len(ours.rows),
                n=ours.n,
                base_k=len(theirs.rows),
                base_n=theirs.n,
                apart=[side.said for side in apart],
                turned=say("findings.unpaired-comparison-turned", **reversed_) if reversed_ else literal(""),
            ),
            {
                "paired": len(comparison.pairing),
                "left_out": len(ours.rows),
                "base_left_out": len(theirs.rows),
                **ours.evidence(""),
                **theirs.evidence("base_"),
            },
            _named(sides),
            _actions(apart=bool(apart)),
            _stake(comparison, theirs),
        )


@frozen(eq=False)
class _Side:
    """One file: of its `n` rows, those that are left out, and how they score beside the others."""

    name: str
    examples: Examples | None
    n: int
    rows: list[int]
    split: Split | None = None
    whole: float | None = None

    @property
    def share(self) -> float:
        return len(self.rows) / max(1, self.n)

    @property
    def said(self) -> Text:
        assert self.split is not None  # noqa: S101 - asked by the caller
        some, rest = f"{self.split.some:.3f}", f"{self.split.rest:.3f}"
        return say(f"findings.unpaired-comparison-{self.name}", some=some, rest=rest)

    def evidence(self, prefix: str) -> dict[str, float | int | str | None]:
        if self.split is None:
            return {}
        found = self.split
        return {
            f"{prefix}value_left_out": found.some,
            f"{prefix}value_paired": found.rest,
            f"{prefix}low": found.low,
            f"{prefix}high": found.high,
        }


def _sides(case: Case, comparison: Comparison, whole: Whole | None) -> tuple[_Side, _Side]:
    pairing = comparison.pairing
    ours = _side("candidate", case.examples, case.measured.get(comparison.primary), pairing.candidate, case)
    if whole is None:
        return ours, _Side("base", None, len(pairing) + pairing.alone[1], [])
    return ours, _side("base", whole.examples, whole.measured, pairing.base, None)


def _side(name: str, examples: Examples, measured: Measured | None, paired: IntArray, case: Case | None) -> _Side:
    from assay.checks.split import split

    out = np.ones(len(examples), np.bool_)
    out[paired] = False
    clusters = None if case is None else case.units.clusters
    apart = None if measured is None else split(measured, out, clusters)
    whole = None if measured is None else measured.point
    return _Side(name, examples, len(out), out.nonzero()[0].tolist(), apart, whole)


def _reversed(comparison: Comparison, sides: tuple[_Side, _Side]) -> dict[str, object]:
    """The difference of the files' totals, where it is turned round against the sure difference of what both hold."""
    found = comparison.differences.get(comparison.primary)
    if found is None or found.gain is None or found.value is None or sides[0].whole is None or sides[1].whole is None:
        return {}
    total = sides[0].whole - sides[1].whole
    sure = found.gain[0] > 0 or found.gain[1] < 0
    if not sure or total * found.value >= 0:
        return {}
    return {"total": f"{total:+.3g}", "value": f"{found.value:+.3g}"}


def _stake(comparison: Comparison, base: _Side) -> Stake | None:
    """What the candidate's own total gains by the rows that it lacks, if they are to it what they are to the base."""
    found, metric = base.split, comparison.differences.get(comparison.primary)
    if found is None or not found.differs or metric is None or metric.higher_is_better is None:
        return None
    ends = [base.share * end for end in (found.some - found.rest, found.low, found.high)]
    value, low, high = ends if metric.higher_is_better else [-ends[0], -ends[2], -ends[1]]
    return Stake(metric.metric, value, low, high)


def _named(sides: tuple[_Side, _Side]) -> tuple[str, ...]:
    names = [side.examples.id_of(row) for side in sides if side.examples is not None for row in side.rows[:MOST_NAMED]]
    return tuple(names[:MOST_NAMED])


def _actions(*, apart: bool) -> tuple[Text, ...]:
    same, missing, ids = (say(f"findings.unpaired-comparison-{name}") for name in ("same", "missing", "ids"))
    return (missing, same, ids) if apart else (same, ids)
