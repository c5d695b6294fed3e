"""What the checks of a training run have in common: its losses in parts, and where its validation loss was lowest."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from assay.checks.base import SURE, Case
from assay.core.messages import Text, say
from assay.core.trainers import argument
from assay.core.training_run import Curve, TrainingRun
from assay.stats.curves import Level, levels, noise_of
from assay.stats.student import critical_value

PARTS = 10
FEWEST = 6  # losses, of which a course can be read


@dataclass(frozen=True)
class Lowest:
    """Where a curve of held-out data was at its best, and how much worse it ended: `rise` with its standard error, None
    where too few points tell of the noise. `share` is the rise as a share of the lowest.
    """

    step: float
    value: float
    last: float
    rise: float
    se: float | None
    share: float

    @property
    def is_sure(self) -> bool:
        """Whether the end is worse by more than the noise, with 99 %."""
        return self.se is not None and self.rise > critical_value(SURE, 1e6) * self.se


def parts_of(curve: Curve) -> list[Level]:
    """The curve's finite points in at most ten parts; none for too few."""
    finite = curve.finite
    return levels(finite.steps, finite.values, PARTS) if len(finite) >= FEWEST else []


def lowest_of(curve: Curve, *, highest: bool = False) -> Lowest | None:
    """The lowest point against the end, which is the mean of the last two; None for fewer than three points.

    The noise is that of second differences. The lowest of many noisy points lies below the curve by chance: the
    standard error allows for it by the expected extreme of as many points.
    """
    finite = curve.finite
    if len(finite) < 3:
        return None
    values = -finite.values if highest else finite.values
    place = int(np.argmin(values))
    single = len(values) < 5 or place >= len(values) - 2
    last = float(values[-1]) if single else float(values[-2:].mean())
    rise = last - float(values[place])
    noise = noise_of(values) if len(values) >= 5 else None
    chance = math.sqrt(2.0 * math.log(max(2, len(values)))) / 2.0
    se = None if noise is None else noise * math.sqrt(1.0 + chance)
    sign = -1.0 if highest else 1.0
    best = sign * float(values[place])
    scale = abs(best) if best else 1.0
    return Lowest(float(finite.steps[place]), best, sign * last, rise, se, rise / scale)


def judged_scores(run: TrainingRun, primary: str | None) -> list[str]:
    """The figures of held-out data that are the deciding metric, then F1 and accuracy, which classifiers go by."""
    wanted = [want for want in (primary, "f1", "accuracy") if want]
    exact = [name for want in wanted for name in run.scores if name.lower().replace("-", "_") == want]
    near = [name for want in wanted for name in run.scores if want in name.lower()]
    return list(dict.fromkeys([*exact, *near]))


def kept_score(run: TrainingRun, primary: str | None) -> str | None:
    """The first of these whose last value is its best; None where there is none such."""
    for name in judged_scores(run, primary):
        values = run.scores[name].finite.values
        if len(values) >= 3 and values[-1] >= values.max():
            return name
    return None


def when(run: TrainingRun, step: float) -> Text:
    """A step in words, with its epoch where that is known."""
    epoch = run.epoch_at(step)
    if epoch is None:
        return say("findings.at-step", step=f"{step:,.0f}")
    return say("findings.at-epoch", step=f"{step:,.0f}", epoch=f"{epoch:.3g}")


def peak_rate(run: TrainingRun) -> float | None:
    """The highest learning rate of the log, else the one that was asked for."""
    rates = run.rate.finite.values
    return float(rates.max()) if len(rates) else run.recipe.number("learning_rate")


def called(run: TrainingRun, name: str) -> str:
    """An argument as the run's trainer calls it; as Hugging Face does where that is not known."""
    return argument(run.recipe.tool or "Transformers Trainer", name) or name


def shown(value: float) -> str:
    """A loss or a rate in few digits."""
    return f"{value:.3g}" if value == 0 or abs(value) < 100 else f"{value:.0f}"


def run_of(case: Case) -> TrainingRun | Text:
    """The run; why there is none."""
    return case.run if case.run is not None else say("findings.needs-log")
