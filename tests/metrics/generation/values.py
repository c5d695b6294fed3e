"""What a metric says of texts: of all of them, and of each."""

from __future__ import annotations

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.metrics import METRICS
from tests.metrics.generation.made import task


def measured(name: str, examples: Examples, language: str | None = "en") -> Measured:
    return METRICS[name]().measure(examples, task(language))


def of_each(name: str, examples: Examples, language: str | None = "en") -> Array:
    """(n,) the value of each example by itself."""
    one = measured(name, examples, language)
    assert one.value is not None
    return one.value(one.scores.expanded())
