"""Which example of one file is which of another."""

from __future__ import annotations

from assay.core.arrays import IntArray
from assay.core.messages import Text
from assay.frozen import frozen


@frozen(eq=False)
class Pairing:
    """Row `candidate[i]` of one file and row `base[i]` of the other are one example, for n pairs in the candidate's
    order. `how` says in a sentence by what they were recognised; `alone` counts the rows of each file without a
    partner, and `other_references` the pairs whose references differ.
    """

    candidate: IntArray
    base: IntArray
    how: Text
    alone: tuple[int, int] = (0, 0)
    other_references: int = 0

    def __len__(self) -> int:
        return len(self.candidate)

    @property
    def whole(self) -> bool:
        """Whether each row of the candidate has a partner."""
        return self.alone[0] == 0
