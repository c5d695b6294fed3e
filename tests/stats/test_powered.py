"""Few human ratings beside many of a judge: coverage, what is gained, and what must not be combined."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.arrays import Array
from assay.stats.powered import APART, FEWEST, apart, powered_mean

ITEMS, TRUE = 1000, 3.6


def drawn(seed: int, quality: float) -> tuple[Array, Array]:
    """What people and a judge, half a point too kind, say of the items, on a scale of 1 to 5."""
    draw = np.random.default_rng(seed)
    true = draw.normal(TRUE, 0.8, ITEMS)
    people = np.clip(np.rint(3 * (true + draw.normal(0, 0.3, ITEMS))) / 3, 1, 5)
    judge = np.clip(np.rint(quality * (true - TRUE) + TRUE + 0.5 + draw.normal(0, 0.8 - 0.5 * quality, ITEMS)), 1, 5)
    return people, judge


# What people say of all items there could be: the ends of the scale take some off.
MEAN = float(np.mean([drawn(10_000 + seed, 0.8)[0].mean() for seed in range(400)]))


@pytest.mark.parametrize("n", [FEWEST, 20, 50, 200])
@pytest.mark.parametrize("quality", [0.2, 0.8])
def test_the_interval_holds_the_mean_of_all_items(n: int, quality: float) -> None:
    held = 0
    for seed in range(600):
        people, judge = drawn(seed, quality)
        found = powered_mean(people[:n], judge[:n], judge[n:])
        held += found.low <= MEAN <= found.high
    assert 0.925 <= held / 600 <= 0.975


def test_a_good_judge_narrows_the_interval_and_a_constant_one_changes_nothing() -> None:
    ratios = [
        powered_mean(people[:80], judge[:80], judge[80:]).ratio for people, judge in (drawn(s, 0.9) for s in range(50))
    ]
    assert np.mean(ratios) < 0.8
    people = drawn(0, 0.9)[0]
    same = powered_mean(people[:80], np.full(80, 4.0), np.full(500, 4.0))
    assert same.weight == 0.0
    assert same.value == pytest.approx(people[:80].mean())
    assert same.ratio == pytest.approx(1.0, abs=0.02)


def test_it_is_the_formula_of_the_paper() -> None:
    people, judge = drawn(1, 0.7)
    y, f, u = people[:40], judge[:40], judge[40:]
    weight = np.cov(y, f)[0, 1] / ((1 + 40 / len(u)) * np.concatenate([f, u]).var(ddof=1))
    found = powered_mean(y, f, u)
    assert found.weight == pytest.approx(weight)
    assert found.value == pytest.approx(y.mean() + weight * (u.mean() - f.mean()))


def test_examples_that_were_chosen_for_their_scores_lie_apart() -> None:
    judge = drawn(2, 0.9)[1]
    lowest = np.argsort(judge, kind="stable")[:50]
    others = np.setdiff1d(np.arange(ITEMS), lowest)
    assert apart(judge[lowest], judge[others]) > APART
    assert np.mean([apart(drawn(s, 0.9)[1][:50], drawn(s, 0.9)[1][50:]) > APART for s in range(200)]) < 0.04
