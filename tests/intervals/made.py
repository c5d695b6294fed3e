"""Measured metrics made by hand, one for each kind of interval."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from assay.core.arrays import Array, IntArray
from assay.core.scores import Formula, Measured, Scores, Units
from assay.stats import auroc, confusion

NAMES = ("a", "b", "c", "d")


def array(values: ArrayLike) -> Array:
    return np.asarray(values, dtype=np.float64)


def units(n: int, clusters: ArrayLike | None = None) -> Units:
    return Units(n, None if clusters is None else np.unique(np.asarray(clusters), return_inverse=True)[1])


def quotient(over: Array, under: Array) -> Array:
    result: Array = np.divide(over, under, out=np.full(under.shape, np.nan), where=under > 0)
    return result


def share_of(sums: Array) -> Array:
    """The first statistic over the second; NaN over 0."""
    return quotient(sums[..., 0], sums[..., 1])


def f1_of(sums: Array) -> Array:
    under = 2 * sums[..., 0] + sums[..., 1] + sums[..., 2]
    return quotient(2 * sums[..., 0], under)


def additive(interval: str, rows: ArrayLike, value: Formula, **rest: object) -> Measured:
    table = array(rows)
    return Measured("made", Scores(NAMES[: table.shape[1]], table), value, interval, **rest)  # type: ignore[arg-type]


def proportion(successes: ArrayLike, trials: ArrayLike | None = None) -> Measured:
    """A row an example; `trials` says which examples count."""
    hits = array(successes)
    return additive(
        "proportion", np.stack([hits, np.ones_like(hits) if trials is None else array(trials)], 1), share_of
    )


def f1(tp: ArrayLike, fp: ArrayLike, fn: ArrayLike) -> Measured:
    return additive("jaccard", np.stack([array(tp), array(fp), array(fn)], 1), f1_of)


def mean(values: ArrayLike, **rest: object) -> Measured:
    x = array(values)
    return additive("bounded", np.stack([x, np.ones_like(x)], 1), share_of, **rest)


def perplexity(nll: ArrayLike, tokens: ArrayLike, transform: str = "exp", scale: float = 1.0) -> Measured:
    def value(sums: Array) -> Array:
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            ratio: Array = scale * sums[..., 0] / sums[..., 1]
        return np.exp(ratio) if transform == "exp" else ratio

    return additive(
        "ratio",
        np.stack([array(nll), array(tokens)], 1),
        value,
        high=math.inf,
        size="b",
        higher_is_better=False,
        details={"transform": transform, "scale": scale},
    )


MATRIX = {
    "f1": (confusion.macro_f1, confusion.macro_f1_gradient, "f1"),
    "recall": (confusion.balanced_accuracy, confusion.balanced_accuracy_gradient, "recall"),
    "precision": (confusion.macro_precision, confusion.macro_precision_gradient, "precision"),
    "mcc": (confusion.matthews_correlation, confusion.matthews_gradient, None),
    "kappa": (confusion.cohen_kappa, confusion.kappa_gradient, None),
}


def of_matrix(
    kind: str, gold: Sequence[int] | IntArray, said: Sequence[int] | IntArray, shape: tuple[int, int]
) -> Measured:
    """From codes (n,) of reference and prediction; `shape` (K, M), the last column for outputs of no class if M > K."""
    value, gradient, macro = MATRIX[kind]
    cells, index = np.unique(np.stack([np.asarray(gold), np.asarray(said)], 1), axis=0, return_inverse=True)
    flat = cells[:, 0] * shape[1] + cells[:, 1]

    def weighted(rows: Array, weights: Array) -> Array:
        matrices = np.zeros((len(weights), shape[0] * shape[1]))
        matrices[:, flat] = weights
        with np.errstate(divide="ignore", invalid="ignore"):
            return value(matrices.reshape(-1, *shape))

    scores = Scores(("reference", "predicted"), cells.astype(np.float64), index.reshape(-1))
    counts = np.zeros(shape[0] * shape[1])
    counts[flat] = scores.counts
    details: Mapping[str, object] = {
        "counts": counts.reshape(shape),
        "of_matrix": value,
        "gradient": gradient,
        "macro_of": macro,
    }
    low = 0.0 if macro else -1.0
    return Measured("made", scores, None, "confusion", low=low, weighted=weighted, details=details)


def area(codes: ArrayLike, scores: ArrayLike) -> Measured:
    """`scores` (n,) of class 1, or (n, K) of every class."""
    gold, table = np.asarray(codes), np.atleast_2d(array(scores).T).T
    classes = [1] if table.shape[1] == 1 else list(range(table.shape[1]))

    def weighted(rows: Array, weights: Array) -> Array:
        each = [auroc.areas(rows[:, 0] == code, rows[:, 1 + j], weights) for j, code in enumerate(classes)]
        average: Array = np.mean(each, axis=0)
        return average

    names = ("code", *(f"score {j}" for j in range(table.shape[1])))
    rows = np.concatenate([gold[:, None], table], axis=1)
    return Measured("made", Scores(names, rows), None, "auroc", weighted=weighted, details={"positive": 1})


def confidences(confidence: ArrayLike, correct: ArrayLike) -> Measured:
    rows = np.stack([array(confidence), array(correct)], 1)
    names = ("confidence", "correct")
    return Measured("made", Scores(names, rows), None, "calibration", weighted=lambda rows, weights: weights[:, 0])


def median(values: ArrayLike, high: float = math.inf) -> Measured:
    """What is not a sum: the lower median under weights."""
    x = np.sort(array(values))

    def weighted(rows: Array, weights: Array) -> Array:
        up_to = np.cumsum(weights, axis=1)
        middle: Array = rows[(up_to < up_to[:, -1:] / 2).sum(axis=1).clip(max=len(rows) - 1), 0]
        return np.where(up_to[:, -1] > 0, middle, np.nan)

    return Measured("made", Scores(("a",), x[:, None]), None, "bootstrap", high=high, weighted=weighted)
