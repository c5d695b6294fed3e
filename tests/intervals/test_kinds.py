"""Every kind of interval against the reference implementation, and where it says that it says nothing."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from assay.core.estimate import Confidence, Estimate
from assay.core.messages import literal
from assay.core.scores import Measured, Scores, Units
from assay.intervals import INTERVALS
from assay.stats.effective import envelope
from assay.stats.proportions import mid_p, wilson
from tests.intervals import made
from tests.stats.oracle import oracle

SURE = Confidence()
DRAW = np.random.default_rng(0)
CLUSTERS = np.repeat(np.arange(30), DRAW.integers(1, 8, 30))
N = len(CLUSTERS)


def estimate(measured: Measured, clusters: object = None, confidence: Confidence = SURE) -> Estimate:
    where = made.units(len(measured.scores), clusters)  # type: ignore[arg-type]
    return INTERVALS[measured.interval](measured, where, confidence)


def ends(one: Estimate) -> tuple[float | None, float | None]:
    return one.low, one.high


def assert_a_little_wider(one: Estimate, theirs: tuple[float, float, float, dict[str, float]]) -> None:
    """The reference's value and spread, and an interval that holds its interval: unseen units are allowed for."""
    assert one.value == pytest.approx(theirs[0], abs=1e-12)
    assert one.se == pytest.approx(theirs[3]["se"], abs=1e-12)
    assert one.low is not None
    assert one.high is not None
    assert one.low <= theirs[1] + 1e-9
    assert theirs[2] - 1e-9 <= one.high
    assert one.high - one.low < 1.35 * (theirs[2] - theirs[1])


