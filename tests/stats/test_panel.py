"""The mean of a panel: against plain means, refits by hand, and truths that are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assay.stats.arrays import Array
from assay.stats.panel import ends_for_any_raters, panel, panel_ends

SCALE = (1.0, 5.0)


def drawn(n: int, raters: int, seed: int, missing: float = 0.0, severe: float = 0.25) -> tuple[Array, Array]:
    """Ratings, and the severities they were drawn with."""
    draw = np.random.default_rng(seed)
    severity = severe * draw.normal(size=raters)
    latent = 3.6 + 0.6 * draw.normal(size=(n, 1)) + severity + 0.5 * draw.normal(size=(n, raters))
    ratings = np.clip(np.round(latent), 1, 5)
    ratings[draw.random((n, raters)) < missing] = np.nan
    return ratings[np.isfinite(ratings).any(axis=1)], severity


def truth(severity: Array) -> float:
    """The panel's mean over all items there could be."""
    spread = math.sqrt(2 * (0.36 + 0.25))
    steps = [(k + 0.5 - 3.6 - one) / spread for one in severity for k in (1, 2, 3, 4)]
    return 1 + sum(0.5 * math.erfc(step) for step in steps) / len(severity)


def test_where_all_rated_all_it_is_the_plain_mean_with_its_standard_error() -> None:
    ratings, _ = drawn(40, 3, 1)
    found = panel(ratings)
    means = ratings.mean(axis=1)
    assert found.mean == pytest.approx(means.mean(), abs=1e-12)
    assert found.jack.se == pytest.approx(means.std(ddof=1) / math.sqrt(40), abs=1e-12)
    assert found.severity == pytest.approx(ratings.mean(axis=0) - ratings.mean(), abs=1e-12)


def test_who_rated_what_does_not_move_the_mean() -> None:
    items, severity = np.array([2.0, 3.0, 4.0, 3.0]), np.array([-0.5, 0.5])
    ratings = items[:, None] + severity
    ratings[0, 1] = ratings[3, 0] = np.nan
    found = panel(ratings)
    assert found.mean == pytest.approx(3.0)
    assert found.severity == pytest.approx(severity)


def test_leaving_an_item_out_fits_the_severities_anew() -> None:
    ratings, _ = drawn(15, 4, 2, missing=0.4)
    n = len(ratings)
    left = np.array([panel(np.delete(ratings, i, axis=0)).mean for i in range(n)])
    se = math.sqrt((n - 1) / n * float(((left - left.mean()) ** 2).sum()))
    assert panel(ratings).jack.se == pytest.approx(se, rel=1e-9)


def test_leaving_a_cluster_out_fits_the_severities_anew() -> None:
    ratings, _ = drawn(24, 4, 3, missing=0.4)
    clusters = np.arange(len(ratings)) // 3
    groups = int(clusters.max()) + 1
    left = np.array([panel(ratings[clusters != g]).mean for g in range(groups)])
    se = math.sqrt((groups - 1) / groups * float(((left - left.mean()) ** 2).sum()))
    found = panel(ratings, clusters)
    assert found.jack.se == pytest.approx(se, rel=1e-9)
    assert found.mean == pytest.approx(panel(ratings).mean)
    assert found.jack.n == groups


def test_items_that_are_copies_of_each_other_count_once() -> None:
    ratings, _ = drawn(30, 3, 6)
    alone, copied = panel(ratings), panel(np.repeat(ratings, 4, axis=0), np.repeat(np.arange(30), 4))
    assert copied.jack.se == pytest.approx(alone.jack.se)
    assert copied.jack.worth == pytest.approx(30)


def test_raters_who_share_no_item_are_taken_as_equal() -> None:
    found = panel(np.array([[5.0, np.nan], [4.0, np.nan], [np.nan, 1.0]]))
    assert found.severity == pytest.approx([0.0, 0.0])
    assert found.mean == pytest.approx(10 / 3)


def test_all_top_ratings_are_no_certainty() -> None:
    low, high = panel_ends(panel(np.full((20, 3), 5.0)), SCALE, 0.95)
    assert low < 4.8
    assert high == 5.0


@pytest.mark.parametrize(
    ("n", "raters", "missing", "severe"), [(15, 2, 0.0, 0.25), (50, 3, 0.4, 0.25), (200, 3, 0.0, 0.5)]
)
def test_the_interval_covers_this_panels_mean(n: int, raters: int, missing: float, severe: float) -> None:
    hits, rounds = 0, 250
    for seed in range(rounds):
        ratings, severity = drawn(n, raters, seed, missing, severe)
        low, high = panel_ends(panel(ratings), SCALE, 0.95)
        hits += low <= truth(severity) <= high
    assert hits >= 0.915 * rounds


def test_the_interval_for_any_raters_is_wider_and_one_rater_shows_nothing() -> None:
    ratings, _ = drawn(100, 3, 4, severe=0.5)
    found = panel(ratings)
    own, any_raters = panel_ends(found, SCALE, 0.95), ends_for_any_raters(found, SCALE, 0.95)
    assert any_raters is not None
    assert any_raters[0] < own[0] < own[1] < any_raters[1]
    assert ends_for_any_raters(panel(ratings[:, :1]), SCALE, 0.95) is None


def test_many_items_and_raters_take_the_severities_as_known() -> None:
    ratings, _ = drawn(900, 200, 5, missing=0.97)
    assert math.isfinite(panel(ratings).jack.se)
