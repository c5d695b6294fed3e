"""Two sides on the same examples: the paired difference of a metric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from assay.core.arrays import Array
from assay.core.columns import Column
from assay.core.difference import Difference
from assay.core.examples import Examples, Source
from assay.core.messages import Text
from assay.core.pairing import Pairing
from assay.core.scores import Measured
from assay.frozen import frozen


@frozen
class SliceDifference:
    """The examples that have one value in a column: how the candidate fares there against the base. `p` is one-sided,
    of being worse, and adjusted for the number of slices; None where too few examples changed to test.
    """

    column: str
    value: str
    n: int
    difference: Difference
    p_worse: float | None = None
    worse: bool = False


@frozen
class Change:
    """One example on both sides: its own value of the metric that examples are compared by, and what each side said."""

    id: str
    base: float
    candidate: float
    reference: str | None = None
    said_before: str | None = None
    says: str | None = None


@frozen(eq=False)
class Changes:
    """Which examples changed, by `metric`: those `fixed` and those `broken`, the greatest changes first, and of how
    many in all. The lists may be cut; `gain` (n,) has every pair's change, more being better, and `before` what the
    base said of every pair.
    """

    metric: str
    n_fixed: int
    n_broken: int
    n_same: int
    fixed: tuple[Change, ...] = ()
    broken: tuple[Change, ...] = ()
    gain: Array | None = None
    before: Column | None = None


@frozen(eq=False)
class Whole:
    """All rows of a base's file, with those that the comparison leaves out, and its metric over them; None where the
    file has no such metric. `Pairing.base` counts in these rows.
    """

    examples: Examples
    measured: Measured | None = None


@frozen(eq=False)
class Comparison:
    """The candidate beside one base on the examples that both hold. `primary` is the metric that decides; `effect` says
    what it comes to in plain words. `runs` counts the runs of the candidate and of the base. `alike` says that both
    gave the same output on every example.
    """

    source: Source
    pairing: Pairing
    primary: str
    differences: Mapping[str, Difference]
    effect: Text
    changes: Changes | None = None
    slices: tuple[SliceDifference, ...] = ()
    runs: tuple[int, int] = (1, 1)
    not_compared: Mapping[str, Text] = field(default_factory=dict)  # metric -> why
    alike: bool = False
    column: str | None = None  # of the candidate's own file, where what the base said stands there

    @property
    def name(self) -> str:
        """What to call the base: the column, else the file's own name; empty for values from Python."""
        return self.column or self.source.path.replace("\\", "/").rsplit("/", 1)[-1]
