"""What every metric must keep, whoever wrote it; each is tried on every sample that it does not refuse."""

from __future__ import annotations

import inspect
import math

import numpy as np
import pytest

from assay.core.errors import UndefinedValue
from assay.core.estimate import Confidence
from assay.core.examples import Examples
from assay.core.scores import Measured, Units
from assay.core.task import Task
from assay.intervals import INTERVALS
from assay.metrics import METRICS
from assay.metrics.base import Metric
from tests.conformance.samples import SAMPLES


def applies(name: str, sample: str) -> bool:
    """Whether the metric is of this kind of task and refuses neither the sample nor its value."""
    examples, task = SAMPLES[sample]
    metric = METRICS[name]()
    if task.family not in metric.families or metric.lacks(examples, task) is not None:
        return False
    try:
        metric.measure(examples, task)
    except UndefinedValue:
        return False
    return True


CASES = [(name, sample) for name in METRICS for sample in SAMPLES if applies(name, sample)]


def measured(metric: Metric, examples: Examples, task: Task) -> Measured:
    try:
        return metric.measure(examples, task)
    except UndefinedValue as undefined:
        pytest.skip(str(undefined))


@pytest.mark.parametrize("name", list(METRICS))
def test_a_metric_declares_what_it_is(name: str) -> None:
    metric = METRICS[name]
    assert metric.name == name
    assert metric.families
    manual = inspect.getdoc(metric) or ""
    assert len(manual.split("\n\n")) >= 3, "what it is, when it misleads, what to look at instead"


@pytest.mark.parametrize("name", list(METRICS))
def test_a_metric_applies_to_some_sample(name: str) -> None:
    assert any(applies(name, sample) for sample in SAMPLES)


@pytest.mark.parametrize(("name", "sample"), CASES)
def test_the_order_of_the_file_does_not_matter(name: str, sample: str) -> None:
    examples, task = SAMPLES[sample]
    there = measured(METRICS[name](), examples, task)
    back = measured(METRICS[name](), examples.take(np.arange(len(examples))[::-1].copy()), task)
    assert there.point == pytest.approx(back.point, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize(("name", "sample"), CASES)
def test_the_value_lies_in_its_declared_range(name: str, sample: str) -> None:
    one = measured(METRICS[name](), *SAMPLES[sample])
    assert math.isnan(one.point) or one.low <= one.point <= one.high


@pytest.mark.parametrize(("name", "sample"), CASES)
def test_rows_hold_a_number_for_every_named_statistic(name: str, sample: str) -> None:
    one = measured(METRICS[name](), *SAMPLES[sample])
    assert one.scores.rows.shape[1] == len(one.scores.statistics)
    assert np.isfinite(one.scores.rows).all()
    assert len(one.scores) == len(SAMPLES[sample][0])
    assert one.size is None or one.size in one.scores.statistics


@pytest.mark.parametrize(("name", "sample"), CASES)
def test_many_weightings_at_once_give_what_each_gives_alone(name: str, sample: str) -> None:
    one = measured(METRICS[name](), *SAMPLES[sample])
    weights = np.random.default_rng(0).integers(0, 3, (5, len(one.scores.counts))).astype(float)
    together = one.at(weights)
    alone = [float(one.at(row[None, :])[0]) for row in weights]
    np.testing.assert_allclose(together, alone, atol=1e-12)


@pytest.mark.parametrize(("name", "sample"), CASES)
def test_sums_of_two_halves_are_the_sums_of_the_whole(name: str, sample: str) -> None:
    examples, task = SAMPLES[sample]
    whole = measured(METRICS[name](), examples, task)
    if whole.value is None:
        pytest.skip("is not a sum")
    half = len(examples) // 2
    parts = [examples.take(np.arange(half)), examples.take(np.arange(half, len(examples)))]
    try:
        totals = [METRICS[name]().measure(part, task).scores.total for part in parts]
    except UndefinedValue:
        pytest.skip("is undefined on one half")
    np.testing.assert_allclose(totals[0] + totals[1], whole.scores.total, atol=1e-9)


@pytest.mark.parametrize(("name", "sample"), CASES)
def test_the_interval_holds_the_value_and_stays_in_range(name: str, sample: str) -> None:
    one = measured(METRICS[name](), *SAMPLES[sample])
    estimate = INTERVALS[one.interval](one, Units(len(one.scores)), Confidence(resamples=200))
    if estimate.value is None:
        assert estimate.why is not None
        return
    assert estimate.low is None or one.low - 1e-12 <= estimate.low <= estimate.value + 1e-12
    assert estimate.high is None or estimate.value - 1e-12 <= estimate.high <= one.high + 1e-12


@pytest.mark.parametrize(("name", "sample"), CASES)
def test_one_example_gives_a_number_or_a_reason(name: str, sample: str) -> None:
    examples, task = SAMPLES[sample]
    one = measured(METRICS[name](), examples.take(np.array([0])), task)
    estimate = INTERVALS[one.interval](one, Units(1), Confidence(resamples=200))
    assert estimate.value is not None or estimate.why is not None


@pytest.mark.parametrize(("name", "sample"), CASES)
def test_the_right_answers_are_worth_the_best_value(name: str, sample: str) -> None:
    examples, task = SAMPLES[sample]
    if examples.predictions is None or examples.prediction_sets is not None:
        pytest.skip("has no single prediction")
    right = Examples(examples.source, examples.references[0], examples.references[:1])
    if METRICS[name]().lacks(right, task) is not None:
        pytest.skip("needs more than the answers")
    one = measured(METRICS[name](), right, task)
    best = {True: one.high, False: one.low, None: None}[one.higher_is_better]
    if best is None or math.isinf(best) or not getattr(METRICS[name], "copies_are_best", True):
        pytest.skip("has no best value that a copy reaches")
    assert one.point == pytest.approx(best, abs=1e-9)
