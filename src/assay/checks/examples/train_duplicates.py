"""Training rows that repeat others, or contradict them."""

from __future__ import annotations

from typing import ClassVar

from assay.checks.base import TOLERATED, Case, Looked
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say

MANY = 0.1  # of the rows, from which on repetitions change what is learned


class TrainDuplicates:
    """The training data has rows that say what an earlier row says, or prompts that stand there with different labels.
    Repetitions weigh as much as that many more epochs on these rows and are learned by heart. What contradicts itself
    cannot be learned.

    Decided by counting all rows, equal up to case, width and punctuation: a note from 1 % of the rows on, a warning
    from 10 % on, or where 1 % of the prompts have several labels. It is a count and not a sample, so it has no
    interval; beyond two million rows it is scaled up from so many.

    Ignore it where rows were repeated on purpose to give them more weight.
    """

    code: ClassVar[str] = "train-duplicates"

    def look(self, case: Case) -> Looked:
        """From the training data."""
        training = case.training
        if training is None:
            return say("findings.needs-train")
        repeated = training.repeated / training.rows
        several = training.contradictory if training.labels is not None else 0
        contradictory = several / max(1, training.prompts)
        if repeated < TOLERATED and contradictory < TOLERATED:
            return None
        return Finding(
            self.code,
            "warning" if repeated >= MANY or contradictory >= TOLERATED else "note",
            say("findings.train-duplicates-title"),
            say(
                "findings.train-duplicates-message",
                k=training.repeated,
                n=training.rows,
                several=_of_labels(several, training.prompts),
            ),
            {"rows": training.rows, "repeated": training.repeated, "contradictory": several},
            actions=_actions(several),
        )


def _of_labels(several: int, prompts: int) -> Text:
    return say("findings.train-duplicates-several", k=several, n=prompts) if several else literal("")


def _actions(several: int) -> tuple[Text, ...]:
    drop = say("findings.train-duplicates-drop")
    return (say("findings.train-duplicates-settle"), drop) if several else (drop,)
