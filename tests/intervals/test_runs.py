"""Several runs on the same examples, against the reference implementation and what was drawn."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from assay.core.arrays import Array
from assay.core.difference import Difference
from assay.core.estimate import Confidence
from assay.core.scores import Measured, Scores
from assay.intervals.paired import difference
from assay.intervals.runs import difference_of_runs, stability
from tests.intervals import made
from tests.stats.oracle import oracle

SURE = Confidence()


def draws(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def between(candidates: list[Measured], bases: list[Measured], clusters: Array | None = None) -> Difference:
    found = difference_of_runs(candidates, bases, made.units(len(candidates[0].scores), clusters), SURE)
    assert found is not None
    return found


def answers(rights: list[float], n: int, seed: int) -> list[Measured]:
    """A run for each share of right answers."""
    draw = draws(seed)
    return [made.proportion((draw.random(n) < right).astype(float)) for right in rights]


def scores(runs: list[Measured]) -> Array:
    return np.stack([run.scores.rows[:, 0] for run in runs])


# Stability


@pytest.mark.parametrize("n", [40, 900])
@pytest.mark.parametrize("rights", [[0.82, 0.83, 0.85], [0.7, 0.8, 0.9, 0.75], [0.6, 0.6, 0.61, 0.6, 0.62]])
def test_right_answers_are_as_stable_as_the_reference_says(rights: list[float], n: int) -> None:
    runs = answers(rights, n, len(rights))
    found, theirs = stability(runs, made.units(n)), oracle().stability(scores(runs))
    assert found.scale == "relative"
    assert (found.fluctuation, found.noise, found.p) == pytest.approx(
        (theirs["fluctuation"], theirs["noise_floor"], theirs["p_runs_differ"]), abs=1e-10
    )
    assert found.examples == theirs["examples_needed"]
    assert found.high == pytest.approx(theirs["cv_upper95"], rel=0.005)  # its factors have three digits
    assert found.runs == tuple(run.point for run in runs)


def test_a_ratio_of_sums_has_the_references_stability_by_its_pseudo_values() -> None:
    draw = draws(1)
    lengths = draw.integers(3, 50, 80).astype(float)
    shares = np.clip(draw.random(80) + draw.normal(0, 0.1, (4, 80)), 0, 1)
    runs = [made.additive("bounded", np.stack([one * lengths, lengths], 1), made.share_of) for one in shares]
    value = (shares @ lengths) / lengths.sum()
    without = ((shares @ lengths)[:, None] - shares * lengths) / (lengths.sum() - lengths)
    theirs = oracle().stability(80 * value[:, None] - 79 * without, values=value)
    found = stability(runs, made.units(80))
    assert (found.fluctuation, found.noise, found.p) == pytest.approx(
        (theirs["fluctuation"], theirs["noise_floor"], theirs["p_runs_differ"]), abs=1e-10
    )
    assert found.examples == theirs["examples_needed"]


def test_perplexities_fluctuate_by_their_logarithms() -> None:
    tokens = np.full(50, 20.0)
    nll = draws(2).uniform(2, 3, (3, 50)) * tokens
    runs = [made.perplexity(one, tokens) for one in nll]
    logs = (nll / tokens).mean(axis=1)
    found, theirs = stability(runs, made.units(50)), oracle().stability(nll / tokens, relative=False)
    assert found.scale == "log"
    assert found.fluctuation == pytest.approx((logs.max() - logs.min()) / 2)
    assert (found.noise, found.p) == pytest.approx((theirs["noise_floor"], theirs["p_runs_differ"]), abs=1e-10)
    assert found.examples == theirs["examples_needed"]
    assert found.runs == pytest.approx(np.exp(logs))


def test_values_near_nothing_fluctuate_by_points() -> None:
    found = stability([made.mean(np.full(20, value)) for value in (0.02, 0.04, 0.06)], made.units(20))
    assert found.scale == "points"
    assert found.fluctuation == pytest.approx(0.02)


def test_points_of_a_metric_that_runs_to_a_hundred_are_hundredths() -> None:
    found = stability([made.mean(np.full(20, value), high=100.0) for value in (2.0, 4.0, 6.0)], made.units(20))
    assert found.scale == "points"
    assert found.fluctuation == pytest.approx(0.02)


def test_what_has_no_upper_end_fluctuates_by_its_middle() -> None:
    found = stability([made.mean(np.full(20, value), high=math.inf) for value in (0.02, 0.04, 0.06)], made.units(20))
    assert found.scale == "relative"
    assert found.fluctuation == pytest.approx(0.5)


def test_the_order_of_runs_does_not_matter_to_stability() -> None:
    runs = answers([0.7, 0.8, 0.85], 60, 3)
    found = {
        (one.fluctuation, round(one.noise or 0, 12), round(one.p or 0, 12))
        for one in (stability([*order], made.units(60)) for order in permutations(runs))
    }
    assert len(found) == 1


def test_a_metric_without_parts_has_a_fluctuation_and_no_noise() -> None:
    found = stability([made.median(draws(seed).random(80)) for seed in range(3)], made.units(80))
    assert found.fluctuation is not None
    assert (found.noise, found.p, found.examples) == (None, None, None)


def test_examples_of_one_cluster_are_one_part_and_what_is_needed_is_counted_in_examples() -> None:
    runs = answers([0.7, 0.8, 0.9], 120, 5)
    doubled = [made.proportion(np.repeat(run.scores.rows[:, 0], 2)) for run in runs]
    alone = stability(runs, made.units(120))
    found = stability(doubled, made.units(240, np.repeat(np.arange(120), 2)))
    assert (found.noise, found.p) == pytest.approx((alone.noise, alone.p))
    assert alone.examples is not None
    assert found.examples == pytest.approx(2 * alone.examples, abs=2)


# The difference of runs


def test_runs_that_are_all_alike_differ_as_one_of_them_does() -> None:
    new, old = answers([0.8, 0.7], 200, 6)
    single = difference(new, old, made.units(200), SURE)
    found = between([new, new, new], [old, old])
    assert (found.value, found.candidate, found.base) == pytest.approx((single.value, single.candidate, single.base))
    paired = oracle().paired_jackknife(new.scores.rows, old.scores.rows, made.share_of)
    assert (found.value, found.low, found.high) == pytest.approx(paired[:3], abs=1e-10)


def test_a_difference_of_runs_by_hand() -> None:
    # Two runs a side on four examples. Means 3/4 and 1/4, so the value is 1/2; the mean of the runs differs by
    # 1, 1/2, 1/2, 0 in the examples: variance of their mean (1/4 + 0 + 0 + 1/4) / 3 / 4 = 1/24.
    new = [made.mean([1, 1, 1, 0], high=10.0), made.mean([1, 1, 1, 0], high=10.0)]
    old = [made.mean([0, 1, 0, 0], high=10.0), made.mean([0, 0, 1, 0], high=10.0)]
    found = between(new, old)
    assert (found.candidate, found.base, found.value) == (0.75, 0.25, 0.5)
    # Neither side's runs differ in their means, so the examples' variance is all there is. Their influences are
    # -1/2, 0, 0, 1/2 with kurtosis 4 (2/16) / (1/2)^2 = 2: degrees of freedom min(3, 2*4/(2-1)) = 3. That the base's
    # two runs vary by 0 is itself in doubt: their noise, 1/3 / 4 / 2 = 1/24, has one degree of freedom. Together
    # 1 / (1/3 + 1/1) = 3/4, which counts as 1: t = 12.7062.
    assert found.high == pytest.approx(0.5 + 12.7062047 * math.sqrt(1 / 24), abs=1e-6)


@pytest.mark.parametrize("swap", [False, True])
def test_the_order_of_runs_does_not_matter_and_the_sides_mirror_each_other(swap: bool) -> None:
    new, old = answers([0.8, 0.82, 0.9], 150, 7), answers([0.7, 0.75], 150, 8)
    one, other = between(new, old), between(new[::-1], old[::-1])
    if swap:
        other = between(old, new)
        other = replace(other, value=-(other.value or 0), low=-(other.high or 0), high=-(other.low or 0))
    assert (one.value, one.low, one.high, one.p) == pytest.approx((other.value, other.low, other.high, other.p))


def test_one_run_is_taken_to_vary_as_the_many_of_the_other_side_do() -> None:
    old = answers([0.5, 0.6, 0.7], 300, 9)
    (new,) = answers([0.8], 300, 10)
    alike = [old[1], old[1], old[1]]
    restless, calm = between([new], old), between([new], alike)
    assert restless.low is not None
    assert calm.low is not None
    assert (restless.value or 0) - restless.low > 3 * ((calm.value or 0) - calm.low)


def test_perplexities_of_runs_are_compared_by_their_ratio() -> None:
    tokens = draws(11).integers(20, 400, 60).astype(float)
    base = tokens * draws(12).uniform(2, 3, 60)
    old, new = made.perplexity(base, tokens), made.perplexity(0.9 * base, tokens)
    single = difference(new, old, made.units(60), SURE)
    found = between([new, new], [old, old])
    # The degrees of freedom alone differ: a run's parts carry no sizes.
    assert (found.value, found.candidate, found.base) == pytest.approx((single.value, single.candidate, single.base))
    assert (found.low, found.high) == pytest.approx((single.low, single.high), rel=0.05)
    assert found.better


def test_restless_perplexities_lie_within_their_own_interval() -> None:
    tokens = np.full(30, 10.0)
    old = [made.perplexity(tokens * nll, tokens) for nll in (1.0, 3.0)]
    new = [made.perplexity(tokens * nll, tokens) for nll in (2.0, 2.0)]
    found = between(new, old)
    assert None not in (found.low, found.value, found.high)
    assert found.low <= found.value <= found.high  # type: ignore[operator]  # none of them is None
    assert found.base == pytest.approx(math.exp(2.0))


def test_runs_that_all_changed_alike_leave_nothing_to_judge_by() -> None:
    values = np.arange(64.0) / 128.0
    found = between([made.mean(values + 0.25)] * 2, [made.mean(values)] * 2)
    assert (found.value, found.low, found.better) == (0.25, None, False)
    assert "by the same amount" in str(found.why)


def test_five_changes_over_several_runs_are_never_better() -> None:
    def side(changed: int) -> list[Measured]:
        return [made.proportion(np.repeat([1.0, 0.0, 1.0], [changed, 40 - changed, 360]))] * 2

    five, six = between(side(5), side(0)), between(side(6), side(0))
    assert not five.better
    assert "5 examples differ" in str(five.why)
    assert six.better


@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_examples_show_nothing(n: int) -> None:
    found = between([made.proportion([1.0] * n)] * 2, [made.proportion([0.0] * n)] * 2)
    assert (found.value, found.better) == (1.0, False)
    assert found.why is not None


def test_no_difference_is_more_than_two_values_can_differ_by() -> None:
    new, old = answers([0.9, 0.5], 4, 20), answers([0.1, 0.5], 4, 21)
    found, single = between(new, old), difference(made.mean([1, 1, 0]), made.mean([0, 0, 1]), made.units(3), SURE)
    assert (found.high, single.low, single.high) == (1.0, -1.0, 1.0)


def test_areas_of_runs_that_are_all_alike_differ_as_one_of_them_does() -> None:
    gold = np.arange(400) % 3 == 0
    new, old = (made.area(gold, by * gold + draws(seed).random(400)) for by, seed in ((0.5, 1), (0.3, 2)))
    single, found = difference(new, old, made.units(400), SURE), between([new, new], [old, old])
    assert found.value == pytest.approx(single.value)
    assert (found.low, found.high) == pytest.approx((single.low, single.high), abs=2e-3)


def test_without_parts_of_their_own_runs_are_compared_by_resamples() -> None:
    values = draws(3).exponential(size=90)
    new, old = made.median(1.2 * values + 0.1), made.median(values)
    single, found = difference(new, old, made.units(90), SURE), between([new, new], [old, old])
    assert (found.value, found.low, found.high) == pytest.approx((single.value, single.low, single.high))
    restless = between([made.median(by * values) for by in (0.5, 1.9)], [old, old])
    assert restless.low is not None
    assert found.low is not None
    assert (restless.value or 0) - restless.low > 3 * ((found.value or 0) - found.low)


def test_rows_stored_once_give_what_rows_of_their_own_give() -> None:
    draw = draws(13)
    rows = np.array([[0.0, 1.0], [0.3, 1.0], [0.6, 1.0], [1.0, 1.0]])
    index = draw.integers(0, 4, (3, 80))
    short = [Measured("made", Scores(("a", "b"), rows, one), made.share_of, "bounded") for one in index]
    long = [made.additive("bounded", rows[one], made.share_of) for one in index]
    base = [made.mean(draw.random(80))] * 2
    one, other = between(short, base), between(long, base)
    assert (one.value, one.low, one.high, one.p) == pytest.approx((other.value, other.low, other.high, other.p))
    assert stability(short, made.units(80)).noise == pytest.approx(stability(long, made.units(80)).noise)


def test_an_interval_over_runs_covers_what_that_of_a_single_run_does_not() -> None:
    """Recipes of the same worth, whose runs vary by 4 points on 400 examples: 95 % is promised, less 3 standard errors
    of 300 tries.
    """
    draw, tries, covered, naive = draws(14), 300, 0, 0
    for _ in range(tries):
        hard = draw.normal(0, 1, 400)
        ours, theirs = (
            [made.proportion((draw.random(400) < 1 / (1 + np.exp(-worth - hard))).astype(float)) for worth in worths]
            for worths in draw.normal(1.5, 0.3, (2, 4))
        )
        found, single = between(ours, theirs), difference(ours[0], theirs[0], made.units(400), SURE)
        covered += found.low is not None and found.high is not None and found.low <= 0 <= found.high
        naive += single.low is not None and single.high is not None and single.low <= 0 <= single.high
    assert covered >= tries * 0.95 - 3 * math.sqrt(tries * 0.95 * 0.05)
    assert naive < tries * 0.80
