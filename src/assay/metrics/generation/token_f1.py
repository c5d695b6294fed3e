"""How many words of a short answer are right."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.messages import Text
from assay.core.scores import Measured
from assay.core.task import Family, Task
from assay.metrics.generation.answers import best_of_references
from assay.metrics.generation.texts import mean_of_texts, missing_texts
from assay.text.ngrams import Tokens, matches


class TokenF1:
    """How many words prediction and reference share, in any order: SQuAD's F1, averaged over texts, with the best
    reference. Case, punctuation and the articles a, an, the are left out; in Chinese each character is a word.

    Order does not count, and every word counts alike: "not" is as important as "very". Answers of one word are right
    or wrong. Where both sides are empty the answer counts as right, as in SQuAD 2.0.

    Look at exact_match beside it; for long texts at rougeL, and at ratings for whether the text is right.
    """

    name: ClassVar[str] = "token_f1"
    families: ClassVar[tuple[Family, ...]] = ("generation",)
    default: ClassVar[bool] = True
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "overlap"

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no predictions or no references."""
        return missing_texts(examples)

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (F1, 1) a text."""
        scores = best_of_references(examples, _f1)
        return mean_of_texts(self.name, scores, f"squad-normalised|refs:{len(examples.references)}|mean of texts")


def _f1(predictions: Tokens, references: Tokens) -> Array:
    """(n,) F of precision and recall over words; 1 where neither side has any."""
    shared = matches(predictions, [references], 1)[:, 0]
    precision = shared / np.maximum(predictions.lengths, 1)
    recall = shared / np.maximum(references.lengths, 1)
    f1 = 2 * precision * recall / np.where(shared > 0, precision + recall, 1.0)
    empty = (predictions.lengths == 0) & (references.lengths == 0)
    return np.where(empty, 1.0, f1)
