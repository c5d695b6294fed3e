"""A loss that left the ground."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.training.course import called, parts_of, peak_rate, run_of, shown, when
from assay.core.finding import Finding
from assay.core.messages import Text, say
from assay.stats.curves import Level, noise_of

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked
    from assay.core.arrays import BoolArray
    from assay.core.training_run import TrainingRun

_SURE = 3.5  # standard errors: of ten parts compared, less than one healthy run in a hundred
_RISE = 0.5  # of what the loss fell before
_ABOVE = 1.5  # times the first loss: no run that learns ends there


class Diverged:
    """The training loss left the ground: it became no number, or rose far above what it had reached and stayed there.

    Decided where the log has no finite loss from some step on, or where the mean of its last part lies above that of
    its lowest part by more than 3.5 standard errors and by half of what it had fallen before.

    Ignore it where the log goes on after a restart that mended it.
    """

    code: ClassVar[str] = "diverged"

    def look(self, case: Case) -> Looked:
        """From the training loss."""
        run = run_of(case)
        if isinstance(run, Text):
            return run
        lost = _lost(run)
        if lost is not None:
            return self._found(run, say("findings.diverged-lost", when=when(run, lost)), {"step": lost})
        parts = parts_of(run.loss)
        if len(parts) < 3:
            return None
        low, last = min(parts, key=lambda part: part.value), parts[-1]
        if not _is_risen(run, low, last):
            return None
        told = say(
            "findings.diverged-rose",
            low=shown(min(low.value, float(run.loss.finite.values[0]))),
            when=when(run, low.step if low.value < run.loss.finite.values[0] else float(run.loss.finite.steps[0])),
            last=shown(last.value),
        )
        return self._found(run, told, {"lowest": low.value, "last": last.value, "step": low.step})

    def _found(self, run: TrainingRun, told: Text, evidence: dict[str, float | int | str | None]) -> Finding:
        rate = peak_rate(run)
        known = "" if rate is None else say("findings.diverged-rate", rate=shown(rate))
        return Finding(
            self.code,
            "critical",
            say("findings.diverged-title"),
            say("findings.diverged-message", told=told, rate=known),
            {**evidence, "learning_rate": rate},
            actions=(
                say("findings.diverged-lower", name=called(run, "learning_rate")),
                say("findings.diverged-clip", name=called(run, "clip")),
            ),
        )


def _lost(run: TrainingRun) -> float | None:
    """The step from which on no loss is a number; also where a trainer writes 0 instead, and its gradient tells."""
    values = run.loss.values
    known = np.flatnonzero(np.isfinite(values) & ~_hidden(run))
    if len(values) and (not len(known) or known[-1] < len(values) - 1):
        return float(run.loss.steps[known[-1] + 1 if len(known) else 0])
    return None


def _hidden(run: TrainingRun) -> BoolArray:
    """(m,) losses of exactly 0 at steps whose gradient is no number."""
    bad = run.gradient.steps[~np.isfinite(run.gradient.values)]
    hidden: BoolArray = (run.loss.values == 0) & np.isin(run.loss.steps, bad)
    return hidden


def _is_risen(run: TrainingRun, low: Level, last: Level) -> bool:
    values = run.loss.finite.values
    start, noise = float(values[0]), noise_of(values)
    if last.value > _ABOVE * start > 0 and last.value - start > _SURE * math.hypot(last.se, noise):
        return True
    rise, least = last.value - low.value, min(low.value, start)
    se = max(math.hypot(low.se, last.se), noise * math.hypot(low.n**-0.5, last.n**-0.5))
    is_sure = rise > _SURE * se and (start > low.value or last.value - start > _SURE * math.hypot(last.se, noise))
    return is_sure and last.value - least > _RISE * max(start - least, 0.2 * abs(least))
