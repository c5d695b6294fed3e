"""Outputs that were cut off at a limit."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.checks.base import Case, Looked, share
from assay.core.finding import Finding
from assay.core.messages import say

COLUMNS = ("finish", "finish_reason", "stop_reason")
CUT = frozenset({"length", "max_tokens", "max_length"})


class TruncatedOutputs:
    """Outputs end because a limit on tokens was reached, not because the model was done.

    Decided by what the file says of how each output ended ("finish", "finish_reason" or "stop_reason"): more than 1 %
    at the limit, with 99 % confidence; critical from a fifth on.

    Ignore it where only the beginning is judged, as for a label that comes first.
    """

    code: ClassVar[str] = "truncated-outputs"

    def look(self, case: Case) -> Looked:
        """From the column that says how outputs ended."""
        column = next((case.examples.extra[name] for name in COLUMNS if name in case.examples.extra), None)
        if column is None:
            return say("findings.needs-finish", columns=list(COLUMNS))
        cut = np.array([text in CUT for text in column.texts], np.bool_)
        k, n = int(cut.sum()), len(cut)
        rate = share(k, n)
        if rate.severity == "note":
            return None
        return Finding(
            self.code,
            rate.severity,
            say("findings.truncated-outputs-title"),
            say("findings.truncated-outputs-message", k=k, n=n),
            rate.evidence,
            case.named(cut),
            (say("findings.truncated-outputs-limit"), say("findings.truncated-outputs-end")),
        )
