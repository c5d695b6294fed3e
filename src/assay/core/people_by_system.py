"""What people think of several models side by side: means, strengths, and how the order of a metric follows theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from math import isfinite, isnan

from assay.core.arrays import Array, BoolArray
from assay.core.estimate import Estimate
from assay.core.examples import Source
from assay.core.messages import Text
from assay.core.ratings import Scale
from assay.frozen import frozen


@frozen
class RatedSystems:
    """One dimension: each model's mean by its place among the entries, of the raters' severities fitted to all models
    together; None where nobody rated it.
    """

    name: str
    title: Text
    scale: Scale
    means: tuple[Estimate | None, ...]


@frozen(eq=False)
class Standings:
    """What judgements of pairs say of each model on one dimension, by its place: `wins`, `ties` and `losses` (K,), and
    its strength on Davidson's scale, the logarithm, 0 the mean of those that are `fitted` (K,), with its interval;
    infinite, negative or not, where a model always won or lost, NaN where judgements do not connect it with the others.

    `chances` (K, K) is how often the row would win against the column, half the ties included, with both ends; NaN
    where one is not fitted. `alone` says that one prompt alone connects some models, so that there is no interval.
    """

    name: str
    title: Text
    wins: Array
    ties: Array
    losses: Array
    prompts: int
    raters: int
    fitted: BoolArray
    strength: Array = field(repr=False)
    low: Array = field(repr=False)
    high: Array = field(repr=False)
    chances: Array = field(repr=False)
    chances_low: Array = field(repr=False)
    chances_high: Array = field(repr=False)
    tie: float = 0.0
    alone: bool = False


def standing_of(strength: float) -> str:
    """How a model stands that has this strength: fitted, above or below all that are, or unconnected with them."""
    if isfinite(strength):
        return "fitted"
    return "unconnected" if isnan(strength) else "above" if strength > 0 else "below"


@frozen
class OrderOfSystems:
    """A metric beside people's means on one dimension, model by model: Spearman's and Kendall's coefficients over
    `systems` models, and the permutation p of the first. Intervals stand only where there are ten models or more.
    """

    metric: str
    dimension: str
    systems: int
    spearman: Estimate
    kendall: Estimate
    p: float


@frozen
class PeopleBySystem:
    """All of it. `items` outputs were rated, `judgements` are of pairs among these models."""

    raters: int
    items: int
    judgements: int
    dimensions: Mapping[str, RatedSystems]
    standings: Mapping[str, Standings]
    orders: tuple[OrderOfSystems, ...]
    notes: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = ()
