"""What a training run did: its losses and rates by step, and the recipe it followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Source
from assay.frozen import frozen

NONE = np.zeros(0)


@frozen(eq=False)
class Curve:
    """Values by step: `steps` (m,) rise, `values` (m,) are NaN where the log has no finite number."""

    steps: Array = field(default_factory=lambda: NONE)
    values: Array = field(default_factory=lambda: NONE)

    def __len__(self) -> int:
        return len(self.steps)

    @property
    def finite(self) -> Curve:
        """The points that are numbers."""
        kept = np.isfinite(self.values)
        return Curve(self.steps[kept], self.values[kept])


@frozen
class Recipe:
    """How it was trained, as far as that is known: by which `tool`, with which arguments under Assay's names
    ("learning_rate", "epochs", ...), from a base of so many `parameters`.
    """

    tool: str | None = None
    arguments: Mapping[str, float | str] = field(default_factory=dict)
    parameters: float | None = None

    def number(self, name: str) -> float | None:
        """An argument that is a number; None where it is not known."""
        value = self.arguments.get(name)
        return value if isinstance(value, float) else None


@frozen(eq=False)
class TrainingRun:
    """A run. `loss` is that of training, `validation` that of data held out; `scores` are other figures of held-out
    data by name, `rate` is the learning rate and `gradient` the norm. `planned` is how many steps were to be done, and
    `epochs` how often the data were seen. `restarts` counts how often the log goes back to an earlier step, and
    `checkpoints` are the steps that were saved, where the folder shows them. Without `has_steps` the log names none and
    its entries are counted instead.
    """

    source: Source
    loss: Curve = field(default_factory=Curve)
    validation: Curve = field(default_factory=Curve)
    scores: Mapping[str, Curve] = field(default_factory=dict)
    rate: Curve = field(default_factory=Curve)
    gradient: Curve = field(default_factory=Curve)
    planned: int | None = None
    epochs: float | None = None
    restarts: int = 0
    recipe: Recipe = field(default_factory=Recipe)
    checkpoints: tuple[int, ...] = ()
    has_steps: bool = True

    @property
    def steps(self) -> int:
        """How many were done."""
        return int(max((curve.steps[-1] for curve in (self.loss, self.validation) if len(curve)), default=0))

    def epoch_at(self, step: float) -> float | None:
        """How often the data were seen by then; None where that is not known."""
        return None if self.epochs is None or not self.steps else self.epochs * step / self.steps
