"""Training that nobody watched on held-out data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from assay.checks.training.course import called, run_of, shown
from assay.core.finding import Finding
from assay.core.messages import Text, say
from assay.stats.curves import level_of

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked
    from assay.core.training_run import TrainingRun

_SEVERAL = 1.5  # epochs, from which on examples can be learnt by heart
_STEP, _SURE = 0.08, 5.0  # a drop between epochs: of the level before, and in standard errors
_NEAR = 0.15  # of an epoch, on both sides of its end


class NoValidation:
    """No loss on held-out data was taken while training, so nothing tells learning from learning by heart.

    Decided by whether the log has any. A warning where the training loss falls by steps at the ends of epochs, which is
    what learning by heart looks like; a note otherwise. A step is a fall of 8 % and of 5 standard errors from just
    before to just after the end of an epoch.

    Ignore it where another run of the same recipe was watched.
    """

    code: ClassVar[str] = "no-validation"

    def look(self, case: Case) -> Looked:
        """From the log."""
        run = run_of(case)
        if isinstance(run, Text):
            return run
        if len(run.validation) or any(len(curve) for curve in run.scores.values()):
            return None
        steps = staircase(run)
        kind = "staircase" if steps else "message"
        levels = [say("findings.from-to", first=shown(before), last=shown(after)) for before, after in steps]
        return Finding(
            self.code,
            "warning" if steps else "note",
            say("findings.no-validation-title"),
            say(f"findings.no-validation-{kind}", falls=levels, epochs=_epochs(run)),
            {"epochs": run.epochs, "falls": len(steps)},
            actions=(
                say("findings.no-validation-hold-out", name=called(run, "validation_share")),
                *((say("findings.no-validation-fewer", name=called(run, "epochs")),) if steps else ()),
            ),
        )


def _epochs(run: TrainingRun) -> Text | str:
    """How often the data were seen; nothing where that is not known."""
    return "" if run.epochs is None else say("findings.no-validation-epochs", n=f"{run.epochs:.3g}")


def staircase(run: TrainingRun) -> list[tuple[float, float]]:
    """The levels before and after each end of an epoch where the training loss falls by a step."""
    if run.epochs is None or run.epochs < _SEVERAL or not run.steps:
        return []
    length, finite = run.steps / run.epochs, run.loss.finite
    found = []
    for end in range(1, math.ceil(run.epochs)):
        sides = [
            (finite.steps > (end + low) * length) & (finite.steps <= (end + high) * length)
            for low, high in ((-_NEAR, 0.0), (0.0, _NEAR))
        ]
        if min(side.sum() for side in sides) < 3:
            continue
        before, after = (level_of(finite.steps[side], finite.values[side]) for side in sides)
        fall = before.value - after.value
        if fall > _STEP * before.value and fall > _SURE * math.hypot(before.se, after.se):
            found.append((before.value, after.value))
    return found
