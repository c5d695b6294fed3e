"""Laws that every interval keeps."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.core.estimate import Confidence, Estimate
from assay.core.scores import Measured, Scores, Units
from assay.intervals import INTERVALS
from assay.stats.beta import beta_quantile, incomplete_beta
from assay.stats.paired import mcnemar_mid_p, tango
from assay.stats.proportions import Procedure, clopper_pearson, mid_p, wilson
from tests.intervals import made

SURE = Confidence(resamples=100)

trials = st.floats(0.1, 1e6)
shares = st.floats(0.0, 1.0)
levels = st.sampled_from([0.8, 0.95, 0.99])
procedures = st.sampled_from([mid_p, clopper_pearson, wilson])
seeds = st.integers(0, 10_000)


def measured(kind: str, seed: int, n: int = 40) -> Measured:
    """A metric of each kind over n random examples."""
    draw = np.random.default_rng(seed)
    gold, said = draw.integers(0, 3, (2, n))
    gold[:3], tokens = [0, 1, 2], draw.integers(1, 90, n).astype(float)
    make: dict[str, Callable[[], Measured]] = {
        "proportion": lambda: made.proportion(draw.integers(0, 2, n)),
        "jaccard": lambda: made.f1(*np.eye(4)[draw.integers(0, 4, n)].T[:3]),
        "confusion": lambda: made.of_matrix("f1", gold, said, (3, 4)),
        "correlation": lambda: made.of_matrix("mcc", gold, said, (3, 3)),
        "bounded": lambda: made.mean(draw.random(n)),
        "ratio": lambda: made.perplexity(tokens * draw.uniform(1, 3, n), tokens),
        "auroc": lambda: made.area(gold, draw.random((n, 3)).round(1)),
        "bootstrap": lambda: replace(made.mean(draw.random(n)), interval="bootstrap"),
    }
    return make[kind]()


KINDS = ("proportion", "jaccard", "confusion", "correlation", "bounded", "ratio", "auroc", "bootstrap")


def estimate(one: Measured, units: Units, confidence: Confidence = SURE) -> Estimate:
    return INTERVALS[one.interval](one, units, confidence)


def reordered(one: Measured, order: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Measured:
    scores = one.scores
    rows, index = (scores.rows[order], None) if scores.index is None else (scores.rows, scores.index[order])
    return replace(one, scores=Scores(scores.statistics, rows, index))


def numbers(one: Estimate) -> list[float]:
    return [math.nan if x is None else x for x in (one.value, one.low, one.high, one.se, one.n_effective)]


@given(procedures, shares, trials, levels)
def test_an_interval_of_a_share_holds_the_share_and_stays_within_its_range(
    procedure: Procedure, share: float, n: float, level: float
) -> None:
    low, high = procedure(share * n, n, level)
    assert 0.0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1.0


@given(procedures, shares, trials, levels)
def test_failures_have_the_mirrored_interval_of_successes(
    procedure: Procedure, share: float, n: float, level: float
) -> None:
    low, high = procedure(share * n, n, level)
    mirrored_low, mirrored_high = procedure(n - share * n, n, level)
    assert (low, high) == pytest.approx((1 - mirrored_high, 1 - mirrored_low), abs=1e-9)


@given(procedures, shares, st.floats(0.0, 1.0), trials, levels)
def test_more_successes_raise_both_ends(
    procedure: Procedure, share: float, more: float, n: float, level: float
) -> None:
    fewer, larger = sorted([share * n, more * n])
    below, above = procedure(fewer, n, level), procedure(larger, n, level)
    assert below[0] <= above[0] + 1e-12
    assert below[1] <= above[1] + 1e-12


@given(shares, trials)
def test_surer_is_wider(share: float, n: float) -> None:
    narrow, wide = mid_p(share * n, n, 0.9), mid_p(share * n, n, 0.99)
    assert wide[0] <= narrow[0] + 1e-12
    assert narrow[1] <= wide[1] + 1e-12


@given(st.integers(0, 60), st.integers(1, 60), levels)
def test_clopper_pearson_is_never_narrower_than_mid_p(k: int, n: int, level: float) -> None:
    k = min(k, n)
    exact, mid = clopper_pearson(k, n, level), mid_p(k, n, level)
    assert exact[0] <= mid[0] + 1e-12
    assert mid[1] <= exact[1] + 1e-12


@given(st.floats(0.05, 1e5), st.floats(0.05, 1e5), st.floats(0.001, 0.999))
def test_a_beta_quantile_undoes_the_beta_tail(a: float, b: float, p: float) -> None:
    x = beta_quantile(a, b, p)
    if 1e-280 < x < 1 - 1e-9:
        assert incomplete_beta(a, b, x) == pytest.approx(p, abs=1e-7)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 100))
def test_swapping_the_sides_mirrors_a_paired_difference(gained: int, lost: int, unchanged: int) -> None:
    n = max(1, gained + lost + unchanged)
    low, high = tango(gained, lost, n, 0.95)
    assert tango(lost, gained, n, 0.95) == pytest.approx((-high, -low), abs=1e-8)
    assert mcnemar_mid_p(gained, lost) == mcnemar_mid_p(lost, gained)
    assert -1 <= low <= (gained - lost) / n + 1e-9 <= high + 2e-9 <= 1 + 2e-9


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20, deadline=None)
@given(seed=seeds)
def test_the_order_of_rows_does_not_matter(kind: str, seed: int) -> None:
    one = measured(kind, seed)
    order = np.random.default_rng(seed + 1).permutation(40)
    keys = np.arange(40, dtype=np.uint64)
    there = estimate(one, Units(40, make_keys=lambda: keys))
    moved = estimate(reordered(one, order), Units(40, make_keys=lambda: keys[order]))
    np.testing.assert_allclose(numbers(there), numbers(moved), atol=1e-9)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "bootstrap"])
@settings(max_examples=20, deadline=None)
@given(seed=seeds)
def test_the_names_of_clusters_do_not_matter(kind: str, seed: int) -> None:
    one, draw = measured(kind, seed), np.random.default_rng(seed + 2)
    clusters = np.unique(draw.integers(0, 15, 40), return_inverse=True)[1]
    renamed = draw.permutation(clusters.max() + 1)[clusters]
    np.testing.assert_allclose(
        numbers(estimate(one, Units(40, clusters))), numbers(estimate(one, Units(40, renamed))), atol=1e-9
    )


@pytest.mark.parametrize("kind", ["proportion", "jaccard", "confusion", "bounded", "ratio", "auroc"])
@settings(max_examples=20, deadline=None)
@given(seed=seeds)
def test_rows_stored_once_give_what_repeated_rows_give(kind: str, seed: int) -> None:
    one, draw = measured(kind, seed, n=12), np.random.default_rng(seed + 3)
    index = np.concatenate([np.arange(12), draw.integers(0, 12, 50)])
    own = one.scores.expanded()
    short = replace(one, scores=Scores(one.scores.statistics, own, index))
    long = replace(one, scores=Scores(one.scores.statistics, own[index]))
    if kind == "confusion":
        gold, said = own[index].astype(int).T
        long = short = made.of_matrix("f1", gold, said, (3, 4))
        long = replace(long, scores=Scores(long.scores.statistics, *np.unique(own[index], axis=0, return_inverse=True)))
    np.testing.assert_allclose(numbers(estimate(short, Units(62))), numbers(estimate(long, Units(62))), atol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20, deadline=None)
@given(seed=seeds, n=st.integers(3, 40))
def test_the_interval_holds_the_value_and_keeps_to_its_range(kind: str, seed: int, n: int) -> None:
    one = measured(kind, seed, n)
    found = estimate(one, Units(n))
    if found.value is None:
        assert found.why is not None
        return
    assert found.low is not None
    assert one.low <= found.low <= found.value + 1e-12
    assert found.high is None or found.value - 1e-12 <= found.high <= one.high


@pytest.mark.parametrize("kind", ["proportion", "bounded", "confusion", "correlation", "ratio"])
@settings(max_examples=15, deadline=None)
@given(seed=seeds)
def test_clusters_of_one_example_have_the_jackknife_of_examples(kind: str, seed: int) -> None:
    one = measured(kind, seed)
    alone = estimate(one, Units(40, np.arange(40)))
    if kind in ("bounded", "ratio"):
        assert alone.se == pytest.approx(estimate(one, Units(40)).se, rel=1e-9)
    assert alone.n_effective == pytest.approx(40, rel=0.2)
