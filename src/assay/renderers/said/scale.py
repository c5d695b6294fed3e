"""The scale a number is drawn on, and where on it the number, its interval and its threshold lie."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, isfinite, log10

from assay.core.estimate import Estimate
from assay.frozen import frozen

_COARSE = (1, 2, 4, 5, 10)
_FINE = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)  # for a scale that is read from its middle


@frozen
class Scale:
    """From `low` to `high`; `ticks` are the round numbers to write beside it."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float | None) -> float | None:
        """Where `value` lies, 0..1, the ends standing for all beyond; None where there is no value."""
        if value is None or value != value:  # noqa: PLR0124 - NaN alone differs from itself
            return None
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


@frozen
class Mark:
    """A number on its scale: places 0..1, None where there is nothing to draw."""

    value: float | None
    low: float | None
    high: float | None
    threshold: float | None = None
    baseline: float | None = None
    before: float | None = None
    room: tuple[float, float] | None = None


def scale_of(estimate: Estimate, others: Iterable[float | None] = ()) -> Scale:
    """The metric's own range; where that has no end, from its foot to a round number well above all that is drawn, so
    that what is infinite lies beyond the rest.
    """
    low, high = estimate.range
    if isfinite(low) and isfinite(high):
        return Scale(low, high, _ticks(low, high))
    ends = (estimate.value, estimate.low, estimate.high, *others)
    drawn = [value for value in ends if value is not None and isfinite(value)]
    foot = low if isfinite(low) else -_round_above(1.05 * max([0.0, *(-value for value in drawn)]))
    top = high if isfinite(high) else _round_above(1.05 * max([0.0, foot, *drawn]))
    return Scale(foot, top, _ticks(foot, top))


def balanced(ends: Iterable[float | None]) -> Scale:
    """For differences: 0 in the middle, and a round number well beyond all of `ends` on either side."""
    drawn = [abs(end) for end in ends if end is not None and isfinite(end)]
    reach = _round_above(1.05 * max(drawn, default=0.0), _FINE)
    return Scale(-reach, reach, _ticks(-reach, reach))


def near(values: Iterable[float | None], ends: tuple[float, float]) -> Scale:
    """As close about `values` as round ends allow, within the metric's own `ends`."""
    drawn = [value for value in values if value is not None and isfinite(value)]
    low, high = min(drawn), max(drawn)
    unit = 10.0 ** floor(log10((high - low) or abs(high) or 1.0)) / 2.0
    foot, top = floor(low / unit) * unit, ceil(high / unit) * unit
    foot, top = max(foot, ends[0]), min(top if top > foot else foot + unit, ends[1])
    return Scale(foot, top, _ticks(foot, top))


def mark(estimate: Estimate, scale: Scale, threshold: float | None = None, baseline: float | None = None) -> Mark:
    """Where `estimate` and what it is held against lie on `scale`."""
    value, low, high = map(scale.place, (estimate.value, estimate.low, estimate.high))
    return Mark(value, low, high, scale.place(threshold), scale.place(baseline))


def _ticks(low: float, high: float) -> tuple[float, ...]:
    return (low, (low + high) / 2, high)


def _round_above(value: float, steps: tuple[float, ...] = _COARSE) -> float:
    """The least of `steps` times a power of ten that is above `value`; 1 for 0."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    lead = next(step for step in steps if step >= ceil(value / power * 10) / 10)
    return lead * power
