"""What people said of outputs: who rated which output, of which dimension, how high."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.by_people import JUDGE
from assay.core.examples import Source
from assay.core.messages import Text
from assay.frozen import frozen


@frozen
class Scale:
    """From the worst to the best rating that may be given. `stated` is whether the file says so, rather than its
    values suggest it.
    """

    low: float
    high: float
    stated: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """Both of them."""
        return self.low, self.high

    @property
    def middle(self) -> float:
        """Half way: as bad as good."""
        return (self.low + self.high) / 2.0

    @property
    def width(self) -> float:
        """From end to end."""
        return self.high - self.low


@frozen
class Item:
    """One output that was rated, by whatever tells it: the example's id, what was asked, what the model said, and which
    model. `line` is where a file first speaks of it.
    """

    id: str | None = None
    output: str | None = None
    prompt: str | None = None
    system: str | None = None
    line: int = 0


@frozen(eq=False)
class Ratings:
    """m ratings: `item`, `rater` and `dimension` (m,) are places in the tuples of the same name, `value` (m,) is what
    was said, `times` (m,) seconds since 1970, NaN where not known. Raters are pseudonyms; `by_place` says that the file
    tells them only by their place in a list, which may be another person's on each item.
    """

    items: tuple[Item, ...]
    raters: tuple[str, ...]
    dimensions: tuple[str, ...]
    item: IntArray
    rater: IntArray
    dimension: IntArray
    value: Array
    scales: Mapping[str, Scale]
    sources: tuple[Source, ...] = ()
    times: Array | None = None
    by_place: bool = False

    def __len__(self) -> int:
        return len(self.value)

    def matrix(self, dimension: str) -> Array:
        """(items, raters) of one dimension, NaN where it was not rated; of several by one rater the last."""
        found = np.full((len(self.items), len(self.raters)), np.nan)
        mine = self.dimension == self.dimensions.index(dimension)
        found[self.item[mine], self.rater[mine]] = self.value[mine]
        return found

    def of_items(self, which: IntArray) -> Ratings:
        """The ratings of the items at the places `which`, in that order; raters who rated none of them are left out."""
        place = np.full(len(self.items), -1)
        place[which] = np.arange(len(which))
        kept = place[self.item] >= 0
        return replace(
            self._of(kept), items=tuple(self.items[i] for i in which.tolist()), item=place[self.item[kept]]
        )._with_raters_who_rated()

    def of_raters(self, names: Iterable[str]) -> Ratings:
        """The ratings of these raters alone."""
        wanted = set(names)
        kept = np.array([name in wanted for name in self.raters], np.bool_)[self.rater]
        return self._of(kept)._with_raters_who_rated()

    @property
    def judges(self) -> tuple[str, ...]:
        """The raters that are models."""
        return tuple(name for name in self.raters if name.startswith(JUDGE))

    @property
    def by_people(self) -> Ratings:
        """Without the ratings of models, and the items that only they rated; all, where there are no others."""
        people = [name for name in self.raters if not name.startswith(JUDGE)]
        if not people or len(people) == len(self.raters):
            return self
        mine = self.of_raters(people)
        return mine.of_items(np.unique(mine.item))

    def _of(self, kept: BoolArray) -> Ratings:
        times = None if self.times is None else self.times[kept]
        return replace(
            self,
            item=self.item[kept],
            rater=self.rater[kept],
            dimension=self.dimension[kept],
            value=self.value[kept],
            times=times,
        )

    def _with_raters_who_rated(self) -> Ratings:
        """The same without raters and dimensions that no rating is left of."""
        raters, rater = np.unique(self.rater, return_inverse=True)
        dimensions, dimension = np.unique(self.dimension, return_inverse=True)
        return replace(
            self,
            raters=tuple(self.raters[i] for i in raters.tolist()),
            dimensions=tuple(self.dimensions[i] for i in dimensions.tolist()),
            rater=rater.reshape(-1),
            dimension=dimension.reshape(-1),
        )


@frozen(eq=False)
class Rated:
    """Ratings of one model's outputs: `row` (items,) is the example that each item is. `how` says by what they were
    recognised; `unmatched` items are of no example here, `first` of them by name; `other_texts` of them have an
    example's id and another text.
    """

    ratings: Ratings
    row: IntArray
    how: Text
    unmatched: int = 0
    other_texts: int = 0
    first: tuple[str, ...] = ()

    @property
    def nothing(self) -> Rated:
        """The same, of no example."""
        none = np.zeros(0, np.int64)
        return Rated(self.ratings.of_items(none), none, self.how)
