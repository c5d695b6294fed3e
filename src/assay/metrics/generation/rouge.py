"""ROUGE, as rouge-score 0.1.2 defines it; in Chinese over characters."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array, BoolArray
from assay.core.examples import Examples
from assay.core.messages import Text
from assay.core.scores import Measured, Scores
from assay.core.task import Family, Task
from assay.frozen import frozen
from assay.metrics.generation.texts import given_references, missing_texts, predicted, referred
from assay.text.rouge import (
    Summaries,
    divisions_of_each,
    precision_recall_f,
    shared_by_lines,
    shared_ngrams,
    shared_subsequence,
    summaries,
)


@frozen(eq=False)
class Sides:
    """The predictions and the k-th references, numbered together. `words` names the tokenisers that divided them."""

    examples: Examples
    words: str
    predictions: Summaries
    references: tuple[Summaries, ...]

    def ngrams(self, k: int) -> Array:
        """(n, 2, 3) what predictions share with the k-th references, of orders 1 and 2."""
        key = ("rouge n-grams", self.words, k)
        return self.examples.once(key, lambda: shared_ngrams(self.predictions, self.references[k], 2))


class ROUGE:
    """The mean over texts of the F of what prediction and reference share; of several references, the best F."""

    name: ClassVar[str]
    families: ClassVar[tuple[Family, ...]] = ("generation",)
    default: ClassVar[bool] = False
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "overlap"
    words: ClassVar[str | None] = None  # a tokeniser; None: the one that suits the texts
    stemmed: ClassVar[bool] = False

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no predictions or no references."""
        return missing_texts(examples)

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (f, precision, recall, 1) a text. The value is the mean F; the sums give the other means too."""
        sides = self._sides(examples, task)
        each = [precision_recall_f(self.shared(sides, k)) for k in range(len(sides.references))]
        best = _best(np.stack(each), given_references(examples))
        rows = np.stack([best[:, 2], best[:, 0], best[:, 1], np.ones(len(best))], axis=1)
        return Measured(
            self.name,
            Scores(("f", "precision", "recall", "texts"), rows),
            _mean_f,
            "bounded",
            signature=f"tok:{sides.words}|refs:{len(sides.references)}|f1|mean of texts|like:rouge-score-0.1.2",
        )

    def shared(self, sides: Sides, k: int) -> Array:
        """(n, 3) what each prediction shares with its k-th reference, and how much there is on either side."""
        raise NotImplementedError

    def _sides(self, examples: Examples, task: Task) -> Sides:
        key = ("rouge", self.words, self.stemmed, task.text_language)
        return examples.once(key, lambda: _divided(examples, self._divisions(examples, task)))

    def _divisions(self, examples: Examples, task: Task) -> list[str]:
        """(n) the name of the tokeniser for each example."""
        if self.words is not None:
            return [self.words] * len(examples)
        said, gold = predicted(examples), referred(examples)[0]
        names = examples.once(
            ("rouge divisions", task.text_language), lambda: divisions_of_each(said, gold, task.text_language)
        )
        return ["rouge-stem" if self.stemmed and name == "rouge" else name for name in names]


class ROUGE1(ROUGE):
    """How many words prediction and reference share, each counted as often as both have it: the F of precision (of the
    prediction's words) and recall (of the reference's), averaged over texts. With several references the best counts.

    The order of words does not matter, so a scrambled text scores as well as a good one; a paraphrase scores low, a
    copy of the wrong sentence high. Chinese is taken by characters, which lifts the figure: compare it only with
    figures whose signature is the same.

    Look at rougeL for the order, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rouge1"
    default: ClassVar[bool] = True

    def shared(self, sides: Sides, k: int) -> Array:
        """(n, 3) words."""
        return sides.ngrams(k)[:, 0]


class ROUGE2(ROUGE):
    """How many pairs of neighbouring words prediction and reference share: the F of precision and recall, averaged over
    texts. With several references the best counts.

    Texts of one word have no pair and score 0. It is low for good summaries in other words, and lower the shorter the
    texts are.

    Look at rougeL, which allows gaps, at rouge1 for the choice of words, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rouge2"
    default: ClassVar[bool] = True

    def shared(self, sides: Sides, k: int) -> Array:
        """(n, 3) pairs of neighbouring words."""
        return sides.ngrams(k)[:, 1]


class ROUGEL(ROUGE):
    """How long the longest sequence of words is that prediction and reference share in order, gaps allowed: the F of
    precision and recall, averaged over texts. With several references the best counts.

    It sees one line of thought only: two right sentences in the other order count as one. It does not see whether what
    stands in the gaps is wrong, so a "not" costs little.

    Look at rougeLsum for texts of several lines, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rougeL"
    default: ClassVar[bool] = True

    def shared(self, sides: Sides, k: int) -> Array:
        """(n, 3) words in order."""
        return shared_subsequence(sides.predictions, sides.references[k])


class ROUGELsum(ROUGE):
    """As rougeL, but line by line: for each line of the reference, the words it shares in order with any line of the
    prediction. This is the figure of papers on summaries of several sentences, a sentence a line.

    Lines are told by line breaks only. Where texts have none it equals rougeL; where one side has them and the other
    has not, it says little.

    Look at rougeL for texts of one line, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rougeLsum"

    def shared(self, sides: Sides, k: int) -> Array:
        """(n, 3) words in order within lines."""
        return shared_by_lines(sides.predictions, sides.references[k])


def _divided(examples: Examples, divisions: list[str]) -> Sides:
    words = "+".join(sorted(set(divisions)))
    predictions, *references = summaries(divisions, [predicted(examples), *referred(examples)])
    return Sides(examples, words, predictions, tuple(references))


def _best(each: Array, there: BoolArray) -> Array:
    """(n, 3) for each text the row of the reference with the highest F, from rows (k, n, 3); `there` (k, n) tells
    which references a text has.
    """
    f = np.where(there, each[..., 2], -1.0)
    best: Array = each[f.argmax(axis=0), np.arange(each.shape[1])]
    return best


def _mean_f(sums: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: Array = sums[..., 0] / sums[..., 3]
    return mean
