"""What a metric is: examples in, rows of statistics and a formula out."""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

from assay.core.examples import Examples
from assay.core.messages import Text
from assay.core.scores import Measured
from assay.core.task import Family, Task


@runtime_checkable
class Metric(Protocol):
    """One metric. Its class docstring is its manual in English: what it is, a blank line, when it misleads, a blank
    line, what to look at instead.

    A metric about one class takes that class: `Recall(label="spam")`; `per_class` is then true. One whose best value a
    copy of the reference does not reach says so by `copies_are_best = False`.
    """

    name: ClassVar[str]
    families: ClassVar[tuple[Family, ...]]
    default: ClassVar[bool]  # measured without being asked for, wherever `lacks` finds nothing missing
    per_class: ClassVar[bool]

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """What these examples lack for this metric, as a sentence; None where it can be measured."""
        ...

    def measure(self, examples: Examples, task: Task) -> Measured:
        """The rows and the formula. Raises UndefinedValue where the number does not exist for these examples."""
        ...
