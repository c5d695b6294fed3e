"""Against scikit-learn 1.9 and the reference implementation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from assay.stats import auroc
from assay.stats.arrays import Array, BoolArray
from assay.stats.paired import area_difference
from tests.stats.oracle import oracle


def drawn(seed: int, n: int = 80, apart: float = 1.0) -> tuple[BoolArray, Array]:
    """Scores with ties, on purpose."""
    draw = np.random.default_rng(seed)
    positive = draw.random(n) < 0.4
    positive[:2] = [True, False]
    scores: Array = draw.standard_normal(n) + apart * positive
    return positive, np.round(scores, 1).astype(np.float64)


@pytest.mark.parametrize("seed", range(8))
def test_the_area_is_scikit_learns_with_ties(seed: int) -> None:
    positive, scores = drawn(seed)
    assert auroc.area(positive, scores, np.ones(80)).value == pytest.approx(roc_auc_score(positive, scores), abs=1e-12)


@pytest.mark.parametrize(("n", "apart"), [(80, 1.0), (12, 1.0), (60, 4.0), (8, 9.0), (300, 0.0)])
def test_the_interval_is_the_references(n: int, apart: float) -> None:
    reference = oracle()
    for seed in range(5):
        positive, scores = drawn(seed, n, apart)
        value, low, high, info = reference.auroc(positive, scores)
        one = auroc.area(positive, scores, np.ones(n))
        assert (one.value, one.se) == pytest.approx((value, info["se"]), abs=1e-12)
        assert auroc.area_interval(one, 0.95) == pytest.approx((low, high), abs=1e-9)


def test_the_paired_difference_is_the_references() -> None:
    reference = oracle()
    for seed in range(5):
        positive, scores = drawn(seed)
        others = drawn(seed + 50)[1]
        areas = [auroc.area(positive, side, np.ones(80)) for side in (scores, others)]
        se, df = area_difference(areas[0], areas[1], positive, np.ones(80))
        *_, info = reference.auroc_diff(positive, scores, others)
        assert (se, df) == pytest.approx((info["se"], info["df"]), rel=1e-10)


def test_rows_that_count_several_times_are_as_many_rows() -> None:
    positive, scores = drawn(1)
    counts = np.random.default_rng(2).integers(1, 4, 80)
    spread = [np.repeat(part, counts) for part in (positive, scores)]
    short = auroc.area(positive, scores, counts.astype(float))
    long = auroc.area(spread[0].astype(bool), spread[1].astype(float), np.ones(counts.sum()))
    assert (short.value, short.se) == pytest.approx((long.value, long.se), abs=1e-14)


def test_values_under_weights_are_those_of_repeated_rows() -> None:
    positive, scores = drawn(3)
    weights = np.random.default_rng(4).integers(0, 3, (6, 80)).astype(float)
    expected = [auroc.area(positive, scores, row).value for row in weights]
    np.testing.assert_allclose(auroc.areas(positive, scores, weights), expected, atol=1e-14)


def test_leaving_a_cluster_out_is_the_area_without_its_rows() -> None:
    positive, scores = drawn(5)
    clusters = np.random.default_rng(6).integers(0, 12, 80)
    expected = [
        auroc.area(positive[clusters != g], scores[clusters != g], np.ones((clusters != g).sum())).value
        for g in range(12)
    ]
    np.testing.assert_allclose(auroc.areas_without_each(positive, scores, clusters), expected, atol=1e-14)


def test_without_one_side_there_is_no_area() -> None:
    alone = auroc.area(np.array([True, True]), np.array([0.1, 0.9]), np.ones(2))
    assert math.isnan(alone.value)
    assert auroc.area_interval(alone, 0.95) == (0.0, 1.0)
    assert np.isnan(auroc.areas(np.array([True, True]), np.array([0.1, 0.9]), np.ones((1, 2)))).all()
    lost = auroc.areas_without_each(np.array([True, False]), np.array([0.1, 0.9]), np.array([0, 1]))
    assert np.isnan(lost).all()


def test_perfect_order_of_few_is_not_certain() -> None:
    perfect = auroc.area(np.array([True, True, False, False]), np.array([4.0, 3, 2, 1]), np.ones(4))
    low, high = auroc.area_interval(perfect, 0.95)
    assert (perfect.value, high) == (1.0, 1.0)
    assert 0.2 < low < 0.7
