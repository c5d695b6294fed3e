"""Outputs that say the prompt again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import Case, Looked, share
from assay.checks.texts.sample import sample
from assay.checks.texts.stakes import hanging
from assay.core.finding import Finding
from assay.core.messages import say
from assay.text.normalise import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 12  # characters of a prompt; shorter ones may well be an answer
MOST_OF = 0.5  # of the prompt


class CopiedInput:
    """The output is the prompt, word for word, or holds the whole of it, or is a passage that makes up half of it.

    Decided where more than 1 % of the outputs are, with 99 % confidence; critical from a fifth on. An output that its
    reference says too is no copy, and prompts of a few characters are left out. Of very many outputs, 2,000 in even
    steps are looked at.

    Ignore it where repeating the input is the task.
    """

    code: ClassVar[str] = "copied-input"

    def look(self, case: Case) -> Looked:
        """From the predictions, the prompts and the references."""
        prompts = case.examples.prompts
        if case.texts is None or case.task.family != "generation":
            return say("findings.needs-generation")
        if prompts is None:
            return say("findings.needs-prompts")
        drawn, asked = sample(case), prompts.texts
        told = zip(drawn.predictions, (asked[row] or "" for row in drawn.rows.tolist()), strict=True)
        golds = zip(*drawn.references, strict=True) if drawn.references else [()] * len(drawn)
        copied = np.array(
            [_copied(text, prompt, gold) for (text, prompt), gold in zip(told, golds, strict=True)], np.bool_
        )
        k, n = int(copied.sum()), len(drawn)
        if not k:
            return None
        rate, which = share(k, n), drawn.marked(copied, len(case.examples))
        if rate.severity == "note":
            return None
        return Finding(
            self.code,
            rate.severity,
            say("findings.copied-input-title"),
            say("findings.copied-input-message", k=k, n=n),
            rate.evidence,
            case.named(which),
            (say("findings.copied-input-mask"), say("findings.copied-input-labels")),
            hanging(case, which) if n == len(which) else None,
        )


def _copied(text: str, prompt: str, references: Sequence[str]) -> bool:
    """Whether `text` holds the prompt, or is half of it or more, and no reference holds or is so too."""
    if len(prompt) < LEAST or len(text) < MOST_OF * len(prompt) or len(text) < LEAST:
        return False
    text, prompt = folded(text), folded(prompt)
    if not _holds(text, prompt):
        return False
    return not any(_holds(gold, prompt) or text in gold for gold in map(folded, references) if gold)


def _holds(text: str, prompt: str) -> bool:
    return bool(prompt) and (prompt in text or (text in prompt and len(text) >= MOST_OF * len(prompt)))
