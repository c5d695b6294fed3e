"""Every metric beside scikit-learn's, on real predictions, to 1e-9."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pytest
from sklearn import metrics as sklearn

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.task import Task
from assay.metrics.classification.labels import label_table
from assay.metrics.classification.probabilities import aligned
from assay.readers import read
from assay.tasks import detect
from assay.tasks.base import TaskOptions
from tests.metrics.classification.made import examples, measured, task, value
from tests.shared_data import shared_data

FILES = [
    "nli_bert_predictions.csv",
    "patentlens_bert.csv",
    "patentlens_roberta.csv",
    "patentlens_fewshot.csv",
    "patentlens_zeroshot.csv",
    "takemeter_small.csv",
    "tweeteval_emotion.jsonl",
    "tweeteval_irony.jsonl",
    "cleanlab_imdb_test_set.csv",
]
WITH_PROBABILITIES = ["nli_bert_predictions.csv", "cleanlab_imdb_test_set.csv"]

Peer = Callable[[Sequence[str], Sequence[str], tuple[str, ...]], float]

# An output without a label is a prediction of its own to scikit-learn, and no class to average over.
PEERS: dict[str, Peer] = {
    "accuracy": lambda gold, said, labels: sklearn.accuracy_score(gold, said),
    "balanced_accuracy": lambda gold, said, labels: sklearn.recall_score(gold, said, labels=labels, average="macro"),
    "macro_precision": lambda gold, said, labels: sklearn.precision_score(gold, said, labels=labels, average="macro"),
    "macro_f1": lambda gold, said, labels: sklearn.f1_score(gold, said, labels=labels, average="macro"),
    "micro_f1": lambda gold, said, labels: sklearn.f1_score(gold, said, labels=labels, average="micro"),
    "weighted_f1": lambda gold, said, labels: sklearn.f1_score(gold, said, labels=labels, average="weighted"),
    "mcc": lambda gold, said, labels: sklearn.matthews_corrcoef(gold, said),
    "kappa": lambda gold, said, labels: sklearn.cohen_kappa_score(gold, said),
}


@cache
def real(name: str) -> tuple[Examples, Task]:
    given = read(shared_data(f"predictions/{name}"))
    return given, detect(given, TaskOptions())


def sides(given: Examples, of: Task) -> tuple[list[str], list[str]]:
    """Both sides as labels, an output without one as a label that no other has."""
    table = label_table(given, of)
    names = [*of.labels, "(none)"]
    return [names[code] for code in table.references], [names[code] for code in table.predictions]


@pytest.mark.parametrize("metric", PEERS)
@pytest.mark.parametrize("name", FILES)
def test_numbers_of_labels_equal_scikit_learns(name: str, metric: str) -> None:
    given, of = real(name)
    gold, said = sides(given, of)
    assert value(metric, given, of) == pytest.approx(PEERS[metric](gold, said, of.labels), abs=1e-9)


@pytest.mark.parametrize("name", FILES)
def test_numbers_of_each_class_equal_scikit_learns(name: str) -> None:
    given, of = real(name)
    gold, said = sides(given, of)
    precision, recall, f1, _ = sklearn.precision_recall_fscore_support(gold, said, labels=of.labels)
    for code, label in enumerate(of.labels):
        for metric, peer in (("precision", precision), ("recall", recall), ("f1", f1)):
            assert value(f"{metric}[{label}]", given, of) == pytest.approx(peer[code], abs=1e-9)
        others = [one != label for one in gold], [one != label for one in said]
        assert value(f"specificity[{label}]", given, of) == pytest.approx(sklearn.recall_score(*others), abs=1e-9)


@pytest.mark.parametrize("name", FILES)
def test_the_confusion_matrix_equals_scikit_learns(name: str) -> None:
    given, of = real(name)
    gold, said = sides(given, of)
    table = label_table(given, of)
    assert table.counts.tolist() == sklearn.confusion_matrix(gold, said, labels=of.labels).tolist()


def scores(name: str) -> tuple[Examples, Task, list[str], Array]:
    given, of = real(name)
    return given, of, sides(given, of)[0], aligned(given, of)


@pytest.mark.parametrize("name", WITH_PROBABILITIES)
def test_curves_equal_scikit_learns(name: str) -> None:
    given, of, gold, matrix = scores(name)
    hits = np.array([[label == one for label in of.labels] for one in gold])
    kept = [of.labels.index(of.positive)] if of.positive else list(range(len(of.labels)))
    for metric, peer in (("auroc", sklearn.roc_auc_score), ("average_precision", sklearn.average_precision_score)):
        expected = np.mean([peer(hits[:, code], matrix[:, code]) for code in kept])
        assert value(metric, given, of) == pytest.approx(expected, abs=1e-9)


def test_macro_auroc_equals_scikit_learns_own_average() -> None:
    given, of, gold, matrix = scores("nli_bert_predictions.csv")
    shares = matrix / matrix.sum(axis=1, keepdims=True)
    expected = sklearn.roc_auc_score(gold, shares, labels=of.labels, multi_class="ovr", average="macro")
    assert value("auroc", given, of) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("name", WITH_PROBABILITIES)
def test_log_loss_equals_scikit_learns(name: str) -> None:
    given, of, gold, matrix = scores(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is told that sums of single-precision numbers are not exactly 1
        expected = sklearn.log_loss(gold, np.clip(matrix, 0, 1), labels=of.labels)
    assert value("log_loss", given, of) == pytest.approx(expected, abs=1e-9)


def test_the_brier_score_of_two_labels_is_twice_scikit_learns() -> None:
    draw = np.random.default_rng(4)
    p, gold = draw.random(500), draw.integers(0, 2, 500)
    given = examples([str(one) for one in gold], None, (("1",), p[:, None].tolist()))
    expected = 2 * sklearn.brier_score_loss(gold, p)
    assert value("brier", given, task("0", "1", positive="1")) == pytest.approx(expected, abs=1e-12)


def test_figures_that_the_authors_of_the_nli_run_published() -> None:
    given, of = real("nli_bert_predictions.csv")
    assert value("accuracy", given, of) == 0.9072679153094463
    assert value("macro_f1", given, of) == pytest.approx(0.9069936322854856, abs=1e-15)
    assert value("weighted_f1", given, of) == pytest.approx(0.9071817847077067, abs=1e-15)
    assert value("log_loss", given, of) == pytest.approx(0.2986323973995953, abs=1e-7)
    assert value("brier", given, of) == pytest.approx(0.14763910285338458, abs=1e-7)
    assert value("ece", given, of) == pytest.approx(0.04427741191589585, abs=1e-7)


def test_curves_with_ties_and_weights_equal_scikit_learns() -> None:
    draw = np.random.default_rng(5)
    gold, score = draw.integers(0, 2, 200), draw.integers(0, 12, 200) / 12
    given = examples([str(one) for one in gold], None, (("1",), score[:, None].tolist()))
    of = task("0", "1", positive="1")
    weights = draw.integers(0, 4, (3, 200)).astype(float)
    for metric, peer in (("auroc", sklearn.roc_auc_score), ("average_precision", sklearn.average_precision_score)):
        ours = measured(metric, given, of).at(weights)
        theirs = [peer(gold, score, sample_weight=row) for row in weights]
        np.testing.assert_allclose(ours, theirs, atol=1e-12)
