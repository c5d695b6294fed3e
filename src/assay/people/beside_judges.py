"""A model's grades beside people's: how far a judge can be believed, and what both together say of all examples."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.by_people import PEOPLE
from assay.core.estimate import Estimate
from assay.core.messages import Text, say
from assay.core.people import Dimension, Judge
from assay.core.ratings import Rated
from assay.frozen import frozen
from assay.people.titles import title_of
from assay.stats.correlation import spearman
from assay.stats.powered import APART, FEWEST, apart, powered_mean
from assay.stats.proportions import mid_p
from assay.stats.student import critical_value

_FEWEST = 3  # examples that both graded, or the judge alone


def judges_of(one: Dimension, judged: Rated, clusters: IntArray | None, level: float) -> Iterator[Judge]:
    """Each judge's on one dimension that people rated too. `clusters` (n,) say which examples belong together."""
    ratings = judged.ratings
    if one.name not in ratings.dimensions:
        return
    matrix = ratings.matrix(one.name)
    for place, judge in enumerate(ratings.raters):
        given = np.isfinite(matrix[:, place])
        grades = dict(zip(judged.row[given].tolist(), matrix[given, place].tolist(), strict=True))
        both = np.array([row in grades for row in one.rows.tolist()], np.bool_)
        if both.sum() >= _FEWEST:
            beside = np.array([grades.pop(row) for row in one.rows[both].tolist()])
            rest = np.array([grades[row] for row in sorted(grades)])
            yield _Beside(judge, one, both, beside, rest, level).found(clusters)


@frozen(eq=False)
class _Beside:
    """One judge on one dimension: which of the rated examples it graded too (`both`), its grades `beside` people's, and
    those of the `rest`, which people did not rate.
    """

    judge: str
    dimension: Dimension
    both: BoolArray
    beside: Array
    rest: Array
    level: float

    def found(self, clusters: IntArray | None) -> Judge:
        people, why = self.dimension.means[self.both], self._why_not(clusters)
        spread = float(self.beside.var(ddof=1))
        together, ratio = self._together(people) if why is None else (None, None)
        return Judge(
            *(self.judge, self.dimension.name, len(self.beside), len(self.beside) + len(self.rest)),
            bias=self._bias(people),
            within_one=self._within_one(people),
            spearman=self._order(people),
            slope=float(np.cov(self.beside, people, ddof=1)[0, 1]) / spread if spread > 0 else None,
            together=together,
            ratio=ratio,
            why=why,
        )

    def _bias(self, people: Array) -> Estimate:
        away, n, width = self.beside - people, len(people), self.dimension.scale.width
        mean = float(away.mean())
        reach = critical_value(self.level, n - 1) * float(away.std(ddof=1)) / math.sqrt(n)
        return self._estimate("bias", (mean, mean - reach, mean + reach), "paired t", (-width, width))

    def _within_one(self, people: Array) -> Estimate:
        n, near = len(people), int((np.abs(self.beside - people) <= 1.0).sum())
        return self._estimate("within_one", (near / n, *mid_p(near, n, self.level)), "mid-p", (0.0, 1.0))

    def _order(self, people: Array) -> Estimate:
        found = spearman(self.beside, people, self.level)
        return self._estimate("spearman", (found.value, found.low, found.high), "example by example", (-1.0, 1.0))

    def _estimate(
        self, name: str, found: tuple[float, float, float], method: str, ends: tuple[float, float]
    ) -> Estimate:
        value, low, high = (None if math.isnan(one) else one for one in found)
        called = f"{name}[{self.judge}, {self.dimension.name}]"
        return Estimate(called, value, low, high, len(self.beside), method, level=self.level, range=ends)

    def _together(self, people: Array) -> tuple[Estimate, float]:
        found, ends = powered_mean(people, self.beside, self.rest, self.level), self.dimension.scale.ends
        value, low, high = (min(max(one, ends[0]), ends[1]) for one in (found.value, found.low, found.high))
        name, n = PEOPLE + self.dimension.name, float(found.n + found.judged)
        method, title = "prediction-powered (PPI++)", title_of(self.dimension.name)
        return Estimate(name, value, low, high, n, method, level=self.level, range=ends, title=title), found.ratio

    def _why_not(self, clusters: IntArray | None) -> Text | None:
        """Why the grades of further examples say nothing of people's mean; None where they may be combined."""
        if len(self.beside) < FEWEST:
            return say("people.together-few", n=len(self.beside), fewest=FEWEST)
        if len(self.rest) < _FEWEST:
            return say("people.together-all")
        if not self.both.all():
            return say("people.together-missing", n=int((~self.both).sum()))
        if clusters is not None and len(np.unique(clusters)) < len(clusters):
            return say("people.together-clusters")
        return say("people.together-chosen") if apart(self.beside, self.rest) > APART else None
