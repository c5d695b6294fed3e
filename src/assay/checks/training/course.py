"""What the checks of a training run have in common: its losses in parts, and where its validation loss was lowest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from assay.core.messages import Text, say
from assay.core.trainers import argument
from assay.frozen import frozen
from assay.stats.curves import Level, levels, rise_of

if TYPE_CHECKING:
    from assay.checks.base import Case
    from assay.core.training_run import Curve, TrainingRun

PARTS = 10
FEWEST = 6  # losses, of which a course can be read
_LEAST, _PLAIN = 0.01, 0.1  # of the best value: what matters at all, and what needs no test of noise
_CLIMB = 2  # points in a row


@frozen
class Lowest:
    """Where a curve of held-out data was at its best, and how much worse it ended: by `rise`, and with 99 % confidence
    by `least`, None where too few points tell of the noise. `share` is the rise as a share of the lowest, and it
    `climbs` where each of two or more points after the lowest is worse than the one before.
    """

    step: float
    value: float
    last: float
    rise: float
    least: float | None
    share: float
    climbs: bool

    @property
    def matters(self) -> bool:
        """Whether the end is worse for sure, and by enough to matter."""
        if self.least is not None and self.least > 0 and self.share > _LEAST:
            return True
        return self.share > _PLAIN and (self.least is None or self.climbs)


def parts_of(curve: Curve) -> list[Level]:
    """The curve's finite points in at most ten parts; none for too few."""
    finite = curve.finite
    return levels(finite.steps, finite.values, PARTS) if len(finite) >= FEWEST else []


def lowest_of(curve: Curve, *, highest: bool = False) -> Lowest | None:
    """The lowest level against the last, see `stats.curves.rise_of`; None for fewer than three points."""
    finite = curve.finite
    if len(finite) < 3:
        return None
    values = -finite.values if highest else finite.values
    rise, sign = rise_of(values), -1.0 if highest else 1.0
    after = np.diff(values[rise.place :])
    return Lowest(
        float(finite.steps[rise.place]),
        sign * rise.lowest,
        sign * rise.last,
        rise.value,
        None if rise.margin is None else rise.value - rise.margin,
        rise.value / (abs(rise.lowest) or 1.0),
        len(after) >= _CLIMB and bool((after > 0).all()),
    )


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
