"""What people prefer: of two outputs shown side by side, or of several put in order, which is better."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assay.core.arrays import BoolArray, IntArray
from assay.core.by_people import JUDGE
from assay.core.estimate import Estimate
from assay.core.examples import Source
from assay.core.messages import Text
from assay.core.ratings import Item
from assay.frozen import frozen


@frozen(eq=False)
class Preferences:
    """m judgements. `first` and `second` (m,) are places in `items`, the outputs as they were shown; `rater` and
    `dimension` (m,) are places in the tuples of the same name; `outcome` (m,) is +1 where the first is better, 0 a tie,
    -1 where the second is. `prompt` (m,) are codes of what was asked: judgements of one prompt are not independent.

    `ordered` (m,) is whether the first was shown first; a ranking does not tell. `by_place` says that the file tells
    raters only by their place in a list, which may be another person's in each row.
    """

    items: tuple[Item, ...]
    raters: tuple[str, ...]
    dimensions: tuple[str, ...]
    first: IntArray
    second: IntArray
    rater: IntArray
    dimension: IntArray
    outcome: IntArray
    prompt: IntArray
    ordered: BoolArray
    sources: tuple[Source, ...] = ()
    by_place: bool = False

    def __len__(self) -> int:
        return len(self.outcome)

    @property
    def systems(self) -> tuple[str, ...]:
        """The models that are named, each once."""
        return tuple(dict.fromkeys(item.system for item in self.items if item.system is not None))

    @property
    def judges(self) -> tuple[str, ...]:
        """The raters that are models."""
        return tuple(name for name in self.raters if name.startswith(JUDGE))

    @property
    def by_people(self) -> Preferences:
        """Without the judgements of models."""
        people = np.array([not name.startswith(JUDGE) for name in self.raters], np.bool_)
        return self.of(people[self.rater]) if len(self) else self

    def of(self, kept: BoolArray) -> Preferences:
        """Those of the judgements `kept` (m,); raters and dimensions without one keep their places."""
        columns = ("first", "second", "rater", "dimension", "outcome", "prompt", "ordered")
        return replace(self, **{name: getattr(self, name)[kept] for name in columns})


@frozen(eq=False)
class Preferred:
    """The judgements of one model's outputs beside another's: `row` (j,) the example, `outcome` (j,) +1 where the first
    model's output is better, -1 where the other's is; `shown` (j,) +1 where the first model's was shown first, -1 where
    second, 0 where nobody knows. `rater` and `dimension` (j,) are places in the names.

    `how` says by what they were recognised; `others` judgements are of no pair of these outputs, `alike` of outputs
    that are the same on both sides, which nothing else tells apart.
    """

    row: IntArray
    outcome: IntArray
    shown: IntArray
    rater: IntArray
    dimension: IntArray
    raters: tuple[str, ...]
    dimensions: tuple[str, ...]
    how: Text
    others: int = 0
    alike: int = 0

    def __len__(self) -> int:
        return len(self.outcome)


@frozen(eq=False)
class Contests:
    """The judgements of pairs of several models' outputs: `row` (j,) the example, `first` and `second` (j,) the models
    by their places, `outcome` (j,) +1 where the first is better, -1 where the second is; `rater` and `dimension` (j,)
    are places in the names. `others` judgements are of no such pair, or of outputs that several of the models gave.
    """

    row: IntArray
    first: IntArray
    second: IntArray
    outcome: IntArray
    rater: IntArray
    dimension: IntArray
    dimensions: tuple[str, ...]
    others: int = 0

    def __len__(self) -> int:
        return len(self.outcome)


@frozen
class FirstShown:
    """Whether people prefer what they see first: the `share` of the decided judgements that do, with the p of a sign
    test over prompts. Without `balanced` it was not left to chance which model came first (the candidate did in
    `candidate_first` of the decided), and a preference for the first cannot be told from one for a model.
    """

    share: Estimate
    p: float
    candidate_first: int
    balanced: bool


@frozen
class Preference:
    """The candidate beside the base at the place `base` among the comparisons, on one dimension: how often the
    candidate was preferred, and the win `rate`, ties counting half, with its interval. `p` is of the sign test over
    `prompts`, the examples that were judged. `alpha` says how far raters agree, `kappa` how far two do.
    """

    base: int
    dimension: str
    title: Text
    wins: int
    ties: int
    losses: int
    prompts: int
    raters: int
    rate: Estimate
    p: float
    how: Text
    first: FirstShown | None = None
    alpha: Estimate | None = None
    kappa: Estimate | None = None
    notes: tuple[Text, ...] = ()

    @property
    def judgements(self) -> int:
        """All of them."""
        return self.wins + self.ties + self.losses
