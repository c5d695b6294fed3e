"""The Brier score."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.examples import Examples
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.metrics.classification.base import share
from assay.metrics.classification.probabilities import scored
from assay.metrics.classification.scored import OfProbabilities, references


class Brier(OfProbabilities):
    """The mean squared distance of the probabilities from the truth, summed over the labels: from 0 to 2, lower is
    better. Always giving each of two labels a half costs 0.5.

    For two labels many tools sum over one label only, which is half of this. It mixes two things, how well the
    model tells examples apart and how honest its probabilities are.

    Look at ece for honesty alone, at auroc for telling apart alone, and at log_loss where being sure and wrong must
    cost more.
    """

    name: ClassVar[str] = "brier"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (squared distance, 1). An example without probabilities counts as sure and wrong: 2."""
        found, gold = scored(examples, task), references(examples, task)
        truth = gold[:, None] == np.arange(len(task.labels))
        distance = np.where(found.unknown, 2.0, ((np.clip(found.matrix, 0.0, 1.0) - truth) ** 2).sum(axis=1))
        return Measured(
            self.name,
            Scores(("distance", "examples"), np.stack([distance, np.ones_like(distance)], axis=1)),
            share,
            "bounded",
            high=2.0,
            higher_is_better=False,
            signature="|".join(["sum over labels", *found.probability_notes]),
        )
