"""Small examples made by hand, and what a metric says of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assay.core.columns import Column
from assay.core.examples import Examples, Probabilities, Source
from assay.core.messages import literal
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.find import find

SOURCE = Source(path="", format="values", why=literal("made by hand"), rows=0)

# The tutorial's example: matrix [[6, 1], [2, 6]].
GOLD = ["1", "0", "1", "1", "0", "1", "0", "0", "1", "0", "1", "1", "0", "1", "0"]
SAID = ["1", "0", "1", "0", "0", "1", "1", "0", "1", "0", "1", "1", "0", "0", "0"]


def examples(
    gold: Sequence[str | None],
    said: Sequence[str | None] | None = None,
    probabilities: tuple[tuple[str, ...], Sequence[Sequence[float]]] | None = None,
    *,
    normalised: bool = True,
) -> Examples:
    given = probabilities and Probabilities(probabilities[0], np.array(probabilities[1], dtype=float), normalised)
    return Examples(SOURCE, None if said is None else Column(said), (Column(gold),), probabilities=given)


def task(*labels: str, positive: str | None = None, others: tuple[tuple[str, ...], ...] = ()) -> Task:
    return Task("classification", literal("said by the test"), labels=labels, positive=positive, other_names=others)


def measured(spec: str, given: Examples, of: Task) -> Measured:
    metric = find(spec)
    missing = metric.lacks(given, of)
    assert missing is None, str(missing)
    return metric.measure(given, of)


def value(spec: str, given: Examples, of: Task) -> float:
    return measured(spec, given, of).point


def lacks(spec: str, given: Examples, of: Task) -> str:
    missing = find(spec).lacks(given, of)
    assert missing is not None
    return str(missing)
