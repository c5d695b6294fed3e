"""Whether the candidate does what the base does, up to how numbers are rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from assay.checks.base import Case

ROUNDING = 1e-5  # of a text's nats: batches of another size make as much of a difference


def is_alike(case: Case, place: int) -> bool:
    """Whether all outputs, or the likelihoods of all texts, are those of the base of that comparison."""
    comparison = case.comparisons[place]
    if comparison.alike:
        return True
    if comparison.runs != (1, 1) or place >= len(case.pairs):
        return False
    ours, theirs = (side.likelihoods for side in case.pairs[place])
    if ours is None or theirs is None:
        return False
    return bool(np.allclose(ours.nll, theirs.nll, rtol=ROUNDING, atol=ROUNDING))
