"""How varied the words of all predictions are."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.scores import Measured, Scores, WeightedFormula
from assay.core.task import Family, Task
from assay.metrics.generation.texts import predicted
from assay.text.distinct import representatives
from assay.text.ngrams import Ints, Tokens
from assay.text.tokenisers import choose, tokeniser


class Distinct:
    """The share of different n-grams among all n-grams of all predictions. Li et al. (2016), N16-1014."""

    name: ClassVar[str]
    families: ClassVar[tuple[Family, ...]] = ("generation",)
    default: ClassVar[bool] = False
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "overlap"
    copies_are_best: ClassVar[bool] = False
    order: ClassVar[int]

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no predictions."""
        return say("overlap.no-predictions") if examples.predictions is None else None

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (number of the example) an example, and `weighted`: what is different in two texts may be the same in
        both, so this is no sum. NaN where there is no n-gram.
        """
        texts = predicted(examples)
        divide = tokeniser(choose(texts, texts, task.text_language))
        return Measured(
            self.name,
            Scores(("example",), np.arange(len(texts), dtype=np.float64)[:, None]),
            None,
            "bootstrap",
            signature=f"tok:{divide.signature}|n:{self.order}|of all texts",
            weighted=_share_of_distinct(divide.tokens(texts), self.order),
        )


class Distinct1(Distinct):
    """How many different words all predictions use, over all their words (distinct-1): 1 where no word comes twice. Low
    values mean that the outputs repeat themselves or one another.

    It falls as texts become more, since words run out: figures compare only between sets of the same size and length.
    Random words score best.

    Look at distinct2 for phrases, and at the outputs themselves.
    """

    name: ClassVar[str] = "distinct1"
    order: ClassVar[int] = 1


class Distinct2(Distinct):
    """How many different pairs of neighbouring words all predictions use, over all their pairs (distinct-2). Low values
    mean that outputs repeat phrases, their own or one another's.

    It falls as texts become more: figures compare only between sets of the same size and length. Random words score
    best.

    Look at distinct1 for single words, and at the outputs themselves.
    """

    name: ClassVar[str] = "distinct2"
    order: ClassVar[int] = 2


def _share_of_distinct(tokens: Tokens, order: int) -> WeightedFormula:
    """From weights (b, n) of the texts to distinct n-grams over all n-grams (b,); a text of weight 0 is not there."""
    texts, grams = _ngrams(tokens, order)
    by_gram = np.argsort(grams, kind="stable")
    starts = np.flatnonzero(np.diff(grams[by_gram], prepend=-1))
    text_of = texts[by_gram]
    totals = tokens.counts(order)[:, order - 1].astype(np.float64)

    def weighted(rows: Array, weights: Array) -> Array:
        number = rows[:, 0].astype(np.int64)
        if not len(starts):
            return np.full(len(weights), np.nan)
        there = np.zeros((len(weights), len(totals)), np.bool_)
        there[:, number] = weights > 0
        distinct = np.array([np.logical_or.reduceat(one[text_of], starts).sum() for one in there], np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            return distinct / (weights @ totals[number])

    return weighted


def _ngrams(tokens: Tokens, order: int) -> tuple[Ints, Ints]:
    """The text and the number of each n-gram; equal numbers for equal n-grams."""
    text = np.repeat(np.arange(len(tokens)), tokens.lengths)
    grams = tokens.ids.astype(np.int64)
    for _ in range(order - 1):
        inside = np.flatnonzero(text[1:] == text[:-1])
        keys = (grams[inside] << 32) | grams[inside + 1]
        grams, text = representatives(keys.view(np.uint64)), text[inside]
    return text, grams
