"""What is evaluated, and how a metric is applied to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assay.core.errors import UndefinedValue
from assay.core.estimate import Confidence, Estimate
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.progress import Progress, untold
from assay.core.scores import Measured, Units
from assay.core.task import Task
from assay.frozen import frozen
from assay.intervals import INTERVALS
from assay.metrics.base import Metric
from assay.metrics.find import find, title_of


@frozen(eq=False)
class Subject:
    """What is evaluated: the examples, their task, what is independent, and how sure to be."""

    examples: Examples
    task: Task
    units: Units
    confidence: Confidence

    @property
    def has_classes(self) -> bool:
        """Whether each example has one label and one predicted label."""
        return self.task.family == "classification" and not self.task.multilabel

    def measure_all(self, names: Sequence[str], progress: Progress = untold) -> tuple[list[Measured], dict[str, Text]]:
        """Every metric that these examples have, and for each of the others why not."""
        measured: list[Measured] = []
        not_measured: dict[str, Text] = {}
        for done, name in enumerate(names):
            progress("measuring", done, len(names))
            found = self.measure(find(name))
            if isinstance(found, Text):
                not_measured[name] = found
            else:
                measured.append(found)
        return measured, not_measured

    def measure(self, metric: Metric) -> Measured | Text:
        """The metric on these examples, or the sentence that says why not."""
        if self.task.family not in metric.families:
            return say("core.metric-of-other-task", families=list(metric.families), found=self.task.family)
        missing = metric.lacks(self.examples, self.task)
        if missing is not None:
            return missing
        try:
            return replace(metric.measure(self.examples, self.task), name=called(metric), title=title_of(metric))
        except UndefinedValue as undefined:
            return undefined.text

    def estimate(self, measured: Measured) -> Estimate:
        """The number with its interval."""
        return INTERVALS[measured.interval](measured, self.units, self.confidence)

    def of_class(self, name: str, label: str) -> Estimate:
        """A number about one class; undefined, with the reason, where that class has none."""
        found = self.measure(find(f"{name}[{label}]"))
        if isinstance(found, Text):
            return Estimate(name, None, None, None, 0, "none", label=label, why=found)
        return self.estimate(found)

    def estimates(self, names: Sequence[str]) -> dict[str, Estimate]:
        """Those of the metrics that exist here, with their intervals."""
        return {one.name: self.estimate(one) for one in self.measure_all(names)[0]}


def called(metric: Metric) -> str:
    """The name under which a number is reported: with its class, where one is asked for: "recall[disease]"."""
    label = getattr(metric, "label", None)
    return metric.name if label is None else f"{metric.name}[{label}]"
