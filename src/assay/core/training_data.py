"""What the candidate was trained on, as far as an evaluation looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, TypeAlias

import numpy as np

from assay.core.arrays import BoolArray, IntArray
from assay.core.estimate import Estimate
from assay.core.examples import Source
from assay.core.label_probabilities import LabelProbabilities
from assay.frozen import frozen

Side: TypeAlias = Literal["prompt", "reference"]


@frozen(eq=False)
class Copies:
    """Which of n examples stand in the training data, by their prompt or by their reference: word for word (`exact`) or
    with small changes (`near`), and which were long enough to be compared (`compared`), each (n,). `places` says where
    the first copy of an example is: "train.jsonl:17".
    """

    side: Side
    exact: BoolArray
    near: BoolArray
    compared: BoolArray
    places: Mapping[int, str] = field(default_factory=dict)


@frozen(eq=False)
class Texts:
    """How prompts look: the number of words of each (k,), sorted, and how many are in which language."""

    lengths: IntArray
    languages: Mapping[str, int]


@frozen(eq=False)
class TrainingData:
    """All rows that `sources` hold. `repeated` rows say what an earlier row says; of the `prompts` that differ,
    `contradictory` stand there with several answers. `labels` counts the rows of each label, under the task's names,
    None where the answers are no labels. `trained` and `tested` are how the prompts look on either side, where there
    are any; of many, a sample. `clean` is the metric that decides over the examples that were compared and are not
    there. `probabilities` are those that the training data itself has of its labels.
    """

    sources: tuple[Source, ...]
    rows: int
    repeated: int = 0
    prompts: int = 0
    contradictory: int = 0
    labels: Mapping[str, int] | None = None
    copies: tuple[Copies, ...] = ()
    trained: Texts | None = None
    tested: Texts | None = None
    clean: Estimate | None = None
    probabilities: LabelProbabilities | None = None

    @property
    def exact(self) -> BoolArray | None:
        """(n,) the examples that stand there word for word; None where nothing could be compared."""
        return np.logical_or.reduce([one.exact for one in self.copies]) if self.copies else None

    @property
    def leaked(self) -> BoolArray | None:
        """(n,) the examples that stand there, word for word or nearly; None where nothing could be compared."""
        return np.logical_or.reduce([one.exact | one.near for one in self.copies]) if self.copies else None

    @property
    def compared(self) -> BoolArray | None:
        """(n,) the examples with anything that is long enough to be told again."""
        return np.logical_or.reduce([one.compared for one in self.copies]) if self.copies else None

    @property
    def clean_rows(self) -> BoolArray | None:
        """(n,) the examples that were compared and do not stand there; None where nothing could be compared."""
        return None if self.compared is None or self.leaked is None else self.compared & ~self.leaked

    def place_of(self, row: int) -> str | None:
        """Where the first copy of an example is."""
        return next((one.places[row] for one in self.copies if row in one.places), None)
