"""What kind of task the examples are."""

from __future__ import annotations

from typing import Literal, TypeAlias

from assay.core.messages import Text
from assay.frozen import frozen

Family: TypeAlias = Literal["classification", "generation", "lm"]


@frozen
class Task:
    """What is judged. `why` gives the reason in one sentence; `doubt` is set where another reading is possible and
    says how to override.
    """

    family: Family
    why: Text
    detected: bool = True  # false where the user said it
    doubt: Text | None = None
    labels: tuple[str, ...] = ()  # classification: the label set, in the order of the confusion matrix
    other_names: tuple[tuple[str, ...], ...] = ()  # what else each is called: 1 is "positive", or "B"
    positive: str | None = None  # binary: the class that precision, recall and F1 are about
    multilabel: bool = False
    text_language: str | None = None  # "en", "zh", ... of the references, or of the prompts where those are labels
