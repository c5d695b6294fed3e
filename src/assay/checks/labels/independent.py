"""Probabilities of examples that stand alone, no more than are worth the time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from assay.core.arrays import IntArray
    from assay.core.label_probabilities import LabelProbabilities
    from assay.core.scores import Units


def independent(found: LabelProbabilities, units: Units, most: int) -> LabelProbabilities:
    """The rows of one example of each unit, up to `most` of them, in an order that does not depend on the file's."""
    rows = chosen(found, units)
    picked = rows[:: -(-len(rows) // most)] if len(rows) > most else rows
    there = found.rows
    return replace(
        found,
        given=found.given[picked],
        matrix=found.matrix[picked],
        name=lambda row: found.name(int(picked[row])),
        rows=None if there is None else there[picked],
    )


def chosen(found: LabelProbabilities, units: Units) -> IntArray:
    """The places of the rows of one example of each unit, by the unit's hash."""
    there = np.arange(len(found.given)) if found.rows is None else found.rows
    keys = units.keys[there]
    order = np.lexsort((np.arange(len(there)), keys))
    if units.clusters is None:
        return order
    first = np.unique(units.clusters[there][order], return_index=True)[1]
    picked: IntArray = order[np.sort(first)]
    return picked
