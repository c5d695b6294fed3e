"""A look at some texts of a column, evenly spread."""

from __future__ import annotations

import numpy as np

from assay.core.columns import Column

_TEXTS = 50


def sample(column: Column, size: int = _TEXTS) -> list[str]:
    """At most `size` texts of the column, evenly spread over it; those that are missing are left out."""
    taken = min(size, len(column))
    rows = np.arange(taken) * (len(column) - 1) // max(taken - 1, 1)
    return [text for text in column.take(rows) if text is not None]
