"""Clues: what is seen beside the findings, and tells one cause from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.advice.base import Clue, Known
from assay.core.messages import say
from assay.core.percent import percent
from assay.stats.curves import Level, levels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from assay.core.training_run import Curve, TrainingRun

FEW_CHANGED = 0.1  # of the outputs
FLAT = 0.9  # of the first loss, that the last is at least
HIGH, STILL = 0.3, 0.03  # of the first loss that is left at a plateau, and of the level that its second half may fall
FEW_ROWS = 500  # of training data
SMALL_MODEL = 500e6  # parameters
NEAR = 0.25  # of the training loss, that the validation loss lies from it at a plateau
NOISIER = 1.4  # times the validation loss that the training loss is: more than dropout makes of it
FELL = 0.6  # of the first loss, that the last is at most where the rate was high enough to learn


def clues_of(known: Known) -> Mapping[str, Clue]:
    """All that are seen, by code."""
    found = [*_of_findings(known), *_of_rows(known)]
    if known.run is not None:
        found += [clue for look in LOOKS if (clue := look(known.run)) is not None]
    return {clue.code: clue for clue in found}


def _of_findings(known: Known) -> Iterator[Clue]:
    """Hardly any output differs from the base's; another figure of held-out data was best at the end."""
    changed = next((one.evidence.get("outputs_changed") for one in known.findings if one.code == "no-gain"), None)
    if isinstance(changed, float) and changed < FEW_CHANGED:
        yield Clue("few-changed", say("advice.clue-few-changed", share=percent(changed)))
    held = next((one.evidence.get("kept") for one in known.findings if one.code == "overfitting"), None)
    if held is not None:
        yield Clue("score-held", say("advice.clue-score-held", name=str(held)))


def _of_rows(known: Known) -> Iterator[Clue]:
    """There was little to learn from."""
    if known.rows is not None and known.rows <= FEW_ROWS:
        yield Clue("few-rows", say("advice.clue-few-rows", rows=known.rows))


def _loss_fall(run: TrainingRun) -> Clue | None:
    """The model hardly learnt; or it learnt what it was given, and what it did not gain is not for want of a higher
    rate.
    """
    parts = _parts(run.loss)
    if len(parts) < 3:
        return None
    first, last = parts[0].value, parts[-1].value
    ends = {"first": f"{first:.3g}", "last": f"{last:.3g}"}
    if last >= FLAT * first:
        return Clue("loss-flat", say("advice.clue-loss-flat", **ends))
    return Clue("loss-fell", say("advice.clue-loss-fell", **ends)) if last <= FELL * first else None


def _loss_plateau(run: TrainingRun) -> Clue | None:
    """Both losses stopped far from 0, and near each other: what is left is not for want of steps."""
    parts, held_out = _parts(run.loss), run.validation.finite.values
    if len(parts) < 4 or not len(held_out):
        return None
    middle, last = parts[len(parts) // 2].value, parts[-1].value
    if last < HIGH * parts[0].value or middle - last > STILL * last or last > FLAT * parts[0].value:
        return None
    if abs(held_out[-1] - last) > NEAR * last:
        return None
    return Clue("loss-plateau", say("advice.clue-loss-plateau", last=f"{last:.3g}", valid=f"{held_out[-1]:.3g}"))


def _data_noisier(run: TrainingRun) -> Clue | None:
    """What was held out is fitted better than what was trained on: the training examples are in doubt."""
    parts, held_out = _parts(run.loss), run.validation.finite.values
    if len(parts) < 3 or not len(held_out) or parts[-1].value < NOISIER * held_out[-1]:
        return None
    ends = {"last": f"{parts[-1].value:.3g}", "valid": f"{held_out[-1]:.3g}"}
    return Clue("data-noisier", say("advice.clue-data-noisier", **ends))


def _small_model(run: TrainingRun) -> Clue | None:
    size = run.recipe.parameters
    if size is None or size > SMALL_MODEL:
        return None
    return Clue("small-model", say("advice.clue-small-model", size=f"{size / 1e6:.3g}"))


def _parts(curve: Curve) -> list[Level]:
    finite = curve.finite
    return levels(finite.steps, finite.values, 8) if len(finite) >= 6 else []


LOOKS: tuple[Callable[[TrainingRun], Clue | None], ...] = (
    _loss_fall,
    _loss_plateau,
    _data_noisier,
    _small_model,
)