def hits(rate: float, seed: int = 0, icc: float = 0.3) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Right or wrong, alike within clusters."""
    draw = np.random.default_rng(seed)
    shared = draw.random(30)[CLUSTERS] < icc
    return (np.where(shared, draw.random(30)[CLUSTERS], draw.random(N)) < rate).astype(float)


class TestProportion:
    def test_it_is_mid_p(self) -> None:
        one = estimate(made.proportion([1] * 95 + [0] * 5))
        assert ends(one) == pytest.approx((0.89268, 0.98145), abs=1e-5)
        assert (one.value, one.n, one.method, one.why) == (0.95, 100, "mid-P", None)

    def test_exact_is_clopper_pearson(self) -> None:
        one = estimate(made.proportion([1] * 95 + [0] * 5), confidence=Confidence(exact=True))
        assert ends(one) == pytest.approx((0.88717, 0.98357), abs=1e-5)

    def test_the_denominator_is_its_own(self) -> None:
        one = estimate(made.proportion([1, 1, 0, 0, 0], trials=[1, 1, 1, 0, 0]))
        assert (one.value, one.n) == pytest.approx((2 / 3, 3))

    def test_without_trials_it_is_undefined_and_anything_is_possible(self) -> None:
        one = estimate(made.proportion([0, 0], trials=[0, 0]))
        assert (one.value, one.low, one.high, one.n) == (None, 0.0, 1.0, 0)
        assert one.why is not None

    def test_the_metrics_own_reason_comes_first(self) -> None:
        measured = replace(made.proportion([0], trials=[0]), undefined=literal("no such class"))
        assert str(estimate(measured).why) == "no such class"

    @pytest.mark.parametrize("rate", [0.5, 0.8])
    def test_with_clusters_it_is_the_references(self, rate: float) -> None:
        successes, trials = hits(rate), (np.random.default_rng(5).random(N) < 0.7).astype(float)
        value, low, high, info = oracle().clustered_proportion(successes * trials, trials, CLUSTERS)
        one = estimate(made.proportion(successes * trials, trials), CLUSTERS)
        assert (one.value, *ends(one)) == pytest.approx((value, low, high), abs=1e-9)
        if info["se"] > 0:
            assert (one.se, one.df) == pytest.approx((info["se"], info["df"]), rel=1e-9)

    @pytest.mark.parametrize("rate", [0.0, 1.0])
    def test_clusters_are_worth_at_least_one_example_each(self, rate: float) -> None:
        sizes = np.repeat([1, 2, 3], 10)
        clusters = np.repeat(np.arange(30), sizes)
        one = estimate(made.proportion(np.full(60, rate)), clusters)
        least = sizes.sum() ** 2 / (sizes**2).sum()
        assert ends(one) == pytest.approx(envelope(rate, least, 0.95), abs=1e-12)

    def test_a_few_repeated_examples_hardly_widen_it(self) -> None:
        successes, clusters = np.ones(41), np.arange(41)
        successes[40], clusters[1] = 0.0, 0
        alone, repeated = estimate(made.proportion(successes)), estimate(made.proportion(successes), clusters)
        assert repeated.low is not None
        assert alone.low is not None
        assert alone.low - 0.02 < repeated.low <= alone.low

    def test_one_cluster_with_trials_says_nothing(self) -> None:
        one = estimate(made.proportion([1, 0, 0, 0], trials=[1, 1, 0, 0]), [0, 0, 1, 2])
        assert (one.value, one.low, one.high) == (0.5, 0.0, 1.0)
        assert one.why is not None

    def test_few_clusters_are_said(self) -> None:
        assert "7 clusters" in str(estimate(made.proportion(hits(0.6)[:70]), np.arange(70) % 7).why)

    def test_alike_clusters_are_worth_fewer_examples(self) -> None:
        one = estimate(made.proportion(np.repeat([1.0, 0.0, 1.0, 1.0], 25)), np.repeat(np.arange(20), 5))
        assert one.n == 100
        assert one.n_effective is not None
        assert one.n_effective < 30


class TestJaccard:
    @pytest.mark.parametrize(("tp", "fp", "fn"), [(6, 1, 2), (8, 0, 0), (0, 3, 4), (90, 30, 1)])
    def test_it_is_the_references(self, tp: int, fp: int, fn: int) -> None:
        value, low, high, _ = oracle().f1_binary(tp, fp, fn)
        kinds = np.repeat(np.eye(3), [tp, fp, fn], axis=0)
        one = estimate(made.f1(*kinds.T))
        assert (one.value, *ends(one)) == pytest.approx((value, low, high), abs=1e-9)
        assert one.n == tp + fp + fn

    def test_with_clusters_the_share_is_clustered_and_carried_over(self) -> None:
        kinds = np.eye(4)[np.random.default_rng(3).choice(4, N, p=[0.5, 0.1, 0.1, 0.3])]
        tp, fp, fn, _ = kinds.T
        _, low, high, info = oracle().clustered_proportion(tp, tp + fp + fn, CLUSTERS)
        one = estimate(made.f1(tp, fp, fn), CLUSTERS)
        assert ends(one) == pytest.approx((2 * low / (1 + low), 2 * high / (1 + high)), abs=1e-9)
        step = 1e-6
        j = tp.sum() / (tp + fp + fn).sum()
        slope = (2 * (j + step) / (1 + j + step) - 2 * j / (1 + j)) / step
        assert one.se == pytest.approx(info["se"] * slope, rel=1e-4)

    def test_nothing_claimed_and_nothing_missed_is_undefined(self) -> None:
        assert estimate(made.f1([0, 0], [0, 0], [0, 0])).value is None


class TestConfusion:
    @pytest.mark.parametrize(
        ("kind", "name"), [("f1", "macrof1"), ("recall", "bacc"), ("mcc", "mcc"), ("kappa", "kappa")]
    )
    @pytest.mark.parametrize("accuracy", [0.5, 0.8, 1.0])
    def test_it_is_the_references(self, kind: str, name: str, accuracy: float) -> None:
        draw = np.random.default_rng(7)
        gold = draw.integers(0, 3, 70)
        said = np.where(draw.random(70) < accuracy, gold, draw.integers(0, 3, 70))
        counts = np.zeros((3, 3))
        np.add.at(counts, (gold, said), 1)
        value, low, high, info = oracle().confusion_metric(counts, name)
        one = estimate(made.of_matrix(kind, gold, said, (3, 3)))
        assert (one.value, *ends(one)) == pytest.approx((value, low, high), abs=1e-9)
        assert one.se == pytest.approx(info["se"], abs=1e-12)

    @pytest.mark.parametrize("kind", made.MATRIX)
    def test_an_output_of_no_class_makes_it_worse(self, kind: str) -> None:
        gold, said = [0, 0, 0, 1, 1, 1, 0, 1], [0, 0, 0, 1, 1, 0, 0, 1]
        fine, lost = (estimate(made.of_matrix(kind, gold, [*said[:-1], last], (2, 3))) for last in (1, 2))
        assert lost.value is not None
        assert fine.value is not None
        assert lost.value < fine.value or kind == "precision"
        assert lost.low is not None
        assert -1 <= lost.low < lost.value

    @pytest.mark.parametrize("kind", ["f1", "recall", "precision"])
    def test_an_absent_class_leaves_a_mean_over_classes_open(self, kind: str) -> None:
        one = estimate(made.of_matrix(kind, [0, 0, 1, 1], [0, 0, 1, 0], (3, 3)))
        assert one.value is not None
        assert ends(one) == (0.0, 1.0)
        assert "1 of 3 classes has no example" in str(one.why)

    def test_a_correlation_with_one_reference_class_is_undefined(self) -> None:
        one = estimate(made.of_matrix("mcc", [0, 0, 0], [0, 1, 0], (2, 2)))
        assert (one.value, one.low, one.high) == (None, -1.0, 1.0)

    def test_one_example_says_nothing(self) -> None:
        one = estimate(made.of_matrix("f1", [0], [0], (1, 1)))
        assert ends(one) == (0.0, 1.0)

    @pytest.mark.parametrize(("kind", "low"), [("f1", 0.0), ("mcc", -1.0)])
    def test_with_clusters_it_is_the_references_jackknife(self, kind: str, low: float) -> None:
        draw = np.random.default_rng(8)
        gold = draw.integers(0, 2, N)
        said = np.where(hits(0.8) > 0, gold, 1 - gold)
        measured = made.of_matrix(kind, gold, said, (2, 2))
        cells = np.zeros((N, 4))
        cells[np.arange(N), gold * 2 + said] = 1

        def value(
            sums: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
        ) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
            return made.MATRIX[kind][0](sums[..., :4].reshape(*sums.shape[:-1], 2, 2))

        sizes = np.concatenate([cells, np.ones((N, 1))], axis=1)
        theirs = oracle().bounded_metric(sizes, value, CLUSTERS, 4, lo=low)
        assert_a_little_wider(estimate(measured, CLUSTERS), theirs)


class TestBounded:
    @pytest.mark.parametrize("values", [DRAW.random(40), np.ones(40), np.zeros(12), np.repeat([0.0, 1.0], [3, 90])])
    def test_a_mean_has_the_references_interval(self, values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
        rows = np.stack([values, np.ones_like(values)], 1)
        theirs = oracle().bounded_metric(rows, made.share_of)
        assert_a_little_wider(estimate(made.mean(values)), theirs)

    def test_a_ratio_with_lengths_has_the_references_interval(self) -> None:
        lengths = DRAW.integers(3, 60, 50).astype(float)
        matches = np.floor(lengths * DRAW.random(50))
        theirs = oracle().bounded_metric(np.stack([matches, lengths], 1), made.share_of, None, 1)
        one = estimate(made.additive("bounded", np.stack([matches, lengths], 1), made.share_of, size="b"))
        assert_a_little_wider(one, theirs)
        assert one.df == pytest.approx(theirs[3]["df"], rel=1e-9)

    def test_two_outputs_in_a_hundred_that_fail_may_be_missing_from_fifteen(self) -> None:
        one = estimate(made.mean(np.linspace(0.93, 0.97, 15)))
        assert one.low is not None
        assert one.low < 0.85  # the reference stops at 0.93
        assert one.se == pytest.approx(0.0033, abs=1e-4)

    def test_half_a_unit_at_each_bound_by_hand(self) -> None:
        values = DRAW.random(20)
        one = estimate(made.mean(values))
        seen = 20 * values.var(ddof=1)
        mean = (20 * values.mean() + 0.5) / 21
        spread = (seen + 20 * (values.mean() - mean) ** 2 + 0.5 * mean**2 + 0.5 * (1 - mean) ** 2) / 21
        trials = 20 * mean * (1 - mean) / spread
        assert one.df is not None
        few = trials * (stats.norm.ppf(0.975) / stats.t.ppf(0.975, one.df)) ** 2
        share = values.mean()
        low, high = zip(mid_p(share * few, few, 0.95), wilson(share * few, few, 0.95), strict=True)
        assert ends(one) == pytest.approx((min(low), max(high)), abs=1e-9)

    def test_with_clusters_it_is_the_references(self) -> None:
        values = hits(0.7) * 0.9
        rows = np.stack([values, np.ones(N)], 1)
        theirs = oracle().bounded_metric(rows, made.share_of, CLUSTERS, 1)
        one = estimate(made.mean(values), CLUSTERS)
        assert_a_little_wider(one, theirs)
        assert one.n_effective is not None
        assert one.n_effective <= N

    def test_points_of_a_hundred_are_a_hundred_times_the_share(self) -> None:
        values = DRAW.random(25)
        share, points = estimate(made.mean(values)), estimate(made.mean(100 * values, high=100.0))
        assert ends(points) == pytest.approx((100 * (share.low or 0), 100 * (share.high or 0)), abs=1e-9)

    def test_without_an_upper_bound_it_is_read_as_a_count(self) -> None:
        few = estimate(made.mean(np.repeat([0.0, 10.0], [996, 4]), high=math.inf))
        assert ends(few) == pytest.approx((0.01, 0.12), abs=0.005)  # 4 rare events: 1.2 to 9.7, with 8 df 1.0 to 12
        many = estimate(made.mean(DRAW.uniform(4, 6, 500), high=math.inf))
        assert many.value is not None
        assert many.se is not None
        assert ends(many) == pytest.approx((many.value - 1.96 * many.se, many.value + 1.96 * many.se), abs=2e-3)

    def test_without_bounds_it_is_the_t_interval(self) -> None:
        values = np.array([-3.1, 0.2, 0.15, 2.5])
        one = estimate(made.mean(values, low=-math.inf, high=math.inf))
        expected = stats.t.interval(0.95, one.df, values.mean(), stats.sem(values))
        assert ends(one) == pytest.approx(expected, abs=1e-12)

    def test_what_a_bad_unit_would_be_worth_keeps_equal_values_from_being_certain(self) -> None:
        one = estimate(made.mean(np.zeros(50), high=math.inf, details={"unseen": 1.0}))
        assert (one.value, one.low) == (0.0, 0.0)
        assert one.high == pytest.approx(0.08, abs=0.005)  # as of some 45 trials without an event

    def test_equal_values_without_an_upper_bound_do_not_say_how_high_it_may_be(self) -> None:
        one = estimate(made.mean(np.zeros(50), high=math.inf))
        assert (one.value, one.low, one.high) == (0.0, 0.0, None)
        assert "same value" in str(one.why)

    def test_one_example_says_nothing(self) -> None:
        one = estimate(made.mean([0.7]))
        assert (one.value, one.low, one.high) == (0.7, 0.0, 1.0)
        assert one.why is not None


class TestRatio:
    TOKENS = DRAW.integers(5, 900, 40).astype(float)
    NLL = TOKENS * DRAW.uniform(1.5, 3, 40)

    def test_perplexity_is_the_references(self) -> None:
        value, low, high, info = oracle().perplexity(self.NLL, self.TOKENS)
        one = estimate(made.perplexity(self.NLL, self.TOKENS))
        assert (one.value, *ends(one), one.df) == pytest.approx((value, low, high, info["df"]), rel=1e-9)

    def test_bits_per_byte_are_the_references(self) -> None:
        scale = 1 / math.log(2)
        value, low, high, info = oracle().log_ratio_metric(self.NLL, self.TOKENS * 4, scale=scale)
        one = estimate(made.perplexity(self.NLL, self.TOKENS * 4, "identity", scale))
        assert (one.value, *ends(one), one.se) == pytest.approx((value, low, high, info["se"]), rel=1e-9)

    def test_the_standard_error_is_of_the_value(self) -> None:
        one = estimate(made.perplexity(self.NLL, self.TOKENS))
        assert one.value is not None
        assert one.se == pytest.approx(one.value * oracle().perplexity(self.NLL, self.TOKENS)[3]["se"], rel=1e-9)

    def test_with_clusters_it_is_the_references(self) -> None:
        clusters = np.arange(40) // 2
        theirs = oracle().perplexity(self.NLL, self.TOKENS, clusters)
        one = estimate(made.perplexity(self.NLL, self.TOKENS), clusters)
        assert (one.value, *ends(one)) == pytest.approx(theirs[:3], rel=1e-9)

    def test_a_document_without_tokens_does_not_count(self) -> None:
        with_empty = estimate(made.perplexity([*self.NLL, 0.0], [*self.TOKENS, 0.0]))
        assert with_empty == estimate(made.perplexity(self.NLL, self.TOKENS))

    def test_one_document_gives_no_interval(self) -> None:
        one = estimate(made.perplexity([30.0], [10.0]))
        assert one.value == pytest.approx(math.exp(3))
        assert ends(one) == (0.0, None)

    def test_a_token_of_probability_zero_makes_it_infinite_and_says_so(self) -> None:
        one = estimate(made.perplexity([30.0, math.inf], [10.0, 10.0]))
        assert (one.value, one.low, one.high) == (math.inf, math.inf, math.inf)
        assert one.why is not None

    def test_no_tokens_at_all_are_undefined(self) -> None:
        assert estimate(made.perplexity([0.0], [0.0])).value is None


class TestArea:
    GOLD = (DRAW.random(60) < 0.4).astype(int)
    SCORES = DRAW.standard_normal(60) + GOLD

    def test_two_classes_have_the_references_interval(self) -> None:
        theirs = oracle().auroc(self.GOLD, self.SCORES)
        one = estimate(made.area(self.GOLD, self.SCORES))
        assert (one.value, *ends(one), one.se) == pytest.approx((*theirs[:3], theirs[3]["se"]), abs=1e-9)

    def test_the_mean_over_two_mirrored_classes_is_that_of_one(self) -> None:
        single = estimate(made.area(self.GOLD, self.SCORES))
        both = estimate(made.area(self.GOLD, np.stack([-self.SCORES, self.SCORES], 1)))
        assert (both.value, *ends(both)) == pytest.approx((single.value, *ends(single)), abs=1e-9)

    def test_a_small_class_widens_the_mean_over_three(self) -> None:
        gold = np.repeat([0, 1, 2], [40, 40, 3])
        scores = np.eye(3)[gold] + DRAW.standard_normal((83, 3))
        three = estimate(made.area(gold, scores))
        assert three.low is not None
        assert three.high is not None
        assert three.high - three.low > 0.1

    def test_with_clusters_it_is_the_jackknife_over_them(self) -> None:
        clusters = np.arange(60) // 3
        left = made.area(self.GOLD, self.SCORES).at((clusters[None] != np.arange(20)[:, None]).astype(float))
        one = estimate(made.area(self.GOLD, self.SCORES), clusters)
        assert one.se == pytest.approx(math.sqrt(19 / 20 * ((left - left.mean()) ** 2).sum()), rel=1e-12)
        assert one.n_effective is not None

    def test_a_class_within_one_cluster_says_nothing(self) -> None:
        one = estimate(made.area([1, 1, 0, 0], [0.9, 0.8, 0.1, 0.2]), [0, 0, 1, 2])
        assert ends(one) == (0.0, 1.0)
        assert "one cluster" in str(one.why)

    def test_one_class_is_undefined(self) -> None:
        one = estimate(made.area([1, 1], [0.1, 0.2]))
        assert (one.value, one.low, one.high) == (None, 0.0, 1.0)


class TestCalibration:
    def test_a_shift_lies_in_its_interval(self) -> None:
        draw = np.random.default_rng(3)
        confidence = draw.uniform(0.3, 0.9, 1000)
        one = estimate(made.confidences(confidence, draw.random(1000) < confidence - 0.15))
        assert one.low is not None
        assert one.high is not None
        assert one.low < 0.15 < one.high

    def test_nineteen_examples_are_too_few(self) -> None:
        one = estimate(made.confidences(np.full(19, 0.5), np.ones(19)))
        assert one.value is None
        assert "20" in str(one.why)


class TestBootstrap:
    def test_a_mean_has_about_the_standard_error_of_the_jackknife(self) -> None:
        values = DRAW.random(200)
        additive = made.mean(values)
        drawn = replace(additive, interval="bootstrap")
        assert estimate(drawn).se == pytest.approx(estimate(additive).se, rel=0.06)

    def test_a_median_without_bounds_has_a_t_interval(self) -> None:
        one = estimate(made.median(DRAW.exponential(size=101)))
        assert one.low is not None
        assert one.value is not None
        assert one.high is not None
        assert 0 <= one.low < one.value < one.high

    def test_equal_values_between_bounds_are_not_certain(self) -> None:
        one = estimate(made.median(np.ones(40), high=1.0))
        assert one.high == 1.0
        assert one.low is not None
        assert 0.9 < one.low < 1.0

    def test_the_same_seed_gives_the_same_interval_and_another_one_hardly_differs(self) -> None:
        measured = made.median(DRAW.random(80), high=1.0)
        one, same, other = (estimate(measured, confidence=Confidence(seed=seed)) for seed in (0, 0, 1))
        assert one == same
        assert one != other
        assert ends(one) == pytest.approx(ends(other), abs=0.02)

    def test_with_clusters_whole_clusters_are_drawn(self) -> None:
        values = np.repeat(DRAW.random(40), 5)
        measured = replace(made.mean(values), interval="bootstrap")
        clusters = np.repeat(np.arange(40), 5)
        keyed = Units(200, clusters, make_keys=lambda: clusters.astype(np.uint64))
        drawn = INTERVALS["bootstrap"](measured, keyed, SURE)
        assert drawn.se == pytest.approx(estimate(made.mean(values), clusters).se, rel=0.1)

    def test_a_value_that_most_resamples_lack_is_not_trusted(self) -> None:
        rows = np.stack([np.eye(30)[0], np.eye(30)[0]], 1)  # one example alone is in the denominator
        measured = Measured("made", Scores(("a", "b"), rows), made.share_of, "bootstrap")
        one = estimate(measured)
        assert ends(one) == (0.0, 1.0)
        assert "does not exist in 39\u00a0% of the resamples" in str(one.why)  # 1 / e = 37 %, but for chance
