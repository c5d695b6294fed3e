"""Predicted texts beside their references, and the mean of a score over texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assay.core.arrays import Array, BoolArray
from assay.core.columns import Column
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.scores import Measured, Scores


def missing_texts(examples: Examples) -> Text | None:
    """What is missing for comparing predicted texts with references, as a sentence; None where nothing is."""
    if examples.predictions is None:
        return say("overlap.no-predictions")
    return None if examples.references else say("overlap.no-references")


def predicted(examples: Examples) -> list[str]:
    """(n) the predictions; one that is missing is an empty text, which counts as wrong."""
    assert examples.predictions is not None  # noqa: S101 - `missing_texts` was asked first
    return texts_in(examples.predictions)


def referred(examples: Examples) -> list[list[str]]:
    """For each reference column its n texts; empty where an example has fewer references."""
    return [texts_in(column) for column in examples.references]


def given_references(examples: Examples) -> BoolArray:
    """(columns, n) which references there are; an example without any has the first one, which is empty."""
    columns = [[text is not None for text in column.texts] for column in examples.references]
    given = np.array(columns, np.bool_)
    given[0] |= ~given.any(axis=0)
    return given


def references_of_each(examples: Examples) -> list[list[str]]:
    """(n) the references of each example; one empty text where it has none."""
    columns = [column.texts for column in examples.references]
    each = ([text for text in row if text is not None] for row in zip(*columns, strict=True))
    return [references or [""] for references in each]


def mean_of_texts(
    name: str,
    scores: Sequence[float] | Array,
    signature: str,
    bounds: tuple[float, float] = (0.0, 1.0),
    *,
    higher_is_better: bool | None = True,
) -> Measured:
    """The mean over texts of a score within `bounds`: a row (score, 1) a text."""
    values = np.asarray(scores, np.float64)
    return Measured(
        name,
        Scores((name, "texts"), np.stack([values, np.ones_like(values)], axis=1)),
        _mean,
        "bounded",
        low=bounds[0],
        high=bounds[1],
        higher_is_better=higher_is_better,
        signature=signature,
    )


def texts_in(column: Column) -> list[str]:
    """(n) its texts; a missing one is empty."""
    return [text or "" for text in column.texts]


def _mean(sums: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: Array = sums[..., 0] / sums[..., 1]
    return mean
