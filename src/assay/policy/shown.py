"""Numbers in a policy's sentences."""

from __future__ import annotations

from math import isfinite

Span = tuple[float, float]


def shown(value: float, span: Span, line: float | None = None) -> str:
    """`value` with three decimals on a scale of one, else two; with more where rounding would carry it to the other
    side of `line`, so that no sentence says that 0.950 is below 0.95.
    """
    if not isfinite(value):
        return "∞" if value > 0 else "−∞"
    digits = 3 if span[1] - span[0] <= 2 else 2
    while line is not None and digits < 10 and not _same_side(float(f"{value:.{digits}f}"), value, line):
        digits += 1
    return f"{value:.{digits}f}".replace("-", "−")


def _same_side(rounded: float, value: float, line: float) -> bool:
    return (rounded > line) == (value > line) and (rounded < line) == (value < line)


def scale(end: float) -> str:
    """One end of a metric's range, as short as it can be."""
    return f"{end:g}" if isfinite(end) else "∞"
