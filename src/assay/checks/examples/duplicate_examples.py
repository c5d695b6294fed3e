"""Test examples that occur more than once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.core.finding import Finding
from assay.core.messages import say
from assay.text.normalise import folded

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked


class DuplicateExamples:
    """The same prompt stands in the test set several times. Repetitions look like more evidence than they are: here
    they count as one cluster each, which makes the intervals wider.

    Decided by the prompts, up to white space, case and width.

    Ignore it where the same prompt was answered several times on purpose.
    """

    code: ClassVar[str] = "duplicate-examples"

    def look(self, case: Case) -> Looked:
        """From the prompts."""
        prompts = case.examples.prompts
        if prompts is None:
            return say("findings.needs-prompts")
        if prompts.distinct == len(prompts):
            return None
        keys = [folded(text or "") for text in prompts.texts]
        times = Counter(keys)
        repeated = np.array([times[key] > 1 for key in keys], np.bool_)
        k, n = int(repeated.sum()), len(keys)
        return Finding(
            self.code,
            "warning" if len(times) < n / 2 else "note",
            say("findings.duplicate-examples-title"),
            say("findings.duplicate-examples-message", k=k, n=n, distinct=len(times)),
            {"examples": n, "distinct": len(times)},
            case.named(repeated),
            (say("findings.duplicate-examples-drop"),),
        )
