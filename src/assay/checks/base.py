"""What a check is: all that is known of an evaluation in, a finding out."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias, runtime_checkable

from assay.core.finding import Finding, Severity
from assay.core.looks import Looks
from assay.core.messages import Text
from assay.frozen import frozen
from assay.stats.proportions import mid_p

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assay.core.arrays import BoolArray
    from assay.core.comparison import Comparison, Whole
    from assay.core.difference import Baseline
    from assay.core.estimate import Estimate
    from assay.core.examples import Examples
    from assay.core.label_probabilities import LabelProbabilities
    from assay.core.people import People
    from assay.core.report import Confusion, Parsing
    from assay.core.scores import Measured, Units
    from assay.core.stability import Stability
    from assay.core.task import Task
    from assay.core.training_data import TrainingData
    from assay.core.training_run import TrainingRun
    from assay.core.verdict import Judgement

SURE = 0.99  # of the intervals that decide a finding: many are looked for, and a false alarm costs trust
MOST_NAMED = 10  # examples that a finding names
TOLERATED, GRAVE = 0.01, 0.2  # of the outputs

Looked: TypeAlias = Finding | Text | None
"""What a check says: a finding, nothing to find, or why it cannot look."""


@frozen(eq=False)
class Case:
    """What was evaluated, and all that was made of it. What does not exist here is None or empty.

    `estimates` and `measured` go by metric; `primary` is the metric that decides. `judgement` is what the policy makes
    of the numbers alone. `pairs` are, for each comparison, the examples that both hold, in one order: the candidate's
    and the base's, of the first run of each. `repeats` are the other runs of the candidate. `wholes` are, for each
    comparison, the base's whole file where some of its rows have no partner. `looks` says of how many the candidate
    was picked. `training` is what it was trained on, `probabilities` are those of the labels, where the model gave
    them, `people` what ratings say of it, `run` the course of its training.
    """

    examples: Examples
    task: Task
    units: Units
    estimates: Mapping[str, Estimate]
    confusion: Confusion | None = None
    parsing: Parsing | None = None
    baseline: Baseline | None = None
    comparisons: Sequence[Comparison] = ()
    stability: Stability | None = None
    measured: Mapping[str, Measured] = field(default_factory=dict)
    primary: str | None = None
    judgement: Judgement | None = None
    pairs: Sequence[tuple[Examples, Examples]] = ()
    repeats: Sequence[Examples] = ()
    wholes: Sequence[Whole | None] = ()
    looks: Looks = field(default_factory=Looks)
    training: TrainingData | None = None
    probabilities: LabelProbabilities | None = None
    people: People | None = None
    run: TrainingRun | None = None

    @cached_property
    def texts(self) -> Sequence[str] | None:
        """What the model wrote, a missing text as an empty one; None where it wrote nothing."""
        predictions = self.examples.predictions
        return None if predictions is None else [text or "" for text in predictions.texts]

    def named(self, which: BoolArray) -> tuple[str, ...]:
        """The ids of the first examples of those that `which` (n,) marks."""
        return tuple(self.examples.id_of(int(row)) for row in which.nonzero()[0][:MOST_NAMED])


@runtime_checkable
class Check(Protocol):
    """One finding that is looked for. The class docstring is its manual in English: what it is, a blank line, how it is
    decided, a blank line, when to ignore it. Its sentences are `findings.<code>-...` in the catalogue.
    """

    code: ClassVar[str]

    def look(self, case: Case) -> Looked:
        """The finding; None where there is nothing to find; a sentence where the case lacks what the check needs."""
        ...


@frozen
class Share:
    """A share with the mid-P interval that decides findings."""

    value: float
    low: float
    high: float

    @property
    def severity(self) -> Severity:
        """How bad so many faulty outputs are: critical from a fifth on, a warning from 1 %, for sure each."""
        return "critical" if self.low > GRAVE else "warning" if self.low > TOLERATED else "note"

    @property
    def evidence(self) -> dict[str, float | int | str | None]:
        """The numbers by name."""
        return {"share": self.value, "low": self.low, "high": self.high}


def share(k: int, n: int) -> Share:
    """The share of k in n, which is 1 or more."""
    return Share(k / n, *mid_p(k, n, SURE))
