"""A loss that jumps, or stops early at a high level, under a learning rate that is too high."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.training.course import FEWEST, called, parts_of, peak_rate, run_of, shown
from assay.checks.training.diverged import Diverged
from assay.core.finding import Finding
from assay.core.messages import Text, say
from assay.stats.curves import noise_of, slope_of

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked
    from assay.core.arrays import Array
    from assay.core.training_run import TrainingRun

_BEFORE = 5  # points that a jump is measured against
_JUMP, _TIMES = 6.0, 1.5  # standard deviations of the noise, and times the level before
_FEWEST_JUMPS, _SHARE = 3, 0.01
_TO_DROPS = 4  # jumps for each drop as deep: losses of single examples scatter both ways
_UNHEARD_OF = 0.01  # with AdamW, which nearly every trainer uses, models of language learn at a tenth of this at most


class LearningRateTooHigh:
    """The training loss jumps again and again, or stops falling early under a rate that hardly any model bears.

    Decided where at least 3 points, and 1 % of all, lie above the five points before them by half and by 6 standard
    deviations of the noise, and four times as many as drop as far for a moment; or where the learning rate is above
    0.01 and the loss does not fall over its second half.

    Ignore it where the optimiser is not of Adam's kind: plain gradient descent takes higher rates.
    """

    code: ClassVar[str] = "learning-rate-too-high"

    def look(self, case: Case) -> Looked:
        """From the training loss and the learning rate."""
        run = run_of(case)
        if isinstance(run, Text):
            return run
        if len(run.loss.finite) < FEWEST:
            return say("findings.few-losses", n=len(run.loss.finite), fewest=FEWEST)
        if Diverged().look(case) is not None:
            return None  # which says so
        jumps, rate = _jumps(run), peak_rate(run)
        often = jumps >= max(_FEWEST_JUMPS, _SHARE * len(run.loss), _TO_DROPS * _drops(run))
        if not often and not (rate is not None and rate > _UNHEARD_OF and _is_stuck(run)):
            return None
        last = parts_of(run.loss)[-1].value
        kind = "jumps" if often else "stuck"
        return Finding(
            self.code,
            "warning",
            say("findings.learning-rate-too-high-title"),
            say(
                f"findings.learning-rate-too-high-{kind}",
                jumps=jumps,
                last=shown(last),
                rate=say("findings.not-known") if rate is None else shown(rate),
            ),
            {"jumps": jumps, "learning_rate": rate, "last": last},
            actions=(say("findings.learning-rate-too-high-lower", name=called(run, "learning_rate")),),
        )


def _jumps(run: TrainingRun) -> int:
    values = run.loss.finite.values
    noise, before = noise_of(values), _before(run)
    return int(((values[1:] > before + _JUMP * noise) & (values[1:] > _TIMES * before)).sum())


def _drops(run: TrainingRun) -> int:
    """How often the loss fell as far for a single point, and came back."""
    values, before = run.loss.finite.values, _before(run)
    low = values[1:] * _TIMES < before
    back = np.append(values[2:] > values[1:-1] * _TIMES, False)
    return int((low & back).sum())


def _before(run: TrainingRun) -> Array:
    """(m - 1,) what each loss but the first is measured against: the middle one of those just before."""
    values = run.loss.finite.values
    return np.array([np.median(values[max(0, at - _BEFORE) : at]) for at in range(1, len(values))])


def _is_stuck(run: TrainingRun) -> bool:
    finite = run.loss.finite
    half = len(finite) // 2
    return not slope_of(finite.steps[half:], finite.values[half:]).below_zero(0.95)
