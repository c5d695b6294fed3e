"""Predictions and references as tokens, made once for all metrics that count them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from assay.core.arrays import BoolArray, IntArray
from assay.core.columns import Column
from assay.core.company import Company
from assay.core.examples import Examples
from assay.core.task import Task
from assay.frozen import frozen
from assay.metrics.generation.texts import predicted, referred, texts_in
from assay.text.ngrams import Tokens
from assay.text.tokenisers import choose, tokeniser

_WORTH_SHARING = 0.8  # share of distinct texts below which each is tokenised once


@frozen(eq=False)
class Tokenised:
    """n predictions, and the references of each in as many columns as the example with most of them has.

    `given` (columns, n) says which references there are; an example without any has one empty reference. One that is
    not given has no tokens. `signature` is the tokeniser's.
    """

    predictions: Tokens
    references: tuple[Tokens, ...]
    given: BoolArray
    signature: str

    @property
    def nrefs(self) -> str:
        """How many references an example has, "var" where not all have as many: `nrefs` of sacreBLEU's signature."""
        numbers = set(self.given.sum(axis=0).tolist())
        return str(numbers.pop()) if len(numbers) == 1 else "var"

    @cached_property
    def closest_lengths(self) -> IntArray:
        """(n,) the length of the reference that is nearest in length, the shorter of two: BLEU's reference length."""
        lengths = np.stack([side.lengths for side in self.references])
        distances = np.where(self.given, np.abs(lengths - self.predictions.lengths), np.iinfo(np.int64).max)
        nearest = np.where(distances == distances.min(axis=0), lengths, np.iinfo(np.int64).max)
        closest: IntArray = nearest.min(axis=0)
        return closest


def tokeniser_name(examples: Examples, task: Task) -> str:
    """The tokeniser that suits the references: see `text.tokenisers.choose`."""

    def chosen() -> str:
        references = [text for column in referred(examples) for text in column]
        return choose(predicted(examples), references, task.text_language)

    return examples.once(("tokeniser", task.text_language), chosen)


def tokenised(examples: Examples, name: str) -> Tokenised:
    """The examples divided by the tokeniser called `name`."""
    company, place = examples.company
    return company.once(("tokens", name), lambda: _tokenised(company, name))[place]


def _tokenised(company: Company, name: str) -> list[Tokenised]:
    """For each model of the company; the references are divided once for all."""
    divide, models = tokeniser(name), len(company.predictions)
    given = np.stack([_given(column) for column in company.references])
    given[0] |= ~given.any(axis=0)
    columns = [texts_in(column) for column in (*company.predictions, *company.references)]
    tokens = _tokens(columns, divide.tokens)
    return [Tokenised(own, tuple(tokens[models:]), given, divide.signature) for own in tokens[:models]]


def _given(column: Column) -> BoolArray:
    if None not in column.texts:
        return np.ones(len(column), np.bool_)
    return np.array([text is not None for text in column.texts], np.bool_)


def _tokens(columns: Sequence[Sequence[str]], divide: Callable[[Sequence[str]], Tokens]) -> list[Tokens]:
    """The tokens of each column of n texts, numbered together."""
    texts = [text for column in columns for text in column]
    distinct = dict.fromkeys(texts)
    if len(distinct) < _WORTH_SHARING * len(texts):
        number = dict(zip(distinct, range(len(distinct)), strict=True))
        tokens = divide(list(distinct)).take(np.array([number[text] for text in texts], np.int64))
    else:
        tokens = divide(texts)
    n = len(columns[0])
    return [tokens.between(at * n, (at + 1) * n) for at in range(len(columns))]
