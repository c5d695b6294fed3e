"""Shares as people say them."""

from __future__ import annotations


def percent(share: float, places: int = 1) -> str:
    """A share in per cent, kept on one line: "1.8 %"."""
    return f"{100 * share:.{places}f}\u00a0%"


def brief_percent(share: float) -> str:
    """The same with three digits at most: "12 %"."""
    return f"{100 * share:.3g}\u00a0%"
