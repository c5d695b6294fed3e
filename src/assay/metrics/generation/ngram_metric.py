"""What the metrics of n-grams and edits have in common."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.messages import Text
from assay.core.task import Family, Task
from assay.metrics.generation.texts import missing_texts

SACREBLEU = "2.6.0"
"""The version of sacreBLEU whose numbers ours equal."""

NLTK = "3.10.4"
"""The version of NLTK whose numbers ours equal."""


class NgramMetric:
    """A metric that compares predicted texts with their references."""

    name: ClassVar[str]
    families: ClassVar[tuple[Family, ...]] = ("generation",)
    default: ClassVar[bool] = False
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "ngrams"

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no predictions or no references."""
        return missing_texts(examples)
