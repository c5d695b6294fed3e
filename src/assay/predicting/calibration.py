"""Label probabilities that hold what they say: fitted on held-out rows whose label is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.asking import Question
from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.predicting.manifest import Value

FEWEST = 20  # held-out rows with a label
FOLDS = 10
_LEAST = 1e-300  # a probability that was rounded to 0
_STEPS = 100  # of Newton's method; ten are usual
_LEVEL = 1e-3  # the least slope: the probabilities are even, and their order stays
_LOOSE = 0.25  # how firmly biases are held at 0, and the slope at 1: as by a quarter of a row


@dataclass(frozen=True)
class Calibration:
    """The probabilities p (K,) become those in proportion to p ** `slope` * exp(`biases`), and the likeliest of them is
    the prediction. The slope is 1 / temperature: below 1 the model was too sure. `losses` are the mean of -ln p of
    the right label over the `rows`, as they came and mended, each row by what was fitted without it.

    Guo et al. (2017), arXiv:1706.04599 (temperature); Alexandari et al. (2020), arXiv:1901.06852 (biases).
    """

    slope: float
    biases: tuple[float, ...]
    rows: int
    losses: tuple[float, float]

    def applied(self, probabilities: Sequence[float]) -> tuple[float, ...]:
        """The calibrated probabilities, in the order of the labels; they sum to 1."""
        theta = np.array([self.slope, *self.biases])
        mended: list[float] = np.exp(_log_shares(theta, _logs(np.array([probabilities]))))[0].tolist()
        return tuple(mended)

    @property
    def settings(self) -> dict[str, Value]:
        """What an output was calibrated by."""
        return {"slope": self.slope, "biases": tuple(map(str, self.biases)), "held-out rows": self.rows}

    @property
    def note(self) -> Text:
        """What the fit came to."""
        before, after = (f"{loss:.3f}" for loss in self.losses)
        if self.slope == 1 and not any(self.biases):
            return say("predict.calibrated-already", rows=self.rows, before=before)
        if self.slope <= _LEVEL:
            return say("predict.calibrated-nothing", rows=self.rows, before=before, after=after)
        how = "predict.calibrated-labels" if any(self.biases) else "predict.calibrated"
        return say(how, rows=self.rows, temperature=f"{1 / self.slope:.3g}", before=before, after=after)


def calibration_of(probabilities: Array, right: IntArray, groups: IntArray) -> Calibration:
    """A temperature, unless no change is better on rows that it was not fitted on; and a bias for each label where that
    is better by more than one standard error. `probabilities` (n, K), `right` (n,) the place of the right label,
    `groups` (n,) rows that are held out together.
    """
    logs, folds = _logs(probabilities), groups % FOLDS
    frees = (np.zeros(1 + logs.shape[1], np.bool_), _free(logs, biases=False), _free(logs, biases=True))
    losses = np.array([_losses_outside(logs, right, folds, free) for free in frees])
    chosen = int(losses[1].mean() < losses[0].mean())
    gain = losses[chosen] - losses[2]
    if gain.mean() > gain.std(ddof=1) / np.sqrt(len(right)):
        chosen = 2
    slope, *biases = (float(f"{value:.6g}") for value in _fitted(logs, right, frees[chosen]))
    means = float(losses[0].mean()), float(losses[chosen].mean())
    return Calibration(slope, tuple(biases), len(right), means)


def calibration_from(
    questions: Sequence[Question], labels: Sequence[str], probabilities: Sequence[Sequence[float] | None]
) -> Calibration:
    """The same from held-out questions and what the model thinks of each label; None where it refused.

    Raises InputError where too few of them have one of the labels as reference, or all the same.
    """
    known = [
        (found, place, question)
        for question, found in zip(questions, probabilities, strict=True)
        if found is not None and (place := _place(question, labels)) is not None
    ]
    if len(known) < FEWEST or len({place for _, place, _ in known}) < 2:
        raise InputError("predict.calibrate-too-few", n=len(known), rows=len(questions), fewest=FEWEST)
    first: dict[tuple[object, ...], int] = {}
    groups = [first.setdefault((asked.messages, asked.text), len(first)) for *_, asked in known]
    return calibration_of(
        np.array([found for found, *_ in known]), np.array([place for _, place, _ in known]), np.array(groups)
    )


def _place(question: Question, labels: Sequence[str]) -> int | None:
    """Which label the reference is; in other letters, where only one is meant."""
    said = question.references[0].strip() if question.references else ""
    if said in labels:
        return labels.index(said)
    alike = [place for place, label in enumerate(labels) if label.casefold() == said.casefold()]
    return alike[0] if len(alike) == 1 else None


def _logs(probabilities: Array) -> Array:
    logs: Array = np.log(np.maximum(probabilities, _LEAST))
    return logs


def _free(logs: Array, *, biases: bool) -> BoolArray:
    """Which of the slope and the biases (1 + K,) are fitted."""
    return np.array([True] + [biases] * logs.shape[1])


def _losses_outside(logs: Array, right: IntArray, folds: IntArray, free: BoolArray) -> Array:
    """(n,) -ln p of the right label, each by what was fitted on the other folds."""
    losses = np.empty(len(right))
    for fold in np.unique(folds):
        out = folds == fold
        theta = _fitted(logs[~out], right[~out], free)
        losses[out] = -_log_shares(theta, logs[out])[np.arange(int(out.sum())), right[out]]
    return losses


def _log_shares(theta: Array, logs: Array) -> Array:
    """(n, K) the logarithms of the probabilities that the slope and the biases in `theta` make."""
    scores = theta[0] * logs + theta[1:]
    scores -= scores.max(axis=1, keepdims=True)
    shares: Array = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return shares


def _fitted(logs: Array, right: IntArray, free: BoolArray) -> Array:
    """(1 + K,) the slope and the biases with the greatest likelihood, the others as they were: Newton's method on a
    convex loss, halving a step that does not lower it.
    """
    theta = np.zeros(1 + logs.shape[1])
    theta[0] = 1.0
    if not free.any():
        return theta
    loss, gradient, curvature = _slopes(theta, logs, right)
    for _ in range(_STEPS):
        step = np.zeros_like(theta)
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
        if float(np.abs(step).max()) < 1e-10:
            break
        while True:
            tried = _slopes(theta - step, logs, right)
            if tried[0] <= loss or float(np.abs(step).max()) < 1e-12:
                break
            step /= 2
        theta, (loss, gradient, curvature) = theta - step, tried
    theta[0] = max(theta[0], _LEVEL)  # a model that is less often right the surer it is says nothing
    return theta


def _slopes(theta: Array, logs: Array, right: IntArray) -> tuple[float, Array, Array]:
    """The penalised loss at `theta`, its gradient and its curvature."""
    n, k = logs.shape
    shares = _log_shares(theta, logs)
    p = np.exp(shares)
    away = theta - np.eye(1, 1 + k)[0]
    error = p.copy()
    error[np.arange(n), right] -= 1
    gradient = np.concatenate(([float((error * logs).sum())], error.sum(axis=0))) + _LOOSE * away
    mean = (p * logs).sum(axis=1)
    across = (p * logs - p * mean[:, None]).sum(axis=0)
    curvature = np.empty((1 + k, 1 + k))
    curvature[0, 0] = float((p * logs**2).sum() - (mean**2).sum())
    curvature[0, 1:] = curvature[1:, 0] = across
    curvature[1:, 1:] = np.diag(p.sum(axis=0)) - p.T @ p
    loss = -float(shares[np.arange(n), right].sum()) + _LOOSE / 2 * float(away @ away)
    return loss, gradient, curvature + _LOOSE * np.eye(1 + k)
