"""What a model thought of each label, beside the labels that were given."""

from __future__ import annotations

from collections.abc import Callable

from assay.core.arrays import Array, IntArray
from assay.frozen import frozen


@frozen(eq=False)
class LabelProbabilities:
    """`matrix` (m, K) sums to 1 in each row; `given` (m,) is the code of the label that the data has. `name` says how
    people call the example of a row, and `rows` (m,) which examples they are, where that matters to anyone.
    """

    labels: tuple[str, ...]
    given: IntArray
    matrix: Array
    name: Callable[[int], str]
    rows: IntArray | None = None
