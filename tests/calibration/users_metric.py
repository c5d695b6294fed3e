"""A user's metric that is no sum: how the lengths of predictions go with those of references."""

from __future__ import annotations

import numpy as np

LOW, HIGH = -1.0, 1.0


def length_correlation(predictions: list[str], references: list[str]) -> float:
    said, wanted = (np.array([len(text) for text in texts], dtype=float) for texts in (predictions, references))
    if said.std() == 0 or wanted.std() == 0:
        return float("nan")
    return float(np.corrcoef(said, wanted)[0, 1])
