"""The smallest examples that a metric can be tried on, to see what it declares of its number."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assay.core.columns import Column
from assay.core.errors import UndefinedValue
from assay.core.examples import Examples, Likelihoods, Probabilities, Source
from assay.core.messages import literal
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.base import Metric

_SOURCE = Source("", "values", literal(""), 4)
_LABELS = ("no", "yes")


def tried(metric: Metric) -> Measured | None:
    """The metric on the first miniature that it applies to; None where it applies to none."""
    for examples, task in _miniatures():
        if task.family in metric.families and metric.lacks(examples, task) is None:
            try:
                return metric.measure(examples, task)
            except UndefinedValue:
                continue
    return None


def _miniatures() -> Iterator[tuple[Examples, Task]]:
    yield _two_labels(), Task("classification", literal(""), labels=_LABELS, positive="yes")
    yield _label_sets(), Task("classification", literal(""), labels=_LABELS, multilabel=True)
    yield _texts(), Task("generation", literal(""), text_language="en")
    yield _documents(), Task("lm", literal(""))


def _two_labels() -> Examples:
    said = np.array([[0.9, 0.1], [0.2, 0.8], [0.4, 0.6], [0.7, 0.3]])
    gold = Column(["no", "yes", "no", "yes"])
    return Examples(_SOURCE, Column(["no", "yes", "yes", "no"]), (gold,), probabilities=Probabilities(_LABELS, said))


def _label_sets() -> Examples:
    gold = (Column(["no", "yes", "no", "yes"]), Column([None, "no", None, None]))
    said = (("no",), ("yes",), ("yes", "no"), ("yes",))
    return Examples(_SOURCE, Column(["no", "yes", "yes, no", "yes"]), gold, prediction_sets=said)


def _texts() -> Examples:
    said = ["The cat sat on the mat.", "A dog barks at night.", "It rains today.", "All is well that ends well."]
    gold = ["The cat sat on a mat.", "The dog barks at night.", "It is raining today.", "All is well that ends well."]
    return Examples(_SOURCE, Column(said), (Column(gold),))


def _documents() -> Examples:
    tokens = np.array([10.0, 12.0, 9.0, 14.0])
    nll, other = tokens * [2.0, 2.2, 1.9, 2.1], tokens * [2.9, 3.0, 2.5, 2.8]
    return Examples(_SOURCE, likelihoods=Likelihoods(nll, tokens, tokens * 4, tokens * 4, tokens * 0.8, other))
