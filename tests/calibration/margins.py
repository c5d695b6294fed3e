"""Do a policy's own gates against a base hold at their limits? A little worse, better by so much, any of several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

from assay.core.verdict import Outcome
from tests.calibration.bars import is_strong, seldom
from tests.calibration.comparisons import against_base, documents, even, pair, right_and_wrong, turned
from tests.calibration.worlds import World

SIZES = (200, 1000)
_CHANGED = 0.1  # of the examples differ between candidate and base

Maker = Callable[[], World]


@dataclass(frozen=True)
class Limit:
    """A gate with three pairs of models: exactly `at` its limit, clearly `above` and clearly `below` it."""

    gate: str
    at: Maker
    above: Maker
    below: Maker


def _of_accuracy(gate: str, at: float) -> Limit:
    limit, above, below = (partial(right_and_wrong, at + by, _CHANGED) for by in (0.0, 0.04, -0.04))
    return Limit(gate, limit, above, below)


def _surprised(worse: float) -> World:
    """Documents whose perplexity under the candidate is exactly `worse` times that under the base."""
    equal = even(documents(equal=True))
    per_token = float(equal.columns["nll"].sum()) / float(equal.columns["tokens"].sum())
    nll = equal.columns["nll"] * (1 + log(worse) / per_token)
    return replace(equal, columns={**equal.columns, "nll": nll})


LIMITS = (
    _of_accuracy("accuracy >= base - 0.02", -0.02),
    _of_accuracy("accuracy > base + 0.02", 0.02),
    _of_accuracy("accuracy >= base * 0.975", -0.02),
    Limit(
        "perplexity <= base * 1.05",
        partial(_surprised, 1.05),
        partial(_surprised, 0.95),
        partial(_surprised, 1.16),
    ),
    Limit(
        "any of recall, specificity, auroc > base",
        partial(pair, "labels", equal=True),
        partial(pair, "labels", equal=False),
        lambda: turned(pair("labels", equal=False)),
    ),
)


@dataclass(frozen=True)
class Kept:
    """Of `replications` samples of n: how many passed exactly at the limit, how many clearly above it, and how many
    failed clearly below it.
    """

    gate: str
    n: int
    replications: int
    shipped: int
    good: int
    bad: int

    @property
    def holds(self) -> bool:
        """Whether false ship may truly be at most 5 %, and both powers at the larger size truly 80 %."""
        strong = self.n < SIZES[-1] or is_strong(min(self.good, self.bad), self.replications)
        return strong and seldom(self.shipped, self.replications)


def kept(gate: str, n: int, replications: int) -> list[Kept]:
    """One gate at one size."""
    (limit,) = (one for one in LIMITS if one.gate == gate)
    with TemporaryDirectory() as folder:
        policy = Path(folder) / "policy.yaml"
        policy.write_text(f"gates:\n  - {gate}\n")
        outcomes = [
            [_outcome(where, n, first + seed, str(policy)) for seed in range(replications)]
            for where, first in ((limit.at(), 0), (limit.above(), 1000), (limit.below(), 2000))
        ]
    wanted = (Outcome.PASS, Outcome.PASS, Outcome.FAIL)
    return [Kept(gate, n, replications, *map(list.count, outcomes, wanted))]


def _outcome(where: World, n: int, seed: int, policy: str) -> Outcome:
    gate, *_ = against_base(where, n, seed, policy, where.metrics[:1]).judgement.gates
    return gate.outcome
