"""Where a function of one number crosses zero."""

from __future__ import annotations

from collections.abc import Callable


def crossing(function: Callable[[float], float], low: float, high: float) -> float:
    """The x in [low, high] where `function` changes sign, by bisection to double precision; else one of the ends."""
    rising = function(high) > 0
    for _ in range(60):
        middle = (low + high) / 2.0
        if (function(middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2.0
