"""How long the outputs are beside their references."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from assay.checks.base import MOST_NAMED, SURE, Case, Share, share
from assay.checks.texts.sample import sample
from assay.core.finding import Finding, Severity
from assay.core.messages import Text, say
from assay.frozen import frozen

if TYPE_CHECKING:
    from assay.core.arrays import Array, IntArray

FEWEST = 5


@frozen(eq=False)
class Lengths:
    """Of m outputs that are not empty beside the nearest in length of their references: `rows` (m,) are their places,
    `own` and `wanted` (m,) the words of both. `ratio` is all words said over all words wanted, with its interval.
    """

    rows: IntArray
    own: Array
    wanted: Array
    ratio: tuple[float, float, float]

    @property
    def shorter(self) -> Share:
        """The outputs that are shorter than their reference; those of equal length count half."""
        equal = 0.5 * float((self.own == self.wanted).sum())
        return _share(float((self.own < self.wanted).sum()) + equal, len(self.own))

    @property
    def median(self) -> float:
        """Of the outputs' words over the wanted ones."""
        return float(np.median(self.own / self.wanted))

    def ids(self, case: Case, *, shortest: bool) -> tuple[str, ...]:
        """The ids of the outputs that are farthest from their reference in length."""
        order = np.argsort(self.own / self.wanted * (1 if shortest else -1), kind="stable")[:MOST_NAMED]
        return tuple(case.examples.id_of(int(self.rows[row])) for row in order)

    def finding(self, case: Case, code: str, severity: Severity, *, shortest: bool) -> Finding:
        """What both findings say, each in its own words."""
        ratio, low, high = self.ratio
        evidence = {"ratio": ratio, "low": low, "high": high, "median_ratio": self.median}
        counts = {"words": f"{self.own.mean():.1f}", "wanted": f"{self.wanted.mean():.1f}"}
        percent = {name: f"{100 * one:.0f}" for name, one in (("ratio", ratio), ("low", low), ("high", high))}
        return Finding(
            code,
            severity,
            say(f"findings.{code}-title"),
            say(f"findings.{code}-message", **counts, **percent),
            {
                **evidence,
                "shorter" if shortest else "longer": self.shorter.value if shortest else 1 - self.shorter.value,
            },
            self.ids(case, shortest=shortest),
            (say(f"findings.{code}-targets"), say(f"findings.{code}-decoding")),
        )


def lengths(case: Case) -> Lengths | Text:
    """The lengths, once for both findings; why there are none."""
    if case.texts is None or case.task.family != "generation":
        return say("findings.needs-generation")
    if not case.examples.references:
        return say("findings.needs-references")
    return case.examples.once("lengths beside references", lambda: _lengths(case))


def _lengths(case: Case) -> Lengths | Text:
    rows, own, wanted = _counted(case) or _divided(case)
    given = (own > 0) & (wanted > 0)
    if int(given.sum()) < FEWEST:
        return say("findings.needs-more-texts", fewest=FEWEST, n=int(given.sum()))
    rows, own, wanted = rows[given], own[given], wanted[given]
    return Lengths(rows, own, wanted, _ratio(case, rows, own, wanted))


def _counted(case: Case) -> tuple[IntArray, Array, Array] | None:
    """Where a metric has counted the words of all."""
    for one in case.measured.values():
        names = one.scores.statistics
        if one.scores.index is None and {"hyp_len", "ref_len"} <= set(names):
            own, wanted = (one.scores.rows[:, names.index(name)] for name in ("hyp_len", "ref_len"))
            return np.arange(len(own)), own, wanted
    return None


def _divided(case: Case) -> tuple[IntArray, Array, Array]:
    """Of the sample."""
    drawn = sample(case)
    own, *references = (side.lengths.astype(np.float64) for side in drawn.tokens)
    sides = np.stack(references)
    distances = np.where(sides > 0, np.abs(sides - own), np.inf)
    return drawn.rows, own, sides[distances.argmin(axis=0), np.arange(len(own))]


def _ratio(case: Case, rows: IntArray, own: Array, wanted: Array) -> tuple[float, float, float]:
    """The ratio of the sums with its jackknife interval; examples that belong together are left out together."""
    from assay.stats.jackknife import jackknife

    if case.units.clusters is not None:
        codes = np.unique(case.units.clusters[rows], return_inverse=True)[1].reshape(-1)
        own, wanted = _summed(codes, own), _summed(codes, wanted)
    said, asked = float(own.sum()), float(wanted.sum())
    if len(own) < 2:
        return said / asked, 0.0, math.inf
    found = jackknife(said / asked, (said - own) / np.maximum(asked - wanted, 1.0), np.ones(len(own)))
    return (said / asked, *found.t_interval(SURE))


def _summed(codes: IntArray, values: Array) -> Array:
    return np.bincount(codes, values).astype(np.float64)


def _share(k: float, n: int) -> Share:
    return share(math.floor(k), n)
