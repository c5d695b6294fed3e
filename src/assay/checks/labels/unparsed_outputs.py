"""Outputs that name no label."""

from __future__ import annotations

from typing import ClassVar

from assay.checks.base import MOST_NAMED, Case, Looked, share
from assay.core.finding import Finding
from assay.core.messages import say


class UnparsedOutputs:
    """Outputs name no label of the task. They count as wrong, whatever the model may have meant.

    Decided where more than 1 % of the outputs name none, with 99 % confidence; critical from a fifth on.

    Ignore it where the outputs name labels that you did not give: then give all of them with --labels.
    """

    code: ClassVar[str] = "unparsed-outputs"

    def look(self, case: Case) -> Looked:
        """From the outputs that were not parsed."""
        if case.parsing is None or case.confusion is None:
            return say("findings.needs-labels")
        k, n = int(case.confusion.unparsed.sum()), len(case.examples)
        rate = share(k, n)
        if rate.severity == "note":
            return None
        forms, nothing = case.parsing.forms, say("findings.nothing")
        return Finding(
            self.code,
            rate.severity,
            say("findings.unparsed-outputs-title"),
            say("findings.unparsed-outputs-message", k=k, n=n, forms=[form.text or nothing for form in forms[:3]]),
            rate.evidence,
            tuple(form.example for form in forms[:MOST_NAMED]),
            (
                say("findings.unparsed-outputs-choose"),
                say("findings.unparsed-outputs-template"),
                say("findings.unparsed-outputs-labels"),
            ),
        )
