"""Outputs that are longer than the references."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.checks.texts.lengths import Lengths, lengths

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked

LONGER, MUCH_LONGER = 1.1, 1.5  # times the references' words


class TooLong:
    """The outputs are longer than the references: they say more than was asked, or do not stop. Precision falls with
    it, and people or models that judge may like them for their length alone.

    Decided by all words of the outputs over all words of the references nearest in length (characters of Chinese).
    Found where that is, with 99 % confidence, more than 1.1, and more than half of the outputs are longer than their
    reference, with 99 % confidence too: a few endless outputs do not make all too long. A note; a warning where it is
    surely more than 1.5.

    Ignore it where the references are bare answers and a sentence around them is welcome.
    """

    code: ClassVar[str] = "too-long"

    def look(self, case: Case) -> Looked:
        """From the words of the outputs and of the references."""
        found = lengths(case)
        if not isinstance(found, Lengths):
            return found
        low = found.ratio[1]
        if low <= LONGER or found.shorter.high >= 0.5:
            return None
        return found.finding(case, self.code, "warning" if low > MUCH_LONGER else "note", shortest=False)
