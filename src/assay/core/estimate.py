"""A number with its interval."""

from __future__ import annotations

from assay.core.messages import Text
from assay.frozen import frozen


@frozen
class Confidence:
    """How sure, and how it is computed. `exact` takes Clopper-Pearson for proportions; `resamples` is for the metrics
    that need a bootstrap.
    """

    level: float = 0.95
    seed: int = 0
    exact: bool = False
    resamples: int = 2000

    @property
    def alpha(self) -> float:
        """How often the truth may lie outside: 1 - level."""
        return 1.0 - self.level


@frozen
class Estimate:
    """A metric's value and interval. None is "undefined", and `why` then says so; never 0, -1 or NaN.

    `n` counts the units of the metric's own denominator (positives for recall); `se` and `df` are of the value, where
    the procedure has them; `n_effective` is what the examples are worth where they are not independent.
    """

    metric: str
    value: float | None
    low: float | None
    high: float | None
    n: float
    method: str
    signature: str = ""
    level: float = 0.95
    label: str | None = None
    higher_is_better: bool | None = True
    range: tuple[float, float] = (0.0, 1.0)
    se: float | None = None
    df: float | None = None
    n_effective: float | None = None
    why: Text | None = None
    title: Text | None = None  # the metric's name for people; None: `metric` is shown
