"""A loss that hardly fell, and falls still."""

from __future__ import annotations

import math
from typing import ClassVar

from assay.checks.base import SURE, Case, Looked
from assay.checks.training.course import called, parts_of, peak_rate, run_of, shown
from assay.core.finding import Finding
from assay.core.messages import Text, say
from assay.stats.student import critical_value

_MANY = 1e6  # degrees of freedom: the normal quantile
_HARDLY = 0.05  # of the loss at the start
_NOTHING_LEFT = 0.1  # a loss below which there is little to learn
_USUAL = 1e-4  # from here on, the rate alone is seldom what keeps a loss from falling


class LearningRateTooLow:
    """The training loss hardly fell from beginning to end: the steps were too small, or too few, to change the model.

    Decided where, with 99 % confidence, the mean of the last part of the loss lies less than 5 % below that of the
    first part, and there was something to learn (a loss above 0.1).

    Ignore it where the base had learnt the task already.
    """

    code: ClassVar[str] = "learning-rate-too-low"

    def look(self, case: Case) -> Looked:
        """From the training loss."""
        run = run_of(case)
        if isinstance(run, Text):
            return run
        parts = parts_of(run.loss)
        if len(parts) < 3:
            return say("findings.few-losses", n=len(run.loss.finite), fewest=6)
        first, last = parts[0], parts[-1]
        most = first.value - last.value + critical_value(SURE, _MANY) * math.hypot(first.se, last.se)
        if first.value < _NOTHING_LEFT or most > _HARDLY * first.value or last.value > 1.02 * first.value:
            return None
        rate = peak_rate(run)
        usual = rate is not None and rate >= _USUAL
        return Finding(
            self.code,
            "note" if usual else "warning",
            say("findings.learning-rate-too-low-title"),
            say(
                "findings.learning-rate-too-low-message",
                first=shown(first.value),
                last=shown(last.value),
                rate=say("findings.not-known") if rate is None else shown(rate),
            ),
            {"first": first.value, "last": last.value, "most": most, "learning_rate": rate},
            actions=(
                say("findings.learning-rate-too-low-raise", name=called(run, "learning_rate")),
                say("findings.learning-rate-too-low-weights"),
            ),
        )
