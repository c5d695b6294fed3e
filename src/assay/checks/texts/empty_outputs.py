"""Outputs with nothing in them."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.checks.base import Case, Looked, share
from assay.core.finding import Finding
from assay.core.messages import say


class EmptyOutputs:
    """The model produced nothing, or white space alone. Such an output counts as wrong.

    Decided by counting: one that should not be empty is one too many. A note; a warning where more than 1 % are, with
    99 % confidence, and critical from a fifth on. Where the reference is empty too, nothing was to be said.

    Ignore it where requests failed and you know why.
    """

    code: ClassVar[str] = "empty-outputs"

    def look(self, case: Case) -> Looked:
        """From the predictions and the first references."""
        texts = case.texts
        if texts is None:
            return say("findings.needs-texts")
        references = case.examples.references
        wanted = [bool((text or "").strip()) for text in references[0].texts] if references else [True] * len(texts)
        empty = np.array([not text.strip() for text in texts], np.bool_) & np.array(wanted, np.bool_)
        k, n = int(empty.sum()), len(texts)
        if not k:
            return None
        rate = share(k, n)
        return Finding(
            self.code,
            rate.severity,
            say("findings.empty-outputs-title"),
            say("findings.empty-outputs-message", k=k, n=n),
            rate.evidence,
            case.named(empty),
            (say("findings.empty-outputs-template"), say("findings.empty-outputs-refused")),
        )
