"""A chosen action as sentences: what to do, why, in the trainer's own words, and what would prove it wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from assay.core.finding import Finding, Recommendation, Stake
from assay.core.messages import Text, say
from assay.core.trainers import argument, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.advice.base import Action, Clue, Known, Setting
    from assay.core.training_run import TrainingRun

_WHOLE = frozenset({"epochs", "max_new_tokens"})


def recommendation(action: Action, answered: Sequence[Finding], clues: Sequence[Clue], known: Known) -> Recommendation:
    """The action, with the findings that it answers and the clues that speak for it as its reasons."""
    return Recommendation(
        action.code,
        say(f"advice.{action.code}"),
        (*(one.title for one in answered), *(clue.text for clue in clues)),
        say(f"advice.{action.code}-test"),
        tuple(one.code for one in answered),
        None if known.run is None else _in_trainer(action, answered, known.run),
        _greatest([one.stake for one in answered if one.stake is not None]),
    )


def _greatest(stakes: Sequence[Stake]) -> Stake | None:
    """The one that the most hangs on. They are not added up: one example may count in several."""
    return max(stakes, key=lambda one: abs(one.value), default=None)


def _in_trainer(action: Action, answered: Sequence[Finding], run: TrainingRun) -> Text | None:
    """The arguments to change, as the trainer calls them; None where it is not known, or has none for it."""
    tool = run.recipe.tool
    if tool is None:
        return None
    settings = [_setting(one, tool, answered, run) for one in action.settings]
    known = [one for one in settings if one is not None]
    return say("advice.set-in", tool=tool, settings=known) if known else None


def _setting(setting: Setting, tool: str, answered: Sequence[Finding], run: TrainingRun) -> Text | None:
    name = argument(tool, setting.argument)
    if name is None:
        return None
    if setting.value is not None:
        return say("advice.setting-to", name=name, value=written(tool, setting.argument, setting.value))
    before = _before(setting.argument, run)
    value = _best_epoch(answered, run) if setting.at_best else (before or 0.0) * (setting.factor or 0.0)
    if before is None or not value or (value >= before > 1 and setting.at_best):
        return None
    shown = f"{max(1, round(value))}" if setting.argument in _WHOLE else f"{value:.1g}"
    return say("advice.setting", name=name, value=shown, before=f"{before:.3g}")


def _best_epoch(answered: Sequence[Finding], run: TrainingRun) -> float | None:
    """The epoch, begun or done, in which held-out data were at their best; None where that is not known."""
    steps = [one.evidence["step"] for one in answered if isinstance(one.evidence.get("step"), int | float)]
    epoch = run.epoch_at(float(steps[0])) if steps else None  # type: ignore[arg-type]  # asked above
    return None if epoch is None else max(1.0, math.ceil(epoch - 0.05))


def _before(name: str, run: TrainingRun) -> float | None:
    """What the argument was: as it was given, else as the log shows it."""
    known = run.recipe.number(name)
    if known is not None:
        return known
    if name == "learning_rate" and len(run.rate.finite):
        return float(run.rate.finite.values.max())
    return float(round(run.epochs)) if name == "epochs" and run.epochs is not None and run.epochs >= 1 else None
