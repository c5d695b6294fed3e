"""Davidson's model of judgements of pairs, fitted, and fitted without each prompt in turn."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array, BoolArray, IntArray

_STEPS, _CLOSE = 100, 1e-10
_MOST_WORK = 1 << 22  # numbers in the systems of equations of one block of prompts
_RESTS = 1e-9  # of the information's determinant: less without a prompt, and that prompt alone tells something


@frozen(eq=False)
class Judged:
    """m judgements: system `first` (m,) against `second` (m,), codes from 0 below `systems`; `outcome` (m,) is +1 where
    the first is better, 0 a tie, -1 where the second is; `prompt` (m,) are codes of what was asked.
    """

    first: IntArray
    second: IntArray
    outcome: IntArray
    prompt: IntArray
    systems: int

    def among(self, kept: BoolArray) -> Judged:
        """The judgements of pairs of the systems `kept` (K,), which get codes of their own."""
        place = np.cumsum(kept) - 1
        mine = kept[self.first] & kept[self.second]
        prompt = np.unique(self.prompt[mine], return_inverse=True)[1].reshape(-1)
        return Judged(place[self.first[mine]], place[self.second[mine]], self.outcome[mine], prompt, int(kept.sum()))

    def tally(self) -> tuple[Array, Array]:
        """(K, K) how often the row won against the column, and how often they tied, that symmetric."""
        k = self.systems
        won = np.where(self.outcome >= 0, self.first * k + self.second, self.second * k + self.first)
        tied = self.outcome == 0
        wins = np.bincount(won[~tied], minlength=k * k).reshape(k, k).astype(np.float64)
        ties = np.bincount(won[tied], minlength=k * k).reshape(k, k).astype(np.float64)
        return wins, ties + ties.T


@frozen(eq=False)
class Fit:
    """`parameters` (K + 1,) are the logarithms of the strengths and of nu, -inf without ties; `information` (F, F) is
    that of the F free ones, the sum of the strengths held at 0.
    """

    parameters: Array
    information: Array
    ties: bool

    @staticmethod
    def of(judged: Judged) -> Fit:
        """By Newton's method; the likelihood is concave, and its maximum exists."""
        wins, ties = judged.tally()
        k, n = len(wins), wins + wins.T + ties
        free = k + 1 if ties.any() else k
        parameters: Array = np.zeros(k + 1)
        parameters[k] = math.log(ties.sum() / wins.sum()) if ties.any() else -math.inf
        best = -math.inf
        step: Array = np.zeros(free)
        for _ in range(_STEPS):
            moved = parameters.copy()
            moved[:free] += step
            likelihood = _likelihood(moved, wins, ties)
            if likelihood < best - 1e-9 * abs(best):
                step /= 2.0
                continue
            parameters, best = moved, max(likelihood, best)
            slope, information = _derivatives(parameters, wins, ties, n, free)
            step = np.asarray(np.linalg.solve(information, slope), np.float64)
            if np.abs(step).max() < _CLOSE:
                break
        return Fit(parameters, information, bool(ties.any()))

    def without_each(self, judged: Judged) -> tuple[Array, bool]:
        """(G, K + 1) the parameters without each prompt, by one step from the whole; and whether a single prompt alone
        connects some of the systems.
        """
        free, prompts = len(self.information), int(judged.prompt.max()) + 1
        found = np.broadcast_to(self.parameters, (prompts, len(self.parameters))).copy()
        whole = float(np.linalg.slogdet(self.information)[1])
        order = np.argsort(judged.prompt, kind="stable")
        starts = np.searchsorted(judged.prompt[order], np.arange(prompts + 1))
        at_once = max(1, _MOST_WORK // free**2)
        alone = False
        for start in range(0, prompts, at_once):
            stop = min(start + at_once, prompts)
            rows = order[starts[start] : starts[stop]]
            slope, own = self._parts(judged, rows, start, stop - start)
            rest = self.information - own
            signs, logs = np.linalg.slogdet(rest)
            sound = (signs > 0) & (logs > whole + math.log(_RESTS))
            alone = alone or not sound.all()
            rest = np.where(sound[:, None, None], rest, self.information)
            found[start:stop, :free] -= np.linalg.solve(rest, slope[..., None])[..., 0]
        return found, alone

    def _parts(self, judged: Judged, rows: IntArray, start: int, prompts: int) -> tuple[Array, Array]:
        """(b, F) and (b, F, F): what each prompt adds to the slope and to the information."""
        i, j, outcome = judged.first[rows], judged.second[rows], judged.outcome[rows]
        prompt, free, k = judged.prompt[rows] - start, len(self.information), judged.systems
        mean, spread, tie, both = _moments(self.parameters[i] - self.parameters[j], self.parameters[k])
        pull = (outcome - mean) / 2.0
        slope = _added(prompts * free, [(prompt * free + i, pull), (prompt * free + j, -pull)])
        at = prompt * free * free
        bend: list[tuple[IntArray, Array]] = [(at + i * free + i, spread), (at + j * free + j, spread)]
        bend += [(at + i * free + j, -spread), (at + j * free + i, -spread)]
        if self.ties:
            slope += _added(prompts * free, [(prompt * free + k, (outcome == 0) - tie)])
            bend += [(at + i * free + k, both), (at + k * free + i, both)]
            bend += [(at + j * free + k, -both), (at + k * free + j, -both)]
            bend.append((at + k * free + k, tie * (1.0 - tie)))
        return slope.reshape(prompts, free), _added(prompts * free * free, bend).reshape(prompts, free, free)


def _added(size: int, parts: Sequence[tuple[IntArray, Array]]) -> Array:
    total = np.zeros(size)
    for places, values in parts:
        total += np.bincount(places, values, minlength=size)
    return total


def _moments(apart: Array, tie: float) -> tuple[Array, Array, Array, Array]:
    """Of judgements of systems so far `apart`: the mean of +1, 0, -1, a quarter of its variance, the chance of a tie,
    and half the covariance of both.
    """
    with np.errstate(under="ignore"):
        logs = np.stack([apart / 2.0, np.full_like(apart, tie), -apart / 2.0])
        chances = np.exp(logs - logs.max(axis=0))
        win, tied, loss = chances / chances.sum(axis=0)
    mean = win - loss
    return mean, (win + loss - mean**2) / 4.0, tied, -mean * tied / 2.0


def _likelihood(parameters: Array, wins: Array, ties: Array) -> float:
    half = (parameters[:-1, None] - parameters[None, :-1]) / 2.0
    total = np.logaddexp(np.logaddexp(half, -half), parameters[-1])
    tied = float((ties * (parameters[-1] - total)).sum()) / 2.0 if ties.any() else 0.0
    return float((wins * (half - total)).sum()) + tied


def _derivatives(parameters: Array, wins: Array, ties: Array, n: Array, free: int) -> tuple[Array, Array]:
    """(F,) the slope of the log-likelihood and (F, F) its information, with the strengths' sum held."""
    k = len(wins)
    mean, spread, tie, both = _moments(parameters[:-1, None] - parameters[None, :-1], parameters[-1])
    slope, information = np.zeros(free), np.zeros((free, free))
    slope[:k] = ((wins - wins.T) - n * mean).sum(axis=1) / 2.0
    bend = n * spread
    information[:k, :k] = np.diag(bend.sum(axis=1)) - bend + 1.0 / k
    if free > k:
        slope[k] = float((ties - n * tie).sum()) / 2.0
        information[:k, k] = information[k, :k] = (n * both).sum(axis=1)
        information[k, k] = float((n * tie * (1.0 - tie)).sum()) / 2.0
    return slope, information
