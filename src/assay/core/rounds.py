"""The rounds of a project: its runs on one test set, the oldest first, and what is real of the changes between them."""

from __future__ import annotations

from msgspec import Struct

from assay.core.history import Run


class TestSet(Struct, frozen=True):
    """Prompts and references, by their fingerprint: how many runs were judged on them, of how many examples."""

    id: str
    runs: int
    n: int
    at: str  # of the newest run, in UTC


class Floor(Struct, frozen=True):
    """How far runs of one recipe lie from each other: another one lies within `half` of their mean, with 95 %.

    `run` is the kept run that was judged with these repeats.
    """

    run: str
    runs: int
    half: float


class Rounds(Struct, frozen=True):
    """Runs with the numbers of one metric. `floor` is None where no run of them was judged with repeats."""

    metric: str
    test_set: str | None
    rounds: list[Run]
    test_sets: list[TestSet]
    metrics: list[str]
    floor: Floor | None
    higher_is_better: bool | None = None


class Change(Struct, frozen=True):
    """What changed from one run to the next, paired on the examples of both; `why` there is no number where there is
    none. It is `real` where the interval and the test, adjusted for all changes that were asked, say so.
    """

    before: str
    after: str
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    real: bool = False
    better: bool | None = None  # None: it is not real, or no direction is better
    why: str | None = None
