"""Do win rates and strengths hold what they say? Judgements are drawn whose truth is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from assay.stats.arrays import Array, IntArray
from assay.stats.davidson import Judged
from assay.stats.pairs import win_rate
from assay.stats.strengths import strengths
from tests.calibration.coverage import Cell

LEVEL = 0.95
SIZES = (15, 50, 200, 1000)
STRENGTH_SIZES = (50, 200, 1000)
TRUTH = np.array([0.8, 0.2, -0.2, -0.8])


@dataclass(frozen=True)
class Judging:
    """How people judge: the `better` side wins with this chance where nobody ties, `ties` is Davidson's nu, `raters`
    judge each prompt, and each repeats with chance `alike` what the first of them said.
    """

    name: str
    better: float
    ties: float
    raters: int
    alike: float = 0.5

    def drawn(self, half: Array, draw: np.random.Generator) -> IntArray:
        """(n, raters) outcomes on n prompts with these half differences of strengths. However much the raters repeat
        each other, each of them has the chances of the model.
        """
        weights = np.stack([np.exp(half), np.full_like(half, self.ties), np.exp(-half)])
        ends = np.cumsum(weights / weights.sum(axis=0), axis=0)[:, :, None]
        at = draw.random((len(half), self.raters))
        outcomes = np.where(at < ends[0], 1, np.where(at < ends[1], 0, -1))
        repeated = draw.random(outcomes.shape) < self.alike
        return np.where(repeated, outcomes[:, :1], outcomes)


WORLDS = (
    Judging("pairs, one rater, no ties", 0.5, 0.0, 1),
    Judging("pairs, one rater", 0.6, 0.6, 1),
    Judging("pairs, three raters", 0.6, 0.6, 3),
    Judging("pairs, three raters, one side nearly always", 0.97, 0.1, 3),
)


def win_rates(world: Judging, n: int, replications: int) -> list[Cell]:
    """The interval of the win rate on samples of n prompts."""
    half = math.log(world.better / (1.0 - world.better)) / 2.0
    weights = math.exp(half), world.ties, math.exp(-half)
    truth = (weights[0] + weights[1] / 2.0) / sum(weights)
    prompts = np.repeat(np.arange(n), world.raters)
    ends = []
    for seed in range(replications):
        outcomes = world.drawn(np.full(n, half), np.random.default_rng([seed, n]))
        found = win_rate(outcomes.reshape(-1), prompts, LEVEL)
        ends.append((found.low, found.high))
    return [_cell(world.name, "win_rate", n, truth, ends)]


def strength_cells(raters: int, ties: float, n: int, replications: int) -> list[Cell]:
    """The intervals of the first and second of four strengths, and of how often the one would win against the other,
    on samples of n prompts with a random pair each.
    """
    world = Judging(f"strengths, {raters} rater{'s' * (raters > 1)}, nu = {ties:g}", 0.5, ties, raters)
    ends: list[list[tuple[float, float]]] = [[], [], []]
    for seed in range(replications):
        found = strengths(_judged(world, n, seed), LEVEL)
        for place in (0, 1):
            ends[place].append((float(found.low[place]), float(found.high[place])))
        ends[2].append((float(found.wins_low[0, 1]), float(found.wins_high[0, 1])))
    half = (TRUTH[0] - TRUTH[1]) / 2.0
    chance = (math.exp(half) + ties / 2.0) / (math.exp(half) + math.exp(-half) + ties)
    named = (("first", float(TRUTH[0])), ("second", float(TRUTH[1])), ("first beats second", chance))
    return [_cell(world.name, name, n, truth, own) for (name, truth), own in zip(named, ends, strict=True)]


def _judged(world: Judging, n: int, seed: int) -> Judged:
    draw = np.random.default_rng([seed, n])
    first = draw.integers(0, len(TRUTH), n)
    second = (first + draw.integers(1, len(TRUTH), n)) % len(TRUTH)
    outcomes = world.drawn((TRUTH[first] - TRUTH[second]) / 2.0, draw)
    first, second, prompts = (np.repeat(one, world.raters) for one in (first, second, np.arange(n)))
    return Judged(first, second, outcomes.reshape(-1), prompts, len(TRUTH))


def _cell(world: str, metric: str, n: int, truth: float, ends: Sequence[tuple[float, float]]) -> Cell:
    """Where there is no interval, nothing is excluded."""
    known = [(low, high) for low, high in ends if not math.isnan(low)]
    over, under = sum(low > truth for low, _ in known), sum(high < truth for _, high in known)
    return Cell(
        *(world, metric, n, truth, True, len(ends)),
        covered=len(ends) - over - under,
        over=over,
        under=under,
        open=len(ends) - len(known),
        width=median(high - low for low, high in known) if known else math.inf,
    )
