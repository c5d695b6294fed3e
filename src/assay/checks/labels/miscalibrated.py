"""Confidence that is not accuracy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import MOST_NAMED, SURE, Case, Looked
from assay.checks.labels.independent import independent
from assay.core.finding import Finding, Stake
from assay.core.messages import Text, say
from assay.stats.calibrated import log_losses, p_of_calibrated, scaled, temperature
from assay.stats.calibration import CalibrationError, calibration_error
from assay.stats.student import critical_value

if TYPE_CHECKING:
    from assay.core.arrays import Array
    from assay.core.label_probabilities import LabelProbabilities

FEWEST = 50
MOST = 10_000  # examples by which it is decided; of more, every so many-th
DRAWS = 499
LEAST, GRAVE = 0.02, 0.05  # calibration error


class Miscalibrated:
    """The model's confidence is not its accuracy: of the answers it is 90 % sure of, not 90 % are right. What decides
    by a probability, as a cut or a hand-over to people does, decides wrongly then, while accuracy is what it was.

    Decided by drawing labels with the stated confidences, 499 times: calibrated confidences would lie as far from what
    came out in at most 1 of 100 evaluations, by the worst of the total gap, Spiegelhalter's z and the gaps in ten bins.
    Besides, the calibration error, freed of what chance adds to it, has to be 2 points or more. A warning where it is
    above 5 points for sure, a note otherwise. What a temperature would do is measured on examples that did not choose
    it.

    Ignore it where nobody uses the probabilities, only the label.
    """

    code: ClassVar[str] = "miscalibrated"

    def look(self, case: Case) -> Looked:
        """From the probabilities of all labels."""
        if case.probabilities is None:
            return say("findings.needs-probabilities")
        given = independent(case.probabilities, case.units, MOST)
        if len(given.given) < FEWEST:
            return say("findings.needs-more-probabilities", n=len(given.given), fewest=FEWEST)
        confidence, correct = _confidence(given, given.matrix)
        error = calibration_error(confidence, correct, np.ones(len(correct)))
        if error.value < LEAST or p_of_calibrated(confidence, correct, DRAWS, 0, 1.0 - SURE) > 1.0 - SURE:
            return None
        return _finding(self.code, given, error)


def _confidence(given: LabelProbabilities, matrix: Array) -> tuple[Array, Array]:
    """(n,) how sure the likeliest label is, and 1 where it is right."""
    top = matrix.argmax(axis=1)
    return np.clip(matrix[np.arange(len(top)), top], 0.0, 1.0), (top == given.given).astype(np.float64)


def _finding(code: str, given: LabelProbabilities, error: CalibrationError) -> Finding:
    confidence, correct = _confidence(given, given.matrix)
    low, high = error.interval(SURE)
    heat = temperature(given.given, given.matrix)
    mended = _cross_fitted(given)
    before, after = log_losses(given.given, given.matrix), log_losses(given.given, mended)
    after_error = calibration_error(*_confidence(given, mended), np.ones(len(before))).value
    gain = before - after
    reach = critical_value(0.95) * float(gain.std(ddof=1)) / len(gain) ** 0.5
    helps = float(gain.mean()) - reach > 0
    sure = confidence.mean() > correct.mean()
    worst = np.argsort(np.where(correct > 0, 1.0, -confidence) if sure else confidence, kind="stable")[:MOST_NAMED]
    numbers = {
        "heat": f"{heat:.2f}",
        "loss": f"{before.mean():.3f}",
        "loss_after": f"{after.mean():.3f}",
        "error": f"{error.value:.3f}",
        "error_after": f"{after_error:.3f}",
    }
    return Finding(
        code,
        "warning" if low > GRAVE else "note",
        say(f"findings.miscalibrated-title-{_kind(confidence, correct)}"),
        say(
            "findings.miscalibrated-message",
            confidence=f"{confidence.mean():.3f}",
            accuracy=f"{correct.mean():.3f}",
            error=f"{error.value:.3f}",
            low=f"{low:.3f}",
            high=f"{high:.3f}",
            n=len(before),
        ),
        {
            "calibration_error": error.value,
            "low": low,
            "high": high,
            "confidence": float(confidence.mean()),
            "accuracy": float(correct.mean()),
            "temperature": heat,
            "log_loss": float(before.mean()),
            "log_loss_after": float(after.mean()),
            "calibration_error_after": after_error,
        },
        tuple(given.name(int(row)) for row in worst),
        _actions(numbers, helps=helps),
        Stake("log_loss", float(gain.mean()), float(gain.mean()) - reach, float(gain.mean()) + reach)
        if helps
        else None,
    )


def _kind(confidence: Array, correct: Array) -> str:
    """Which way it is wrong on average: "over", "under", or "" where the total is right and only its parts are not."""
    spread = 2.0 * float((confidence * (1.0 - confidence)).sum()) ** 0.5 / len(correct)
    gap = float(confidence.mean() - correct.mean())
    return "over" if gap > spread else "under" if gap < -spread else "uneven"


def _cross_fitted(given: LabelProbabilities) -> Array:
    """(n, K) each half of the examples at the temperature that the other half chose."""
    mended = given.matrix.copy()
    half = np.arange(len(mended)) % 2 == 0
    for there in (half, ~half):
        mended[there] = scaled(given.matrix[there], temperature(given.given[~there], given.matrix[~there]))
    return mended


def _actions(numbers: dict[str, str], *, helps: bool) -> tuple[Text, ...]:
    """A temperature where that helps; else what bends more."""
    return (say("findings.miscalibrated-scale" if helps else "findings.miscalibrated-fit", **numbers),)
