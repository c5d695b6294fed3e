"""The limit finds what a server can do; the servers here are calculated, not waited for."""

from __future__ import annotations

import heapq
import random

import pytest

from assay.models.endpoint.concurrency import FIRST, MOST, Concurrency

SECONDS = 0.1


def _served(concurrency: Concurrency, workers: int, seconds: float, *, most: int | None = None, seed: int = 0) -> float:
    """Answers a second in the second half of so many seconds, of a server that works on `workers` questions at once,
    each for SECONDS give or take a half, and turns away those beyond `most`.
    """
    draw = random.Random(seed)  # noqa: S311 - a server's whims, no secret
    free, running, now, done = [0.0] * workers, list[tuple[float, float, bool]](), 0.0, 0
    while now < seconds:
        while len(running) < concurrency.limit:
            full = most is not None and len(running) >= most
            began = max(now, heapq.heappop(free)) if not full else now
            ends = began + SECONDS * draw.uniform(0.5, 1.5) if not full else now + 0.001
            if not full:
                heapq.heappush(free, ends)
            heapq.heappush(running, (ends, now, full))
        at_once = len(running)
        now, asked, full = heapq.heappop(running)
        if full:
            concurrency.overfull(asked, now)
        else:
            concurrency.answered(asked, now, at_once)
            done += now > seconds / 2
    return done / (seconds / 2)


@pytest.mark.parametrize("workers", [1, 3, 8, 32, 100, 400])
def test_a_server_is_kept_busy_and_not_flooded(workers: int) -> None:
    concurrency = Concurrency()
    rate = _served(concurrency, workers, 60)
    assert rate > 0.95 * workers / SECONDS
    assert concurrency.limit <= max(12, 3 * workers)


def test_a_server_that_turns_questions_away_is_asked_fewer() -> None:
    concurrency = Concurrency()
    rate = _served(concurrency, 100, 60, most=40)
    assert rate > 0.6 * 40 / SECONDS
    assert concurrency.limit <= 60


def test_a_server_without_end_is_asked_no_more_than_there_are_sockets() -> None:
    concurrency = Concurrency()
    _served(concurrency, 5000, 30)
    assert FIRST < concurrency.limit <= MOST


def test_a_fixed_limit_stays() -> None:
    concurrency = Concurrency(5)
    _served(concurrency, 2, 10, most=3)
    assert concurrency.limit == 5


def test_what_fails_at_once_counts_once() -> None:
    concurrency = Concurrency()
    for _ in range(8):
        concurrency.overfull(asked=1.0, now=2.0)
    assert concurrency.limit == FIRST // 2
