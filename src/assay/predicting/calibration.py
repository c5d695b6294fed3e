"""Label probabilities that hold what they say: fitted on held-out rows whose label is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.asking import Question
from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.frozen import frozen
from assay.predicting.manifest import Value
from assay.stats.scaling import LEVEL, fitted, free_parts, log_shares, logs_of, losses_outside

FEWEST = 20  # held-out rows with a label
FOLDS = 10


@frozen
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
        mended: list[float] = np.exp(log_shares(theta, logs_of(np.array([probabilities]))))[0].tolist()
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
        if self.slope <= LEVEL:
            return say("predict.calibrated-nothing", rows=self.rows, before=before, after=after)
        how = "predict.calibrated-labels" if any(self.biases) else "predict.calibrated"
        return say(how, rows=self.rows, temperature=f"{1 / self.slope:.3g}", before=before, after=after)


def calibration_of(probabilities: Array, right: IntArray, groups: IntArray) -> Calibration:
    """A temperature, unless no change is better on rows that it was not fitted on; and a bias for each label where that
    is better by more than one standard error. `probabilities` (n, K), `right` (n,) the place of the right label,
    `groups` (n,) rows that are held out together.
    """
    logs, folds = logs_of(probabilities), groups % FOLDS
    frees = (np.zeros(1 + logs.shape[1], np.bool_), free_parts(logs, biases=False), free_parts(logs, biases=True))
    losses = np.array([losses_outside(logs, right, folds, free) for free in frees])
    chosen = int(losses[1].mean() < losses[0].mean())
    gain = losses[chosen] - losses[2]
    if gain.mean() > gain.std(ddof=1) / np.sqrt(len(right)):
        chosen = 2
    slope, *biases = (float(f"{value:.6g}") for value in fitted(logs, right, frees[chosen]))
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
