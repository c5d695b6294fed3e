"""How two pieces of work are compared: in turn, in one process, by the median of the pairs' ratios."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import TypedDict


class Row(TypedDict):
    """One line of the table; `ratio` is peer over ours: how many times faster."""

    job: str
    peer: str
    ours_s: float
    peer_s: float
    ratio: float
    target: str


def compare(ours: Callable[[], object], peer: Callable[[], object], rounds: int = 3) -> tuple[float, float, float]:
    """Median seconds of ours, of the peer, and the median of the pairwise ratios; a machine that drifts hits both."""
    pairs = [(_seconds(ours), _seconds(peer)) for _ in range(rounds)]
    ratio = statistics.median(theirs / mine for mine, theirs in pairs)
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), ratio


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
