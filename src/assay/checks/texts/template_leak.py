"""Chat-template marks in what the model wrote."""

from __future__ import annotations

import re
from typing import ClassVar

import numpy as np

from assay.checks.base import Case, Looked, share
from assay.core.finding import Finding
from assay.core.messages import say
from assay.text.patterns import pattern

MARKS = pattern(
    r"<\|[a-z_0-9]{2,30}\|>|</?s>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|<｜[^｜>]{2,30}｜>|"
    r"^### (?:Instruction|Response|Input):|\b(?:ASSISTANT|USER): ",
    re.MULTILINE,
)
_SIGNS = ("<", "[", "###", ": ")


class TemplateLeak:
    """Marks of a chat template or special tokens stand in the outputs: "<|im_end|>", "[/INST]", "### Response:".

    Decided by counting the outputs with a mark that their references do not have; one is one too many, and a warning
    from more than 1 %, with 99 % confidence.

    Ignore it where the task is about such texts.
    """

    code: ClassVar[str] = "template-leak"

    def look(self, case: Case) -> Looked:
        """From the predictions and the references."""
        texts = case.texts
        if texts is None:
            return say("findings.needs-texts")
        known = {mark for column in case.examples.references for text in column.values for mark in _marks(text)}
        marked = {text: [mark for mark in _marks(text) if mark not in known] for text in dict.fromkeys(texts)}
        found = [marked[text] for text in texts]
        leaked = np.array([bool(marks) for marks in found], np.bool_)
        k, n = int(leaked.sum()), len(texts)
        if not k:
            return None
        rate = share(k, n)
        marks = list(dict.fromkeys(mark.strip() for one in found for mark in one))
        return Finding(
            self.code,
            "note" if rate.severity == "note" else "warning",
            say("findings.template-leak-title"),
            say("findings.template-leak-message", k=k, n=n, marks=marks[:4]),
            rate.evidence,
            case.named(leaked),
            (say("findings.template-leak-template"), say("findings.template-leak-stop")),
        )


def _marks(text: str) -> list[str]:
    """Looked for only where something that each mark has is there: most texts have none of it."""
    return MARKS.findall(text) if any(sign in text for sign in _SIGNS) else []
