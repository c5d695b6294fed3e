"""Training that ended while the loss was still falling."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.checks.base import SURE, Case, Looked
from assay.checks.training.course import FEWEST, called, lowest_of, parts_of, run_of, shown
from assay.checks.training.diverged import Diverged
from assay.checks.training.learning_rate_too_low import LearningRateTooLow
from assay.core.finding import Finding
from assay.core.messages import Text, say
from assay.stats.curves import slope_of

if TYPE_CHECKING:
    from assay.core.training_run import Curve, TrainingRun

_FEW_STEPS = 10
_WORTH = 0.15  # of all that the loss fell: what half as many steps again would bring at this pace
_FEWEST_POINTS = 5


class Undertrained:
    """Training ended while the loss was still falling at a good pace, or after a handful of steps.

    Decided where the last third of the validation loss, or of the training loss where there is none, falls with 99 %
    confidence, and at that pace half as many steps again would bring 15 % of all that it fell; or where there were
    fewer than 10 steps.

    Ignore it where the budget of steps was meant to be small.
    """

    code: ClassVar[str] = "undertrained"

    def look(self, case: Case) -> Looked:
        """From the validation loss, or the training loss."""
        run = run_of(case)
        if isinstance(run, Text):
            return run
        if run.has_steps and 0 < run.steps < _FEW_STEPS:
            told = say("findings.undertrained-few", steps=run.steps)
            return self._found(run, told, {"steps": run.steps})
        if len(run.loss.finite) < FEWEST:
            return say("findings.few-losses", n=len(run.loss.finite), fewest=FEWEST)
        low = lowest_of(run.validation)
        others = (LearningRateTooLow().look(case), Diverged().look(case))
        if (low is not None and low.matters) or any(isinstance(other, Finding) for other in others):
            return None  # which say what is wrong
        held_out = len(run.validation.finite) >= 3 * _FEWEST_POINTS
        curve = run.validation.finite if held_out else run.loss.finite
        more = _more(curve, run)
        if more is None:
            return None
        told = say(
            "findings.undertrained-falling",
            which=say("findings.validation-loss" if held_out else "findings.training-loss"),
            last=shown(float(curve.values[-1])),
            more=shown(more),
        )
        return self._found(run, told, {"last": float(curve.values[-1]), "more": more, "steps": run.steps})

    def _found(self, run: TrainingRun, told: Text, evidence: dict[str, float | int | str | None]) -> Finding:
        return Finding(
            self.code,
            "warning",
            say("findings.undertrained-title"),
            told,
            evidence,
            actions=(say("findings.undertrained-longer", name=called(run, "epochs")),),
        )


def _more(curve: Curve, run: TrainingRun) -> float | None:
    """What half as many steps again would bring at the pace of the last third; None where that is little or unsure."""
    tail = max(_FEWEST_POINTS, len(curve) // 3)
    slope = slope_of(curve.steps[-tail:], curve.values[-tail:])
    parts = parts_of(curve)
    if not parts or not slope.below_zero(SURE):
        return None
    fell = parts[0].value - parts[-1].value
    more = -slope.value * run.steps / 2
    return more if fell > 0 and more > _WORTH * fell else None
