"""A policy: what must hold before a model may ship."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, TypeAlias, get_args

from assay.core.by_people import PEOPLE
from assay.core.errors import PolicyError
from assay.core.messages import Text, say
from assay.core.task import Family
from assay.frozen import frozen

Operator: TypeAlias = Literal[">=", "<=", ">", "<"]
OPERATORS: tuple[Operator, ...] = get_args(Operator)

POSITIVE = "positive"
"""Written as the label of a gate: the task's positive class, or where it has none a class of that name."""


@frozen
class Place:
    """Where a policy says something, for the sentence that says what is wrong with it."""

    path: str
    line: int

    def error(self, key: str, /, **values: object) -> PolicyError:
        """The error `key` of the catalogue, beginning with this place."""
        return self.problem(say(f"policy.{key}", **values))

    def problem(self, what: Text) -> PolicyError:
        """The error `what`, beginning with this place."""
        return PolicyError("policy.at", path=self.path, line=self.line, what=what)


@frozen
class Subject:
    """What is asked about: a metric, of one class where `label` says so, or a score of the policy.

    `metric` is its own name; `spec` is how it is found, which differs for a user's Python file.
    """

    metric: str
    label: str | None
    spec: str
    place: Place

    @property
    def name(self) -> str:
        """What it is called among the estimates: "recall[disease]"."""
        return _of_class(self.metric, self.label)

    @property
    def asked(self) -> str:
        """What to ask the metrics for: "recall[disease]", "mine.py:score"."""
        return _of_class(self.spec, self.label)

    @property
    def by_people(self) -> bool:
        """Whether it is people who rate it."""
        return self.metric.startswith(PEOPLE)


def _of_class(name: str, label: str | None) -> str:
    return name if label is None else f"{name}[{label}]"


@frozen
class Requirement:
    """One gate as the policy states it."""

    subject: Subject
    operator: Operator
    threshold: float


@frozen
class BaseRequirement:
    """One gate against each base: at least one of the `subjects` compares so with the base and a `margin`, which is
    added to the base's value, or where it is a `factor` multiplied with it.
    """

    subjects: tuple[Subject, ...]
    operator: Operator
    margin: float = 0.0
    factor: bool = False


@frozen
class Stable:
    """Stability over repeated runs: a fluctuation up to `good` is good, over `bad` is bad. `subject` None: the metric
    that decides comparisons.
    """

    subject: Subject | None = None
    good: float = 0.02
    bad: float = 0.05


@frozen
class Part:
    """One metric of a score. `worst` and `best` are the values that count as 0 and 1; None takes the metric's range."""

    subject: Subject
    weight: float  # the weights of a score add up to 1
    worst: float | None = None
    best: float | None = None


@frozen
class Score:
    """A weighted composite of several metrics, each brought to 0..1 first."""

    name: str
    parts: tuple[Part, ...]


@frozen
class Policy:
    """All gates must hold, those against a base for each base. `against_majority` asks, besides them, to be better than
    always saying the majority class, and `against_base` than every base; `rated_well` asks, where people rated, that
    they rate it well. `stable` is asked where runs are repeated. `accepted` are the codes of findings that may be
    critical.

    `exact` takes Clopper-Pearson intervals for rates.
    """

    name: str
    gates: tuple[Requirement, ...] = ()
    scores: tuple[Score, ...] = ()
    task: Family | None = None
    exact: bool = False
    against_majority: bool = False
    against_base: bool = False
    rated_well: bool = False
    base_gates: tuple[BaseRequirement, ...] = ()
    stable: Stable = Stable()
    accepted: tuple[str, ...] = ()

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics to measure for it, each once: "f1", "recall[disease]"."""
        composed = {score.name for score in self.scores}
        asked = [gate.subject for gate in self.gates if gate.subject.name not in composed]
        parts = [part.subject for score in self.scores for part in score.parts]
        compared = [*self._compared, *filter(None, [self.stable.subject])]
        return tuple(dict.fromkeys(subject.asked for subject in [*parts, *asked, *compared] if not subject.by_people))

    @property
    def primary(self) -> str | None:
        """The metric that decides comparisons: the first that a gate against the base is about."""
        return next((subject.asked for subject in self._compared if not subject.by_people), None)

    @property
    def _compared(self) -> list[Subject]:
        return [subject for gate in self.base_gates for subject in gate.subjects]

    def with_subjects(self, change: Callable[[Subject], Subject]) -> Policy:
        """The same policy about other subjects."""
        gates = tuple(replace(gate, subject=change(gate.subject)) for gate in self.gates)
        scores = tuple(
            replace(score, parts=tuple(replace(part, subject=change(part.subject)) for part in score.parts))
            for score in self.scores
        )
        base_gates = tuple(
            replace(gate, subjects=tuple(change(subject) for subject in gate.subjects)) for gate in self.base_gates
        )
        own = self.stable.subject
        stable = replace(self.stable, subject=None if own is None else change(own))
        return replace(self, gates=gates, scores=scores, base_gates=base_gates, stable=stable)
