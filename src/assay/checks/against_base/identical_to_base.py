"""Outputs that are the base's."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.checks.against_base.alike import is_alike
from assay.core.finding import Finding
from assay.core.messages import say

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked

FEWEST = 20  # examples, from which on equal labels are no chance


class IdenticalToBase:
    """Every output is the one that the base gave. The adapter was probably not loaded, or one file was given twice.

    Decided by comparing the outputs of all paired examples, or the likelihoods of all texts up to rounding; critical
    from 20 examples on, a warning below, where two good models may well agree.

    Ignore it where nothing was to change.
    """

    code: ClassVar[str] = "identical-to-base"

    def look(self, case: Case) -> Looked:
        """From the comparison with each base."""
        if not case.comparisons:
            return say("findings.needs-base")
        alike = next((one for place, one in enumerate(case.comparisons) if is_alike(case, place)), None)
        if alike is None:
            return None
        n = len(alike.pairing)
        return Finding(
            self.code,
            "critical" if n >= FEWEST else "warning",
            say("findings.identical-to-base-title"),
            say(
                f"findings.identical-to-base-message{'-lm' if case.task.family == 'lm' else ''}",
                n=n,
                base=alike.name or say("findings.the-base"),
            ),
            {"examples": n},
            actions=(say("findings.identical-to-base-adapter"), say("findings.identical-to-base-file")),
        )
