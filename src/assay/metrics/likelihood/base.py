"""What the metrics of token likelihoods have in common: nats over a size of the text."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import ClassVar, Literal

import numpy as np

from assay.core.arrays import Array
from assay.core.errors import UndefinedValue
from assay.core.examples import Examples, Likelihoods
from assay.core.messages import Text, say
from assay.core.scores import Formula, Measured, Scores
from assay.core.task import Family, Task

Size = Literal["tokens", "bytes", "characters", "words"]
Transform = Literal["exp", "identity"]

_UNKNOWN: dict[Size, str] = {
    "tokens": "overlap.no-tokens",
    "bytes": "overlap.no-bytes",
    "characters": "overlap.no-characters",
    "words": "overlap.no-words",
}


class NatsPerSize:
    """The sum of all negative log-likelihoods over the sum of all sizes, and a transform of that ratio.

    The sums are over documents, so that long ones count as much as they hold: lm-evaluation-harness `metrics.py`,
    weighted perplexities.
    """

    name: ClassVar[str]
    families: ClassVar[tuple[Family, ...]] = ("lm",)
    default: ClassVar[bool] = True
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "overlap"
    size: ClassVar[Size]
    transform: ClassVar[Transform] = "exp"
    scale: ClassVar[float] = 1.0

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no likelihoods, or none with this size."""
        return missing_sizes(examples.likelihoods, self.size)

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (nll, size) a document. An nll of infinity stays: the value is then infinite, and `details` say why.

        Raises UndefinedValue where an nll is negative or missing, or nothing was scored at all.
        """
        likelihoods = checked(examples, self.size)
        sizes = getattr(likelihoods, self.size)
        return Measured(
            self.name,
            Scores(("nll", self.size), np.stack([likelihoods.nll, sizes], axis=1)),
            self.formula(),
            "ratio",
            low=1.0 if self.transform == "exp" else 0.0,
            high=math.inf,
            size=self.size,
            higher_is_better=False,
            signature=f"log:e|weighted:{self.size}",
            details={"transform": self.transform, "scale": self.scale, **infinite(likelihoods)},
        )

    def formula(self) -> Formula:
        """From the sums (..., 2) to the value; NaN where the size is 0."""
        transform: Callable[[Array], Array] = np.exp if self.transform == "exp" else np.asarray

        def value(sums: Array) -> Array:
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                ratio = np.where(sums[..., 1] > 0, sums[..., 0] / sums[..., 1], np.nan)
                return transform(self.scale * ratio)

        return value


def missing_sizes(likelihoods: Likelihoods | None, size: Size) -> Text | None:
    """What is missing for dividing by `size`, as a sentence; None where nothing is."""
    if likelihoods is None:
        return say("overlap.no-likelihoods")
    unknown = int(np.isnan(getattr(likelihoods, size)).sum())
    return say(_UNKNOWN[size], n=unknown) if unknown else None


def checked(examples: Examples, size: Size) -> Likelihoods:
    """The likelihoods, where they can be log-probabilities at all and anything was scored."""
    likelihoods = examples.likelihoods
    assert likelihoods is not None  # noqa: S101 - `lacks` was asked first
    wrong = {"overlap.missing-nll": np.isnan(likelihoods.nll), "overlap.negative-nll": likelihoods.nll < 0}
    for key, which in wrong.items():
        rows = np.flatnonzero(which)
        if len(rows):
            raise UndefinedValue(key, n=len(rows), example=examples.id_of(int(rows[0])))
    if not getattr(likelihoods, size).sum() > 0:
        raise UndefinedValue("overlap.nothing-scored")
    return likelihoods


def infinite(likelihoods: Likelihoods) -> dict[str, Text]:
    """`infinite`: why the value is infinite, where a document has a token of probability 0."""
    documents = int(np.isinf(likelihoods.nll).sum())
    return {"infinite": say("overlap.infinite", n=documents)} if documents else {}
