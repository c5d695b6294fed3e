"""An earlier checkpoint that was better than the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.checks.training.course import Lowest, called, judged_scores, lowest_of, run_of, shown, when
from assay.core.finding import Finding
from assay.core.messages import Text, say

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked
    from assay.core.training_run import TrainingRun

_LOWER_IS_BETTER = ("loss", "perplexity", "ppl", "error", "wer", "cer", "ter", "mse", "mae")


class BetterCheckpoint:
    """On held-out data an earlier checkpoint was better than the last one. The one to take is the best by the figure
    that is judged, where the log has it, else by the validation loss.

    Decided where the last lies behind the best by 1 % and by more than noise brings about in one flat curve of a
    hundred; or by 10 %, in fewer than five evaluations or falling behind each time. Where loss and figure disagree,
    both are told.

    Ignore it where the trainer has kept the best one already (load_best_model_at_end).
    """

    code: ClassVar[str] = "better-checkpoint"

    def look(self, case: Case) -> Looked:
        """From the validation loss and the other figures of held-out data."""
        run = run_of(case)
        if isinstance(run, Text):
            return run
        name, best = _judged(run, case.primary)
        loss = lowest_of(run.validation)
        if best is None:
            return say("findings.needs-validation", n=len(run.validation.finite))
        if not best.matters or run.recipe.arguments.get("keep_best") == "true":
            return None
        other = _other(run, name, best, loss)
        return Finding(
            self.code,
            "warning",
            say("findings.better-checkpoint-title"),
            say(
                "findings.better-checkpoint-message",
                metric=say("findings.validation-loss") if name == "loss" else name,
                best=shown(best.value),
                last=shown(best.last),
                when=when(run, best.step),
                saved=_saved(run, best.step),
                other="" if other is None else other,
            ),
            {
                "metric": name,
                "best": best.value,
                "last": best.last,
                "step": best.step,
                "gain": best.rise,
                "least": best.least,
            },
            actions=(
                say("findings.better-checkpoint-take", when=when(run, best.step)),
                say("findings.better-checkpoint-keep", name=called(run, "keep_best")),
            ),
        )


def _judged(run: TrainingRun, primary: str | None) -> tuple[str, Lowest | None]:
    """The curve to judge by: the deciding metric's, another figure of the task, or the validation loss."""
    for name in judged_scores(run, primary):
        best = lowest_of(run.scores[name], highest=not name.lower().endswith(_LOWER_IS_BETTER))
        if best is not None:
            return name, best
    return "loss", lowest_of(run.validation)


def _other(run: TrainingRun, name: str, best: Lowest, loss: Lowest | None) -> Text | None:
    """What the validation loss says where it says something else."""
    if name == "loss" or loss is None or not loss.matters or loss.step == best.step:
        return None
    return say("findings.better-checkpoint-other", low=shown(loss.value), when=when(run, loss.step), metric=name)


def _saved(run: TrainingRun, step: float) -> Text | str:
    """Which checkpoint of the folder is nearest."""
    if not run.checkpoints:
        return ""
    near = min(run.checkpoints, key=lambda saved: abs(saved - step))
    return say("findings.better-checkpoint-saved", name=f"checkpoint-{near}")
