"""Numbers of the whole confusion matrix: what their intervals need to know."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assay.core.arrays import Array
from assay.core.messages import Text
from assay.core.scores import Measured, WeightedFormula
from assay.frozen import frozen
from assay.metrics.classification.labels import LabelTable

OfMatrix = Callable[[Array], Array]


@frozen
class MatrixNumber:
    """A number of the matrix: its value for matrices (..., K, M), its gradient, and which number of each class it is
    the mean of ("f1", "recall", "precision"), if it is one.
    """

    value: OfMatrix
    gradient: OfMatrix
    macro_of: str | None = None
    low: float = 0.0

    def measured(self, name: str, table: LabelTable, signature: str, undefined: Text | None = None) -> Measured:
        """The number on the pairs of labels of `table`."""
        columns = table.matrix.shape[1]
        scores = table.scores(("reference", "predicted"), table.cells.pairs)
        return Measured(
            name,
            scores,
            None,
            "confusion",
            low=self.low,
            signature=signature,
            weighted=self._weighted(len(table.labels), columns),
            undefined=undefined,
            details={
                "counts": table.matrix,
                "of_matrix": self.value,
                "gradient": self.gradient,
                "macro_of": self.macro_of,
            },
        )

    def _weighted(self, classes: int, columns: int) -> WeightedFormula:
        def value(rows: Array, weights: Array) -> Array:
            """From distinct pairs (d, 2) and weights (b, d) to values (b,)."""
            cell = (rows[:, 0] * columns + rows[:, 1]).astype(np.intp)
            matrices = np.zeros((len(weights), classes * columns))
            matrices[:, cell] = weights
            return self.value(matrices.reshape(-1, classes, columns))

        return value
