"""What is needed before there is a test; `to_dict()` is what `assay plan --format json` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from assay.core.messages import DEFAULT_LANGUAGE, Text
from assay.core.verdict import Outcome
from assay.frozen import frozen

SCHEMA = "assay.plan/1"

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Span = tuple[float, float]


@frozen
class Pilot:
    """The examples that a plan goes by."""

    path: str
    sha256: str | None
    family: str
    n: int


@frozen
class Need:
    """How many units are needed, and `about` how many, to two digits; `in_all` is about how many examples there must be
    for as many to be among them; None where that is not known.

    `chance` is that of being shown what is true, with `about` as many; None where only its plan, 80 %, is known.
    """

    units: int
    about: int
    in_all: int | None = None
    chance: float | None = None


@frozen
class Fewest:
    """The fewest units that can pass with so many errors."""

    errors: int
    units: int
    in_all: int | None = None


@frozen
class GatePlan:
    """What it takes to decide a gate whose metric is truly `expected`: to pass, or where it does not hold, to fail.

    `need` is None where the two are too close for any number to tell them apart.
    """

    requirement: Text
    metric: str
    label: str | None
    operator: str
    threshold: float
    expected: float
    span: Span  # of the metric
    outcome: Outcome
    units: Text  # what is counted: "examples of class 'disease'"
    need: Need | None
    fewest: tuple[Fewest, ...] = ()
    why: tuple[Text, ...] = ()


@frozen
class GainNeed:
    """What a gain takes where the share `changed` of the units changes between right and wrong, or where the two
    models' scores of an example have this `correlation`.
    """

    need: Need
    changed: float | None = None
    correlation: float | None = None


@frozen
class GainPlan:
    """What it takes to show a gain over a base on the same examples."""

    metric: str | None  # None: the share of right answers, whatever it is called
    label: str | None
    gain: float
    units: Text
    needs: tuple[GainNeed, ...]
    why: tuple[Text, ...] = ()


@frozen
class LeastMargin:
    """The smallest distance from a threshold that is shown: of a metric whose value is `value`, in the pilot; without
    one, by a true `value` to pass `threshold`. None where nothing is shown.
    """

    title: Text
    metric: str | None
    threshold: float | None
    value: float | None
    margin: float | None
    units: int
    span: Span = (0.0, 1.0)


@frozen
class LeastGain:
    """The smallest gain over a base that is shown; None where none is."""

    title: Text
    metric: str | None
    gain: float | None
    units: int
    changed: float | None = None
    correlation: float | None = None
    span: Span = (0.0, 1.0)


@frozen
class Detectable:
    """What `n` examples can show with a chance of 80 %."""

    n: int
    margins: tuple[LeastMargin, ...]
    gains: tuple[LeastGain, ...]
    why: tuple[Text, ...] = ()


@frozen
class RunsLine:
    """So many runs: the largest fluctuation that confirms a recipe as good, and the chance, by its true coefficient of
    variation, that it is confirmed as good or found to be bad.
    """

    runs: int
    good_up_to: float
    good: Mapping[float, float]
    bad: Mapping[float, float]


@frozen
class RunsPlan:
    """What numbers of training runs can say about stability."""

    lines: tuple[RunsLine, ...]
    why: tuple[Text, ...] = ()


@frozen
class Plan:
    """The answer to what was asked; the parts that were not are None. Sentences are in `language`."""

    version: str
    command: tuple[str, ...]
    level: float
    power: float
    pilot: Pilot | None = None
    gate: GatePlan | None = None
    gain: GainPlan | None = None
    detectable: Detectable | None = None
    runs: RunsPlan | None = None
    language: str = field(default=DEFAULT_LANGUAGE)

    def to_dict(self, language: str | None = None) -> dict[str, Json]:
        """The plan as plain values, by plan.schema.json; sentences in `language` or else the plan's own."""
        from assay.core.plan_values import plan_values  # that module writes the nouns of this one

        return plan_values(self, language or self.language)
