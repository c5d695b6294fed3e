"""What people think of a model's outputs, and how far they and the metrics agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from assay.core.arrays import Array, IntArray
from assay.core.by_people import OVERALL, PEOPLE, WIN_RATE
from assay.core.difference import Difference
from assay.core.estimate import Estimate
from assay.core.examples import Source
from assay.core.messages import Text
from assay.core.preferences import Preference
from assay.core.ratings import Scale
from assay.frozen import frozen


@frozen(eq=False)
class Dimension:
    """One dimension: the mean over the rated items, with its interval for this panel, as `estimate`; `low` and `high`
    are those for any raters like these, None where one rater alone rated. `sure` are the panel's 99 % ends.

    `means` (n,) are the items' means, severities taken out, and `plain` (n,) as they were given, of the examples `rows`
    (n,). `good` is the share of ratings in the upper quarter of the scale, and `grades` that of each grade, where the
    grades are few.
    """

    name: str
    title: Text
    scale: Scale
    estimate: Estimate
    low: float | None
    high: float | None
    sure: tuple[float, float]
    ratings: int
    good: float
    means: Array = field(repr=False)
    rows: IntArray = field(repr=False)
    plain: Array = field(repr=False)
    grades: tuple[tuple[float, float], ...] = ()


@frozen
class Agreement:
    """How far raters agree on one dimension. `alpha` is Krippendorff's of `kind`; `within_one` the share of pairs at
    most a step apart, None on a scale of fewer than three steps; `kappa` Cohen's, of two raters, weighted by squares
    unless the scale has two values; `icc` of one rating and `icc_mean` of the panel's mean, where all rated all of the
    items.

    `uninformative` says that the items hardly differ, so that alpha compares noise with noise. `spread` is the standard
    deviation of the items' means, `alpha_high` and `within_high` the upper 99 % ends, and `apart` the examples, by row,
    on which ratings lie furthest apart.
    """

    alpha: Estimate
    kind: str
    items: int
    within_one: Estimate | None = None
    kappa: Estimate | None = None
    icc: Estimate | None = None
    icc_mean: Estimate | None = None
    spread: float | None = None
    uninformative: bool = False
    alpha_high: float | None = None
    within_high: float | None = None
    apart: tuple[int, ...] = ()


@frozen
class Conduct:
    """One rater on one dimension: how much higher they rate than the others do (`severity`) and than all raters, they
    included (`from_all`, with its standard error `se`), how their order of the items agrees with the others' mean
    (`rest`, Spearman, with its 99 % ends), the share of their commonest rating and that of the others', and the mean of
    the dimension without them.
    """

    rater: str
    dimension: str
    ratings: int
    severity: float
    from_all: float
    se: float | None
    rest: float | None = None
    rest_low: float | None = None
    rest_high: float | None = None
    others: float | None = None  # how the others agree among themselves, likewise
    modal: float | None = None
    others_modal: float | None = None
    mean_without: float | None = None


@frozen
class Correlations:
    """A metric beside people, example by example: the three coefficients, each with its interval. `turned` is whether
    less of the metric is better: the coefficients are then of its negative. `spearman_high` is the upper 99 % end.
    `ceiling` is the most that any metric could reach with ratings of such reliability, None where one rating an item
    does not tell. `apart` are the examples, by row, that the metric ranks furthest above where people do.
    """

    metric: str
    dimension: str
    spearman: Estimate
    pearson: Estimate
    kendall: Estimate
    turned: bool = False
    spearman_high: float | None = None
    ceiling: float | None = None
    apart: tuple[int, ...] = ()


@frozen
class Judge:
    """A model's grades beside people's on one dimension, on the `examples` of both, of `judged` in all: how much higher
    it grades (`bias`), the share of grades at most a step from people's mean, the order of both, and how many steps
    people go with one of the judge (`slope`).

    `together` is the mean over all judged examples by people's ratings and the judge's, as wide as `ratio` times that
    by people alone; `why` says why the two were not put together.
    """

    judge: str
    dimension: str
    examples: int
    judged: int
    bias: Estimate
    within_one: Estimate
    spearman: Estimate
    slope: float | None = None
    together: Estimate | None = None
    ratio: float | None = None
    why: Text | None = None


@frozen
class Further:
    """What to rate next, by id: some of the `left` examples that nobody rated, `drawn` at random; and those on which
    raters are furthest `apart`, the furthest first.
    """

    drawn: tuple[str, ...]
    left: int
    apart: tuple[str, ...]


@frozen(eq=False)
class People:
    """All that people say of the candidate. `differences` are, for each base that was rated too, by its place among
    the comparisons and by dimension, the candidate's mean less the base's on the examples of both; `preferences` are
    those between the candidate and a base. Where people gave only these, there are no dimensions.
    """

    raters: tuple[str, ...]
    items: int
    ratings: int
    dimensions: Mapping[str, Dimension]
    agreement: Mapping[str, Agreement]
    conduct: tuple[Conduct, ...]
    how: Text
    notes: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = ()
    by_place: bool = False
    correlations: tuple[Correlations, ...] = ()
    differences: Mapping[int, Mapping[str, Difference]] = field(default_factory=dict)
    judges: tuple[Judge, ...] = ()
    preferences: tuple[Preference, ...] = ()
    further: Further | None = None

    @property
    def main(self) -> str:
        """The dimension to judge by where one is wanted: the overall one, else the first."""
        return OVERALL if OVERALL in self.dimensions else next(iter(self.dimensions), OVERALL)

    def beside_metrics(self) -> dict[str, Estimate]:
        """The dimensions as metrics, by the name a policy calls them: `people.fluency`; and the win rates."""
        return {PEOPLE + name: one.estimate for name, one in self.dimensions.items()} | self.win_rates()

    def win_rates(self) -> dict[str, Estimate]:
        """The win rate on each dimension, and as `people.win_rate` on the overall one, or else the first. Against
        several bases it is the one with the lowest lower end: whoever asks for it means all of them.
        """
        found: dict[str, Estimate] = {}
        for one in sorted(self.preferences, key=lambda one: -(one.rate.low or 0.0)):
            found[one.rate.metric] = one.rate
        names = [one.dimension for one in self.preferences]
        if names:
            main = OVERALL if OVERALL in names else names[0]
            found[WIN_RATE] = replace(found[f"{WIN_RATE}[{main}]"], metric=WIN_RATE)
        return found
