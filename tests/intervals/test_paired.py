"""Differences on the same examples, against the reference implementation."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from assay.core.arrays import Array
from assay.core.difference import Difference
from assay.core.estimate import Confidence
from assay.core.scores import Measured, Scores
from assay.intervals.bootstrap import bootstrap_interval
from assay.intervals.paired import difference
from tests.intervals import made
from tests.stats.oracle import oracle

SURE = Confidence()
DRAW = np.random.default_rng(1)


def between(candidate: Measured, base: Measured, clusters: object = None) -> Difference:
    return difference(candidate, base, made.units(len(candidate.scores), clusters), SURE)  # type: ignore[arg-type]


def changed(gained: int, lost: int, n: int) -> tuple[Measured, Measured]:
    base = np.repeat([0.0, 1.0, 1.0], [gained, lost, n - gained - lost])
    candidate = np.repeat([1.0, 0.0, 1.0], [gained, lost, n - gained - lost])
    return made.proportion(candidate), made.proportion(base)


def test_counts_have_tangos_interval_and_mcnemars_test() -> None:
    one = between(*changed(9, 2, 40))
    assert (one.value, one.low, one.high) == pytest.approx((0.175, 0.0144, 0.3390), abs=1e-4)
    assert one.p == pytest.approx(0.03857, abs=1e-5)
    assert (one.fixed, one.broken, one.better, one.why) == (9, 2, True, None)


def test_worse_is_not_better() -> None:
    one = between(*changed(2, 9, 40))
    assert one.high is not None
    assert one.high < 0
    assert not one.better


def test_five_changes_are_never_better_and_six_may_be() -> None:
    five, six = between(*changed(5, 0, 400)), between(*changed(6, 0, 400))
    assert five.low is not None
    assert five.low > 0
    assert not five.better
    assert "5 examples differ" in str(five.why)
    assert six.better


def test_fewer_unparsed_outputs_are_better_and_count_as_fixed() -> None:
    few, many = (replace(side, higher_is_better=False) for side in changed(1, 14, 60))
    one = between(few, many)
    assert one.better
    assert (one.fixed, one.broken) == (14, 1)


def test_nothing_changed_is_no_difference_but_not_a_certain_one() -> None:
    one = between(*changed(0, 0, 100))
    assert (one.value, one.p, one.better) == (0.0, 1.0, False)
    assert one.low == pytest.approx(-(one.high or 0))
    assert one.high is not None
    assert one.high > 0.02


def test_examples_outside_the_denominator_do_not_count() -> None:
    trials = np.array([1.0] * 40 + [0.0] * 60)
    candidate, base = (
        made.proportion(np.append(side.scores.rows[:, 0], np.zeros(60)), trials) for side in changed(9, 2, 40)
    )
    assert between(candidate, base).low == pytest.approx(between(*changed(9, 2, 40)).low)


def test_a_mean_has_the_references_paired_jackknife() -> None:
    base, lengths = DRAW.random(60), DRAW.integers(3, 50, 60).astype(float)
    candidate = np.clip(base + DRAW.normal(0.05, 0.2, 60), 0, 1)
    sums = [np.stack([side * lengths, lengths], 1) for side in (candidate, base)]
    value, low, high, info = oracle().paired_jackknife(sums[0], sums[1], made.share_of, None, 1)
    one = between(*(made.additive("bounded", rows, made.share_of, size="b") for rows in sums))
    assert (one.value, one.low, one.high) == pytest.approx((value, low, high), abs=1e-10)
    assert info["discordant"] >= 6


def test_perplexities_are_compared_by_their_ratio() -> None:
    tokens = DRAW.integers(20, 400, 50).astype(float)
    base = tokens * DRAW.uniform(2, 3, 50)
    candidate = base * DRAW.uniform(0.9, 1.0, 50)
    value, low, high, _ = oracle().paired_jackknife(
        np.stack([candidate, tokens], 1),
        np.stack([base, tokens], 1),
        lambda s: np.exp(made.share_of(s)),
        None,
        1,
        log=True,
    )
    one = between(made.perplexity(candidate, tokens), made.perplexity(base, tokens))
    assert one.base is not None
    assert one.value == pytest.approx(one.base * math.expm1(value), rel=1e-9)
    assert (one.low, one.high) == pytest.approx((one.base * math.expm1(low), one.base * math.expm1(high)), rel=1e-9)
    assert one.better


def test_a_matrix_has_the_references_paired_jackknife() -> None:
    gold, said, before = DRAW.integers(0, 3, (3, 90))
    said = np.where(DRAW.random(90) < 0.7, gold, said)
    cells = [np.eye(9)[gold * 3 + side] for side in (said, before)]

    def macro_f1(sums: Array) -> Array:
        return made.MATRIX["f1"][0](sums.reshape(*sums.shape[:-1], 3, 3))

    theirs = oracle().paired_jackknife(cells[0], cells[1], macro_f1)
    one = between(*(made.of_matrix("f1", gold, side, (3, 3)) for side in (said, before)))
    assert (one.value, one.low, one.high) == pytest.approx(theirs[:3], abs=1e-10)
    assert one.better


def test_clusters_are_what_is_left_out() -> None:
    base = DRAW.integers(0, 2, 120).astype(float)
    candidate = np.where(DRAW.random(120) < 0.3, 1.0, base)
    clusters = np.repeat(np.arange(30), 4)
    sums = [np.stack([side, np.ones(120)], 1) for side in (candidate, base)]
    theirs = oracle().paired_jackknife(sums[0], sums[1], made.share_of, clusters, 1)
    one = between(made.proportion(candidate), made.proportion(base), clusters)
    assert (one.value, one.low, one.high) == pytest.approx(theirs[:3], abs=1e-10)
    assert one.method == "paired jackknife"


def test_areas_have_delongs_paired_interval() -> None:
    gold = (DRAW.random(150) < 0.4).astype(int)
    noise = DRAW.standard_normal((2, 150))
    candidate, base = 1.5 * gold + noise[0], 0.7 * gold + 0.5 * noise[0] + 0.8 * noise[1]
    theirs = oracle().auroc_diff(gold, candidate, base)
    one = between(made.area(gold, candidate), made.area(gold, base))
    assert (one.value, one.low, one.high) == pytest.approx(theirs[:3], abs=1e-10)


def test_areas_averaged_over_two_mirrored_classes_differ_as_one_does() -> None:
    gold = (DRAW.random(150) < 0.4).astype(int)
    sides = [gold * strength + DRAW.standard_normal(150) for strength in (1.5, 0.7)]
    single = between(*(made.area(gold, side) for side in sides))
    both = between(*(made.area(gold, np.stack([-side, side], 1)) for side in sides))
    assert (both.value, both.low, both.high) == pytest.approx((single.value, single.low, single.high), abs=0.01)
    clustered = between(made.area(gold, sides[0]), made.area(gold, sides[1]), np.arange(150) // 3)
    assert clustered.method == "paired jackknife"
    assert clustered.low is not None


def test_what_is_not_a_sum_is_resampled_on_both_sides_at_once() -> None:
    values = np.random.default_rng(3).exponential(size=90)
    stretched, plain = made.median(1.1 * values), made.median(values)
    one, own = between(stretched, plain), bootstrap_interval(plain, made.units(90), SURE)
    assert one.method == "paired keyed bootstrap"
    assert None not in (one.low, one.high, own.low, own.high)
    # In each resample the difference is a tenth of the median itself; apart they would differ far more.
    assert one.high - one.low < 0.2 * (own.high - own.low)  # type: ignore[operator]  # none of them is None


def test_a_change_that_is_the_same_in_every_example_has_no_interval_and_says_so() -> None:
    values = np.arange(64.0) / 64.0
    one = between(made.mean(values + 0.25), made.mean(values))
    assert (one.value, one.low, one.better) == (0.25, None, False)
    assert "by the same amount" in str(one.why)


def test_identical_outputs_give_no_interval_for_a_mean() -> None:
    same = made.mean(DRAW.random(40))
    one = between(same, same)
    assert (one.value, one.low, one.high, one.better) == (0.0, None, None, False)
    assert "No example differs" in str(one.why)


def test_an_undefined_side_leaves_no_difference() -> None:
    one = between(made.proportion([1.0, 0.0]), made.proportion([0.0, 0.0], [0.0, 0.0]))
    assert (one.candidate, one.base, one.value, one.better) == (0.5, None, None, False)
    assert one.why is not None


def test_rows_stored_once_give_what_rows_of_their_own_give() -> None:
    index = DRAW.integers(0, 4, 80)
    rows = np.array([[0.0, 1.0], [0.3, 1.0], [0.6, 1.0], [1.0, 1.0]])
    short = Measured("made", Scores(("a", "b"), rows, index), made.share_of, "bounded")
    long = made.additive("bounded", rows[index], made.share_of)
    base = made.mean(DRAW.random(80))
    one, other = between(short, base), between(long, base)
    assert (one.value, one.low, one.high, one.p) == pytest.approx((other.value, other.low, other.high, other.p))
