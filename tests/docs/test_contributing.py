"""The metric that CONTRIBUTING.md adds step by step works as it stands there."""

from __future__ import annotations

from assay.core.columns import Column
from assay.core.estimate import Confidence
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.scores import Units
from assay.core.task import Task
from assay.intervals import INTERVALS
from assay.metrics.base import Metric
from tests.docs.pages import ROOT, blocks

CODE = next(code for _, code in blocks(ROOT / "CONTRIBUTING.md") if "class FullStop" in code)


def test_the_example_metric_measures_and_has_an_interval() -> None:
    names: dict[str, type[Metric]] = {}
    exec(CODE, names)  # noqa: S102 - our own documentation
    metric = names["FullStop"]()
    assert isinstance(metric, Metric)

    said = Column(["Is it?", "It is", "是的。"])
    examples = Examples(Source("", "values", literal(""), 3), said, (said,))
    measured = metric.measure(examples, Task("generation", literal("")))
    assert measured.point == 2 / 3

    estimate = INTERVALS[measured.interval](measured, Units(3), Confidence())
    assert (estimate.n, estimate.value) == (3, 2 / 3)
    assert estimate.low is not None
    assert 0 < estimate.low < 2 / 3
