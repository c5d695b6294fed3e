"""Do gates ship what they should not? One policy with three gates: at the truth, clearly below it, clearly above it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assay.core.verdict import Outcome
from tests.calibration.bars import is_strong, seldom
from tests.calibration.worlds import World, world

CLEARLY = 4.0  # standard deviations of the metric from sample to sample; 2.8 would be found 80 % of the time

TRIED = (
    (
        "two classes",
        ("accuracy", "recall", "precision", "f1", "macro_f1", "mcc", "kappa", "auroc", "log_loss", "brier"),
    ),
    ("a rare class", ("recall", "f1")),
    ("four classes, one in 3 %", ("macro_f1", "balanced_accuracy", "macro_precision")),
    ("clusters, somewhat alike", ("accuracy", "f1")),
    ("texts", ("bleu", "chrf", "rougeL", "token_f1", "exact_match")),
    ("texts by edits", ("ter",)),
    ("documents", ("perplexity", "bits_per_byte")),
)
SIZES = (200, 1000)


@dataclass(frozen=True)
class Gated:
    """Of `replications` samples of n: how many passed a gate exactly at the truth, how many a clearly lower one, and
    how many failed a clearly higher one (lower and higher the other way round where less is better).
    """

    world: str
    metric: str
    n: int
    replications: int
    shipped: int
    good: int
    bad: int

    @property
    def holds(self) -> bool:
        """Whether false ship may truly be at most 5 %, and both powers truly 80 %."""
        return seldom(self.shipped, self.replications) and is_strong(min(self.good, self.bad), self.replications)


def gated(name: str, n: int, replications: int) -> list[Gated]:
    """The gates of one world at one size, a policy file for each metric."""
    metrics = dict(TRIED)[name]
    with TemporaryDirectory() as folder:
        return [_gated(world(name), metric, n, replications, Path(folder)) for metric in metrics]


def _gated(where: World, metric: str, n: int, replications: int, folder: Path) -> Gated:
    first = [where.report(where.sample(n, seed), metrics=(metric,)).metrics[metric] for seed in range(60)]
    reach = CLEARLY * float(np.std([one.value for one in first if one.value is not None], ddof=1))
    sign, truth = (-1 if first[0].higher_is_better is False else 1), where.truth[metric]
    low, high = first[0].range
    limits = [min(max(limit, low), high) for limit in (truth, truth - sign * reach, truth + sign * reach)]
    relation = ">=" if sign > 0 else "<="
    policy = folder / f"{metric}.yaml"
    policy.write_text("gates:\n" + "".join(f"  - {metric} {relation} {limit:.12f}\n" for limit in limits))
    outcomes = [
        [gate.outcome for gate in where.report(where.sample(n, seed), str(policy), (metric,)).judgement.gates]
        for seed in range(1000, 1000 + replications)
    ]
    shipped, good, bad = (
        sum(outcome[gate] is wanted for outcome in outcomes)
        for gate, wanted in enumerate((Outcome.PASS, Outcome.PASS, Outcome.FAIL))
    )
    return Gated(where.name, metric, n, replications, shipped, good, bad)
