"""Davidson's strengths: against a general optimiser, refits without each prompt, and what is undefined."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from scipy.optimize import minimize

from assay.stats.arrays import Array
from assay.stats.davidson import Fit, Judged
from assay.stats.standing import connected
from assay.stats.strengths import strengths


def drawn(truth: Array, nu: float, prompts: int, each: int, seed: int, luck: float = 0.0) -> Judged:
    """`each` judgements of one random pair a prompt; `luck` spreads what a prompt adds to the first's strength."""
    draw = np.random.default_rng(seed)
    k, m = len(truth), prompts * each
    pair = np.array([draw.choice(k, 2, replace=False) for _ in range(prompts)]).repeat(each, axis=0)
    half = (truth[pair[:, 0]] - truth[pair[:, 1]] + (luck * draw.normal(size=prompts)).repeat(each)) / 2
    weights = np.stack([np.exp(half), np.full(m, nu), np.exp(-half)])
    at = draw.random(m) * weights.sum(axis=0)
    outcome = np.where(at < weights[0], 1, np.where(at < weights[0] + weights[1], 0, -1))
    return Judged(pair[:, 0], pair[:, 1], outcome, np.arange(prompts).repeat(each), k)


def by_optimiser(judged: Judged, *, ties: bool) -> tuple[Array, float]:
    """The strengths and nu where Davidson's likelihood, judgement by judgement as the paper writes it, is largest."""
    free = judged.systems - 1

    def loss(parameters: Array) -> float:
        pi = np.exp(np.append(parameters[:free], 0.0))
        one, two = pi[judged.first], pi[judged.second]
        between = (math.exp(parameters[free]) if ties else 0.0) * np.sqrt(one * two)
        chance = np.where(judged.outcome > 0, one, np.where(judged.outcome < 0, two, between))
        return -float(np.log(chance / (one + two + between)).sum())

    found = minimize(loss, np.zeros(free + ties), method="BFGS", options={"gtol": 1e-8}).x
    theta = np.append(found[:free], 0.0)
    return theta - theta.mean(), math.exp(found[free]) if ties else 0.0


def judged_as(rows: list[tuple[int, int, int]], systems: int) -> Judged:
    """Judgements of a prompt each: first, second, outcome."""
    first, second, outcome = np.array(rows).T
    return Judged(first, second, outcome, np.arange(len(rows)), systems)


@pytest.mark.parametrize("nu", [0.0, 0.7])
def test_the_fit_is_the_maximum_that_a_general_optimiser_finds(nu: float) -> None:
    judged = drawn(np.array([0.8, 0.3, 0.0, -0.4, -0.7]), nu, 300, 2, 3)
    values, tie = by_optimiser(judged, ties=nu > 0)
    fit = strengths(judged, 0.95)
    assert fit.value == pytest.approx(values, abs=1e-5)
    assert fit.tie == pytest.approx(tie, abs=1e-5)
    assert fit.value.sum() == pytest.approx(0.0, abs=1e-12)


def test_two_systems_without_ties_have_the_odds_of_what_they_won() -> None:
    fit = strengths(judged_as([(0, 1, 1)] * 30 + [(1, 0, 1)] * 10, 2), 0.95)
    assert fit.value[0] - fit.value[1] == pytest.approx(math.log(3.0))
    assert fit.wins[0, 1] == pytest.approx(0.75)
    assert fit.tie == 0.0


def test_leaving_a_prompt_out_by_one_step_is_nearly_a_refit() -> None:
    judged = drawn(np.array([0.8, 0.0, -0.3, -0.5]), 0.6, 60, 3, 5, luck=0.8)
    left, alone = Fit.of(judged).without_each(judged)
    refits = []
    for prompt in range(60):
        kept = judged.prompt != prompt
        codes = np.unique(judged.prompt[kept], return_inverse=True)[1]
        rest = Judged(judged.first[kept], judged.second[kept], judged.outcome[kept], codes, 4)
        refits.append(Fit.of(rest).parameters)
    whole, spread = Fit.of(judged).parameters, np.std(refits, axis=0)
    assert not alone
    assert np.abs(left - np.array(refits)).max() < 0.1 * np.abs(np.array(refits) - whole).max()
    assert np.std(left, axis=0) == pytest.approx(spread, rel=0.05)


def test_a_system_that_always_wins_has_no_finite_strength_and_the_others_have_theirs() -> None:
    others = [(1, 2, 1), (2, 1, 1), (1, 2, 1), (1, 2, 1), (2, 1, 1)]
    fit = strengths(judged_as([(0, 1, 1), (2, 0, -1), (3, 1, -1), *others], 4), 0.95)
    assert fit.value[0] == math.inf
    assert fit.value[3] == -math.inf
    assert fit.fitted.tolist() == [False, True, True, False]
    assert fit.value[1] - fit.value[2] == pytest.approx(math.log(3 / 2))
    assert np.isnan(fit.wins[0]).all()


def test_systems_that_no_judgement_connects_are_not_put_in_one_order() -> None:
    pairs = [(0, 1, 1), (1, 0, 1), (0, 1, 1), (2, 3, 1), (3, 2, 1), (0, 1, -1)]
    fit = strengths(judged_as(pairs, 4), 0.95)
    assert fit.fitted.tolist() == [True, True, False, False]
    assert np.isnan(fit.value[2:]).all()
    assert connected(*judged_as(pairs, 4).tally()) == [(0, 1), (2, 3)]


def test_ties_alone_bring_no_system_back_from_always_winning() -> None:
    """Eight wins and two ties: the likelihood rises for ever as the strength and the tendency to tie grow together."""
    fit = strengths(judged_as([(0, 1, 1)] * 8 + [(0, 1, 0)] * 2, 2), 0.95)
    assert not fit.fitted.any()
    assert np.isnan(fit.value).all()


def test_a_single_prompt_that_connects_two_groups_leaves_no_interval() -> None:
    groups = [(0, 1, 1), (1, 0, 1)] * 10 + [(2, 3, 1), (3, 2, 1)] * 10
    one = judged_as([*groups, (0, 2, 1), (2, 0, 1)], 4)
    together = Judged(one.first, one.second, one.outcome, np.minimum(one.prompt, 40), 4)
    fit = strengths(together, 0.95)
    assert fit.alone
    assert fit.fitted.all()
    assert np.isnan(fit.low).all()


def test_twenty_systems_in_a_hundred_thousand_judgements_take_no_time() -> None:
    draw = np.random.default_rng(0)
    first = draw.integers(0, 20, 100_000)
    second = (first + draw.integers(1, 20, 100_000)) % 20
    judged = Judged(first, second, draw.integers(-1, 2, 100_000), draw.integers(0, 3000, 100_000), 20)
    started = time.perf_counter()
    Fit.of(judged)
    assert time.perf_counter() - started < 0.5
    assert strengths(judged, 0.95).fitted.all()
    assert time.perf_counter() - started < 5.0
