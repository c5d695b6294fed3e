"""A validation loss that rose while the training loss fell."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.checks.training.course import Lowest, called, kept_score, lowest_of, run_of, shown, when
from assay.core.finding import Finding, Severity
from assay.core.messages import Text, say

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked
    from assay.core.training_run import TrainingRun

_CLEAR, _GRAVE = 0.05, 0.25  # of the lowest validation loss


class Overfitting:
    """The model went on learning its training examples by heart: the validation loss rose again while the training loss
    went on falling.

    Decided where the end of the validation loss lies above its lowest level by 1 % and by more than noise brings about
    in one flat curve of a hundred; or by 10 %, in fewer than five evaluations or rising each time. A warning from 5 %
    on, critical from 25 % on where no figure that is judged held its ground, a note below, or where the trainer kept
    the best checkpoint.

    Ignore it where a figure that matters to you, such as F1 on the same data, still rose: see better-checkpoint.
    """

    code: ClassVar[str] = "overfitting"

    def look(self, case: Case) -> Looked:
        """From both losses."""
        run = run_of(case)
        if isinstance(run, Text):
            return run
        low = lowest_of(run.validation)
        if low is None:
            return say("findings.needs-validation", n=len(run.validation.finite))
        if not low.matters or not _went_on(run, low):
            return None
        kept = kept_score(run, case.primary)
        return Finding(
            self.code,
            "note" if run.recipe.arguments.get("keep_best") == "true" else _severity(low, kept),
            say("findings.overfitting-title"),
            say(
                "findings.overfitting-message",
                low=shown(low.value),
                last=shown(low.last),
                when=when(run, low.step),
                share=f"{100 * low.share:.3g}",
                kept="" if kept is None else say("findings.overfitting-kept", name=kept),
            ),
            {
                "lowest": low.value,
                "last": low.last,
                "step": low.step,
                "rise": low.rise,
                "least": low.least,
                "share": low.share,
                "kept": kept,
            },
            actions=(
                say("findings.overfitting-stop", when=when(run, low.step), name=called(run, "keep_best")),
                say("findings.overfitting-epochs", name=called(run, "epochs")),
                say("findings.overfitting-data"),
            ),
        )


def _severity(low: Lowest, kept: str | None) -> Severity:
    if low.share > _GRAVE and kept is None:
        return "critical"
    return "warning" if low.share > _CLEAR else "note"


def _went_on(run: TrainingRun, low: Lowest) -> bool:
    """Whether the training loss is no higher at the end than where the validation loss was lowest."""
    finite = run.loss.finite
    behind = finite.values[finite.steps > low.step]
    before = finite.values[finite.steps <= low.step]
    if not len(behind) or not len(before):
        return True
    near = max(1, len(before) // 5)
    return float(behind[-max(1, len(behind) // 3) :].mean()) <= float(before[-near:].mean())
