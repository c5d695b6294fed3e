"""The examples of one evaluation, column by column, and where they came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields, replace
from typing import TypeVar, cast

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.columns import Column
from assay.core.company import Company
from assay.core.messages import Text
from assay.frozen import frozen

T = TypeVar("T")


@frozen
class Skipped:
    """One row that could not be used: kept aside, named and counted."""

    path: str
    line: int  # 1-based line of the file; the row number where a file has no lines
    why: Text


@frozen
class Reported:
    """A figure that another tool printed for these predictions, shown beside ours."""

    name: str  # as that tool calls it
    value: float
    path: str


@frozen
class Source:
    """Where examples came from and what was seen on the way in."""

    path: str  # as given; "-" for standard input, "" for values passed from Python
    format: str  # the reader's name
    why: Text  # why this format was recognised, in one sentence
    rows: int  # good rows
    sha256: str | None = None
    skipped: tuple[Skipped, ...] = ()
    reported: tuple[Reported, ...] = ()
    notes: tuple[Text, ...] = ()  # what a reader of the result should know: encoding, duplicates of an id, ...
    settings: Mapping[str, str] = field(default_factory=dict)  # how a model was asked for them, where that is known


@frozen(eq=False)
class Probabilities:
    """What the model thought of each label: `matrix` (n, K) in the order of `labels`, NaN where unknown.

    With one label only, the column is the probability (or any score that orders alike) of that label.
    `normalised` is false for scores and logits: ranking metrics accept them, calibration metrics do not.
    """

    labels: tuple[str, ...]
    matrix: Array
    normalised: bool = True


@frozen(eq=False)
class Likelihoods:
    """Per document: `nll` in nats over all scored tokens, the sizes it is divided by, and the same nats behind another
    example's prompt. Arrays of shape (n,); what is unknown is NaN.
    """

    nll: Array
    tokens: Array
    bytes: Array
    characters: Array
    words: Array
    nll_other_prompt: Array


@frozen(eq=False)
class Examples:
    """n examples. A column that the file does not have is None (an empty tuple for references)."""

    source: Source
    predictions: Column | None = None
    references: tuple[Column, ...] = ()  # the k-th reference of every example; None where an example has fewer
    prompts: Column | None = None
    ids: Column | None = None  # None: the row number is the id
    prediction_sets: tuple[tuple[str, ...], ...] | None = None  # multi-label: all labels predicted for each example
    probabilities: Probabilities | None = None
    likelihoods: Likelihoods | None = None
    extra: Mapping[str, Column] = field(default_factory=dict)  # every other column: possible slices and clusters
    _derived: dict[object, object] = field(default_factory=dict, repr=False)
    _company: tuple[Company, int] | None = field(default=None, repr=False)  # and this model's place in it

    def __len__(self) -> int:
        for part in (self.predictions, *self.references, self.prompts, self.prediction_sets):
            if part is not None:
                return len(part)
        if self.likelihoods is not None:
            return len(self.likelihoods.nll)
        return 0 if self.probabilities is None else len(self.probabilities.matrix)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make()` returns, made at most once for these examples: tokens and labels are shared by all metrics."""
        if key not in self._derived:
            self._derived[key] = make()
        return cast("T", self._derived[key])

    @property
    def company(self) -> tuple[Company, int]:
        """The models that these predictions are judged with, and their place among them; by themselves where these are
        no longer the predictions or the references that the company has.
        """
        assert self.predictions is not None  # noqa: S101 - a metric on texts asks whether there are any
        if self._company is not None:
            company, place = self._company
            if company.predictions[place] is self.predictions and company.references is self.references:
                return self._company
        alone = self.predictions, self.references
        return self.once("company", lambda: (Company(alone[:1], alone[1]), 0))

    @property
    def outputs(self) -> Sequence[object]:
        """What the model said of each example, or thought of it where it says nothing: equal where two models' are."""
        if self.predictions is not None:
            return self.predictions.texts
        if self.prediction_sets is not None:
            return self.prediction_sets
        if self.likelihoods is not None:
            return list(self.likelihoods.nll.tolist())
        return () if self.probabilities is None else list(self.probabilities.matrix.tolist())

    def id_of(self, row: int) -> str:
        """The id of one example; its row number, from 1, where the file has none."""
        own = None if self.ids is None else self.ids[row]
        return str(row + 1) if own is None else own

    def take(self, rows: IntArray) -> Examples:
        """The examples at `rows`, in that order, from the same source."""

        def cut(column: Column | None) -> Column | None:
            return None if column is None else column.take(rows)

        sets = self.prediction_sets
        ids = self.ids or Column([str(i + 1) for i in range(len(self))])
        return replace(
            self,
            predictions=cut(self.predictions),
            references=tuple(column.take(rows) for column in self.references),
            prompts=cut(self.prompts),
            ids=ids.take(rows),
            prediction_sets=None if sets is None else tuple(sets[i] for i in rows.tolist()),
            probabilities=_taken(self.probabilities, rows),
            likelihoods=_taken_likelihoods(self.likelihoods, rows),
            extra={name: column.take(rows) for name, column in self.extra.items()},
            _derived={},
        )


def _taken(probabilities: Probabilities | None, rows: IntArray) -> Probabilities | None:
    return None if probabilities is None else replace(probabilities, matrix=probabilities.matrix[rows])


def _taken_likelihoods(likelihoods: Likelihoods | None, rows: IntArray) -> Likelihoods | None:
    if likelihoods is None:
        return None
    return Likelihoods(*(np.asarray(getattr(likelihoods, part.name))[rows] for part in fields(Likelihoods)))
