"""The normal distribution: tails and quantiles."""

from __future__ import annotations

import math
from functools import lru_cache

# Abramowitz & Stegun (1964), 26.2.23: within 5e-4 of the quantile, a start for Halley's method.
_TOP = (2.515517, 0.802853, 0.010328)
_BOTTOM = (1.0, 1.432788, 0.189269, 0.001308)


def normal_tail(z: float) -> float:
    """P(Z > z), exact in the far tail."""
    return 0.5 * math.erfc(z / math.sqrt(2.0))


@lru_cache(maxsize=64)  # a report asks for the same few tails again and again
def normal_quantile(p: float) -> float:
    """The z with P(Z <= z) = p, to double precision; infinite at 0 and 1."""
    if p <= 0.0 or p >= 1.0:
        return math.copysign(math.inf, p - 0.5)
    tail = min(p, 1.0 - p)
    z = _first_guess(tail)
    for _ in range(2):  # each Halley step cubes the error
        density = math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
        newton = (normal_tail(z) - tail) / density
        z += newton / (1.0 - 0.5 * z * newton)
    return -z if p < 0.5 else z


def _first_guess(tail: float) -> float:
    t = math.sqrt(-2.0 * math.log(tail))
    return t - _polynomial(_TOP, t) / _polynomial(_BOTTOM, t)


def _polynomial(coefficients: tuple[float, ...], t: float) -> float:
    return sum(c * t**power for power, c in enumerate(coefficients))
