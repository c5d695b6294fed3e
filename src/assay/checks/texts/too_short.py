"""Outputs that are shorter than the references."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from assay.checks.texts.lengths import Lengths, lengths
from assay.checks.texts.stakes import of_brevity

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked
    from assay.core.finding import Severity

SHORTER, MUCH_SHORTER = 0.9, 0.7  # of the references' words


class TooShort:
    """The outputs are shorter than the references: something is left out, and metrics of overlap fall with it.

    Decided by all words of the outputs over all words of the references nearest in length (characters of Chinese);
    empty outputs do not count, they are a finding of their own. Found where that is, with 99 % confidence, less than
    0.9, and more than half of the outputs are shorter than their reference, with 99 % confidence too. A note; a warning
    where it is surely less than 0.7. What hangs on it is what the brevity penalty takes from BLEU; that is told down to
    0.7, since of much shorter outputs nobody knows how good the missing words would be.

    Ignore it where short answers are wanted and the references are not.
    """

    code: ClassVar[str] = "too-short"

    def look(self, case: Case) -> Looked:
        """From the words of the outputs and of the references."""
        found = lengths(case)
        if not isinstance(found, Lengths):
            return found
        high = found.ratio[2]
        if high >= SHORTER or found.shorter.low <= 0.5:
            return None
        severity: Severity = "warning" if high < MUCH_SHORTER else "note"
        return replace(
            found.finding(case, self.code, severity, shortest=True),
            stake=None if severity == "warning" else of_brevity(case),
        )
