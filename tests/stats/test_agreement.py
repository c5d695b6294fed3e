"""Agreement, checked against published figures, scikit-learn, and leaving out items one by one."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from assay.stats.agreement import Kind, Weights, cohen, intraclass, krippendorff, pairs_of, within
from assay.stats.arrays import Array

NAN = math.nan
# Krippendorff's own example, as Wikipedia shows it: three raters, fifteen items, some not rated.
WIKIPEDIA = np.array(
    [
        [NAN, NAN, NAN, NAN, NAN, 3, 4, 1, 2, 1, 1, 3, 3, NAN, 3],
        [1, NAN, 2, 1, 3, 3, 4, 3, NAN, NAN, NAN, NAN, NAN, NAN, NAN],
        [NAN, NAN, 2, 1, 3, 4, 4, NAN, 2, 1, 1, 3, 3, NAN, 4],
    ]
).T
# Shrout & Fleiss (1979), table 2: six targets, four judges.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=np.float64
)


def drawn(n: int, raters: int = 3, seed: int = 0, missing: float = 0.0) -> Array:
    draw = np.random.default_rng(seed)
    latent = 3.2 + draw.normal(0, 0.8, (n, 1)) + draw.normal(0, 0.6, (n, raters))
    ratings = np.clip(np.round(latent), 1, 5)
    ratings[draw.random((n, raters)) < missing] = NAN
    return ratings


def by_hand(ratings: Array, kind: Kind) -> float:
    """Alpha from the coincidence matrix, as it is defined."""
    values = np.unique(ratings[np.isfinite(ratings)])
    seen = np.zeros((len(values), len(values)))
    for row in ratings:
        given = [int(np.searchsorted(values, one)) for one in row[np.isfinite(row)]]
        for i, first in enumerate(given):
            for j, second in enumerate(given):
                if i != j:
                    seen[first, second] += 1.0 / (len(given) - 1)
    margin, distance = seen.sum(axis=1), np.zeros_like(seen)
    for c in range(len(values)):
        for k in range(len(values)):
            low, high = min(c, k), max(c, k)
            ranks = margin[low : high + 1].sum() - (margin[c] + margin[k]) / 2
            distance[c, k] = {"nominal": float(c != k), "ordinal": ranks**2, "interval": (values[c] - values[k]) ** 2}[
                kind
            ]
    n = margin.sum()
    chance = (np.outer(margin, margin) - np.diag(margin)) / (n - 1)
    return float(1 - (seen * distance).sum() / (chance * distance).sum())


@pytest.mark.parametrize(("kind", "alpha"), [("nominal", 0.691358), ("interval", 0.810845)])
def test_alpha_is_the_published_one_where_ratings_are_missing(kind: Kind, alpha: float) -> None:
    assert krippendorff(WIKIPEDIA, kind).value == pytest.approx(alpha, abs=5e-7)


@pytest.mark.parametrize("kind", ["nominal", "ordinal", "interval"])
@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_alpha_is_that_of_the_coincidence_matrix(kind: Kind, missing: float) -> None:
    ratings = drawn(40, 4, seed=1, missing=missing)
    assert krippendorff(ratings, kind).value == pytest.approx(by_hand(ratings, kind), abs=1e-12)


@pytest.mark.parametrize("kind", ["nominal", "ordinal", "interval"])
def test_the_interval_of_alpha_leaves_out_one_item_at_a_time(kind: Kind) -> None:
    ratings = drawn(25, 3, seed=2, missing=0.1)
    ratings = ratings[np.isfinite(ratings).sum(axis=1) > 1]
    n = len(ratings)
    logs = np.array([math.log(1 - by_hand(np.delete(ratings, i, axis=0), kind)) for i in range(n)])
    pull = logs.mean() - logs
    se = math.sqrt((n - 1) / n * float((pull**2).sum()))
    found = krippendorff(ratings, kind)
    middle = (math.log(1 - found.low) + math.log(1 - found.high)) / 2
    reach = (math.log(1 - found.low) - math.log(1 - found.high)) / 2
    assert middle == pytest.approx(math.log(1 - found.value), abs=1e-9)
    assert 1.9 < reach / se < 2.6  # a t quantile of some 7 to 24 degrees of freedom


def test_the_interval_of_alpha_covers_what_many_items_show() -> None:
    truth = krippendorff(drawn(20_000, seed=9), "ordinal").value
    found = [krippendorff(drawn(60, seed=100 + i), "ordinal") for i in range(300)]
    assert 0.92 <= np.mean([one.low <= truth <= one.high for one in found]) <= 0.99


def test_full_agreement_on_few_items_is_no_certainty() -> None:
    few, many = (np.repeat(np.tile([1.0, 5.0], n)[:, None], 3, axis=1) for n in (4, 200))
    assert krippendorff(few, "ordinal").value == 1.0
    assert krippendorff(few, "ordinal").low < 0.75
    assert krippendorff(many, "ordinal").low > 0.98


@pytest.mark.parametrize(("n", "known"), [(9, False), (10, True)])
def test_fewer_than_ten_items_have_no_interval(n: int, known: bool) -> None:
    ratings = drawn(n, seed=3)
    assert [math.isfinite(end) for end in (krippendorff(ratings, "ordinal").low, cohen(*ratings.T[:2]).low)] == [
        known
    ] * 2


def test_ratings_that_are_all_the_same_have_no_alpha() -> None:
    assert math.isnan(krippendorff(np.full((10, 3), 4.0), "ordinal").value)
    assert within(np.full((10, 3), 4.0)).value == 1.0


def test_items_that_one_rater_rated_do_not_count() -> None:
    assert krippendorff(np.array([[1.0, NAN], [NAN, 2.0]]), "nominal").n == 0


@pytest.mark.parametrize(("weights", "theirs"), [("none", None), ("linear", "linear"), ("quadratic", "quadratic")])
def test_kappa_is_scikit_learns(weights: Weights, theirs: Literal["linear", "quadratic"] | None) -> None:
    first, second = drawn(50, 2, seed=3).T
    found = cohen(first, second, weights)
    assert found.value == pytest.approx(cohen_kappa_score(first, second, weights=theirs), abs=1e-12)
    assert found.low < found.value < found.high


def test_kappa_is_given_for_every_two_raters() -> None:
    pairs = pairs_of(drawn(50, 3), cohen)
    assert set(pairs) == {(0, 1), (0, 2), (1, 2)}


def test_the_intraclass_correlations_are_shrout_and_fleiss() -> None:
    assert intraclass(SHROUT_FLEISS).value == pytest.approx(0.29, abs=0.005)
    assert intraclass(SHROUT_FLEISS, of_mean=True).value == pytest.approx(0.62, abs=0.005)


def test_the_share_within_one_counts_pairs_of_raters() -> None:
    ratings = np.array([[1.0, 2.0, 5.0], [3.0, 3.0, 3.0], [2.0, NAN, NAN]])
    found = within(ratings)
    assert found.value == pytest.approx((1 / 3 + 1) / 2)
    assert found.n == 2
    assert 0.0 <= found.low < found.value < found.high <= 1.0
