"""Several training runs of one recipe on the same examples: how far they differ, and what that may be put down to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from assay.core.messages import Text
from assay.frozen import frozen

Scale: TypeAlias = Literal["relative", "points", "log"]
"""Of the middle value; of the metric's range, where values lie near its lower end; of the logarithm (perplexity)."""


@frozen
class Stability:
    """The values of one metric over R `runs`. `fluctuation` is half of what lies between the lowest and the highest, on
    `scale`: "0.835, give or take 1.8 %".

    The standard deviation from run to run lies above `low` and below `high`, each with 95 %, on the same scale; so does
    `noise`, what the few examples alone would give between runs that are alike, None where that is not known. `p` tests
    that the runs differ by more; `examples` is how many would bring the noise to 1 %. `identical` lists runs, by their
    places, whose outputs are the same.
    """

    metric: str
    runs: tuple[float, ...]
    fluctuation: float | None
    low: float | None = None
    high: float | None = None
    scale: Scale = "relative"
    noise: float | None = None
    p: float | None = None
    examples: int | None = None
    title: Text | None = None
    identical: tuple[tuple[int, int], ...] = ()
    sources: tuple[str, ...] = ()  # where each run was read from
    values: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)  # every metric's over the runs
