"""Numbers as people read them: the same digits for a value and its interval, none that the scale does not bear."""

from __future__ import annotations

from math import floor, inf, isfinite, isnan, log10

from assay.core.estimate import Estimate
from assay.core.percent import percent

NOTHING = "–"


def decimals(estimate: Estimate) -> int:
    """Four on a scale of one, two on a scale of a hundred, else as many as give the value four significant digits."""
    width = estimate.range[1] - estimate.range[0]
    if isfinite(width):
        return 4 if width <= 2.0 else 2
    drawn = (estimate.value, estimate.high, estimate.low)
    size = next((abs(value) for value in drawn if value and isfinite(value)), 1.0)
    return min(6, max(0, 3 - floor(log10(size))))


def figure(value: float | None, places: int) -> str:
    """`value` with that many decimals; a dash where there is none."""
    if value is None or isnan(value):
        return NOTHING
    shown = f"{abs(value):,.{places}f}" if isfinite(value) else "∞"
    return f"−{shown}" if value < 0 and shown.strip("0.,") else shown


def signed(value: float | None, places: int) -> str:
    """A difference: with a plus where it is one."""
    shown = figure(value, places)
    return f"+{shown}" if value is not None and value > 0 else shown


def shortest(value: float) -> str:
    """A number that somebody chose, with no more decimals than it needs, and at most four."""
    shown = figure(value, 4)
    return shown.rstrip("0").removesuffix(".") if "." in shown else shown


def interval(low: float | None, high: float | None, places: int) -> str:
    """Both ends; empty where there are none."""
    if low is None and high is None:
        return ""
    return f"{figure(-inf if low is None else low, places)} – {figure(inf if high is None else high, places)}"


def short_interval(estimate: Estimate) -> str:
    """Both ends with two decimals, for a narrow column of numbers between 0 and 1."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{estimate.low:.2f}–{estimate.high:.2f}"


def count(n: float) -> str:
    """A number of things, thousands apart; one decimal where it is not whole."""
    return f"{n:,.0f}" if n == floor(n) else f"{n:,.1f}"


def share(part: float, whole: float) -> str:
    """`part` of `whole` in per cent; nothing where there is no whole."""
    return NOTHING if whole == 0 else percent(part / whole)


def probability(p: float | None) -> str:
    """A p-value, kept on one line: "p = 0.0312", "p < 0.0001"."""
    if p is None or isnan(p):
        return f"p\u00a0=\u00a0{NOTHING}"
    return "p\u00a0<\u00a00.0001" if p < 0.0001 else f"p\u00a0=\u00a0{p:.4f}"
