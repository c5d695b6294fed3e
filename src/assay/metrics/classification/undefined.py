"""Why a number of the confusion matrix does not exist."""

from __future__ import annotations

from assay.core.messages import Text, say
from assay.metrics.classification.labels import LabelTable


def one_class_only(table: LabelTable) -> Text | None:
    """The reason why nothing can correlate with the references; None where something can."""
    references, predictions = table.matrix.sum(axis=1), table.matrix.sum(axis=0)
    if (references > 0).sum() == 1:
        return say("classification.one-reference", label=table.majority)
    if (predictions > 0).sum() == 1:
        return say("classification.one-prediction")
    return None
