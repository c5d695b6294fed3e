"""Against scikit-learn 1.9 and the reference implementation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from sklearn import metrics

from assay.stats import confusion
from assay.stats.arrays import Array
from tests.stats.oracle import oracle

VALUES = {
    "macrof1": (confusion.macro_f1, confusion.macro_f1_gradient),
    "bacc": (confusion.balanced_accuracy, confusion.balanced_accuracy_gradient),
    "mcc": (confusion.matthews_correlation, confusion.matthews_gradient),
    "kappa": (confusion.cohen_kappa, confusion.kappa_gradient),
}
GRADIENTS = [
    *VALUES.values(),
    (confusion.macro_precision, confusion.macro_precision_gradient),
    (confusion.weighted_f1, confusion.weighted_f1_gradient),
]


def drawn(seed: int, classes: int = 4, unparsed: bool = False) -> Array:
    draw = np.random.default_rng(seed)
    counts = draw.integers(0, 9, (classes, classes + unparsed)).astype(float)
    counts[np.arange(classes), np.arange(classes)] += draw.integers(1, 30, classes)
    return counts


@pytest.mark.parametrize("seed", range(10))
def test_values_are_scikit_learns(seed: int) -> None:
    counts = drawn(seed)
    cells = np.argwhere(counts > -1)
    gold, said = (np.repeat(cells[:, side], counts.ravel().astype(int)) for side in (0, 1))
    assert confusion.macro_f1(counts) == pytest.approx(metrics.f1_score(gold, said, average="macro"), abs=1e-12)
    assert confusion.macro_precision(counts) == pytest.approx(metrics.precision_score(gold, said, average="macro"))
    assert confusion.balanced_accuracy(counts) == pytest.approx(metrics.balanced_accuracy_score(gold, said))
    assert confusion.matthews_correlation(counts) == pytest.approx(metrics.matthews_corrcoef(gold, said), abs=1e-12)
    assert confusion.cohen_kappa(counts) == pytest.approx(metrics.cohen_kappa_score(gold, said), abs=1e-12)


def test_outputs_that_name_no_class_are_a_label_of_their_own_to_scikit_learn() -> None:
    counts = drawn(3, unparsed=True)
    cells = np.argwhere(counts > -1)
    gold, said = (np.repeat(cells[:, side], counts.ravel().astype(int)) for side in (0, 1))
    classes = list(range(4))
    assert confusion.macro_f1(counts) == pytest.approx(metrics.f1_score(gold, said, labels=classes, average="macro"))
    assert confusion.matthews_correlation(counts) == pytest.approx(metrics.matthews_corrcoef(gold, said))
    assert confusion.cohen_kappa(counts) == pytest.approx(metrics.cohen_kappa_score(gold, said))


@pytest.mark.parametrize("name", VALUES)
def test_values_and_standard_errors_are_the_references(name: str) -> None:
    reference = oracle()
    value, gradient = VALUES[name]
    for seed in range(10):
        counts = drawn(seed, classes=2 + seed % 4)
        share = confusion.smoothed(counts)
        np.testing.assert_allclose(share, reference._rowsmooth(counts), atol=1e-15)
        assert value(counts) == pytest.approx(reference.VAL[name](counts), abs=1e-12)
        *_, info = reference.confusion_metric(counts, name)
        assert confusion.standard_error(share, gradient(share), counts.sum()) == pytest.approx(info["se"], abs=1e-14)


@pytest.mark.parametrize("unparsed", [False, True])
@pytest.mark.parametrize(("value", "gradient"), GRADIENTS, ids=lambda f: f.__name__)
def test_a_gradient_is_the_slope_in_every_direction(
    value: Callable[[Array], Array], gradient: Callable[[Array], Array], unparsed: bool
) -> None:
    share = drawn(5, unparsed=unparsed)
    share /= share.sum()
    direction = np.random.default_rng(6).standard_normal(share.shape)
    direction -= direction.mean()  # stays a table of proportions
    step = 1e-6
    slope = (value(share + step * direction) - value(share - step * direction)) / (2 * step)
    assert (gradient(share) * direction).sum() == pytest.approx(slope, rel=1e-6)


def test_many_matrices_at_once_give_what_each_gives() -> None:
    stack = np.stack([drawn(seed, unparsed=True) for seed in range(5)])
    for value, _ in GRADIENTS:
        np.testing.assert_array_equal(value(stack), [value(counts) for counts in stack])


def test_one_reference_class_leaves_correlation_undefined_and_has_no_slope() -> None:
    counts = np.array([[5.0, 2.0], [0.0, 0.0]])
    assert np.isnan(confusion.matthews_correlation(counts))
    assert not confusion.matthews_gradient(counts / 7).any()
    always_one = np.array([[5.0, 0.0], [0.0, 0.0]])
    assert np.isnan(confusion.cohen_kappa(always_one))
    assert not confusion.kappa_gradient(always_one / 5).any()


def test_a_class_that_never_occurs_is_not_averaged_over() -> None:
    counts = np.array([[4.0, 1.0, 0.0], [2.0, 3.0, 0.0], [0.0, 0.0, 0.0]])
    assert confusion.macro_f1(counts) == pytest.approx(confusion.macro_f1(counts[:2, :2]))
    assert np.isnan(confusion.macro_f1(np.zeros((2, 2))))


def test_a_class_that_is_never_predicted_has_precision_zero() -> None:
    counts = np.array([[4.0, 0.0], [2.0, 0.0]])
    np.testing.assert_array_equal(confusion.class_precision(counts), [4 / 6, 0])


def test_smoothing_keeps_every_rows_share_and_spreads_rows_without_errors() -> None:
    counts = np.array([[10.0, 0.0, 0.0], [0.0, 5.0, 0.0]])
    share = confusion.smoothed(counts)
    np.testing.assert_allclose(share.sum(axis=1), [10 / 15, 5 / 15])
    assert (share > 0).all()


def test_the_classes_f1_go_together_as_their_influences_do() -> None:
    counts = drawn(2)
    share = counts / counts.sum()
    classes, f1 = 4, confusion.class_f1(counts)
    occurring = share.sum(0) + share.sum(1)
    slopes = np.zeros((classes, classes, classes))
    for c in range(classes):
        slopes[c, c, :] -= f1[c] / occurring[c]
        slopes[c, :, c] -= f1[c] / occurring[c]
        slopes[c, c, c] += 2 / occurring[c]
    flat = slopes.reshape(classes, -1)
    covariance = (flat * share.ravel()) @ flat.T
    spread = np.sqrt(np.diagonal(covariance))
    np.testing.assert_allclose(confusion.f1_correlation(share), covariance / np.outer(spread, spread), atol=1e-12)


def test_independent_classes_average_out_and_identical_ones_do_not() -> None:
    values, low, high = np.array([0.5, 0.7]), np.array([0.4, 0.6]), np.array([0.6, 0.8])
    apart = confusion.mean_interval(values, low, high, np.eye(2))
    together = confusion.mean_interval(values, low, high, np.ones((2, 2)))
    assert apart == pytest.approx((0.6 - 0.1 / 2**0.5, 0.6 + 0.1 / 2**0.5))
    assert together == pytest.approx((0.5, 0.7))
