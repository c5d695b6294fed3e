"""Outputs that say the prompt again."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.checks.base import Case, Looked, share
from assay.core.finding import Finding
from assay.core.messages import say
from assay.text.normalise import folded

LEAST = 12  # characters of a prompt; shorter ones may well be an answer


class CopiedInput:
    """The output is the prompt, word for word.

    Decided where more than 1 % of the outputs are, with 99 % confidence; an output that its reference says too is no
    copy, and prompts of a few characters are left out.

    Ignore it where repeating the input is the task.
    """

    code: ClassVar[str] = "copied-input"

    def look(self, case: Case) -> Looked:
        """From the predictions, the prompts and the references."""
        texts, prompts = case.texts, case.examples.prompts
        if texts is None or case.task.family != "generation":
            return say("findings.needs-generation")
        if prompts is None:
            return say("findings.needs-prompts")
        columns = case.examples.references
        right = [
            {folded(text) for text in row if text} for row in zip(*(column.texts for column in columns), strict=True)
        ]
        copied = np.array(
            [
                len(prompt or "") >= LEAST and folded(text) == folded(prompt or "") and folded(text) not in gold
                for text, prompt, gold in zip(texts, prompts.texts, right or [set()] * len(texts), strict=True)
            ],
            np.bool_,
        )
        k, n = int(copied.sum()), len(texts)
        rate = share(k, n)
        if rate.severity == "note":
            return None
        return Finding(
            self.code,
            rate.severity,
            say("findings.copied-input-title"),
            say("findings.copied-input-message", k=k, n=n),
            rate.evidence,
            case.named(copied),
            (say("findings.copied-input-mask"), say("findings.copied-input-labels")),
        )
