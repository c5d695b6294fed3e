"""What the interface answers and takes, typed: its documentation is made of this."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec.structs import asdict
from pydantic import BaseModel, Field

from assay.core.history import Project, Run
from assay.core.rounds import Change, Rounds
from assay.web.workspace.metrics import called

Outcome = Literal["pass", "fail", "inconclusive"]
Id = Field(min_length=1, max_length=64, pattern=r"^[0-9a-z-]+$")
Name = Field(min_length=1, max_length=200, pattern=r"\S")


class RunShape(BaseModel):
    """One evaluation. What is null was not there or is not known; `value`, `low` and `high` are of `metric`."""

    id: str
    at: str = Field(description="In UTC, to the millisecond.")
    project: str
    name: str
    path: str
    family: str
    metric: str
    outcome: Outcome
    policy: str
    version: str
    settings: str = Field(description="Equal where everything was asked alike.")
    level: float
    seed: int
    n: int
    value: float | None
    low: float | None
    high: float | None
    sha256: str | None
    base: str | None
    base_sha256: str | None
    test_set: str | None = Field(description="Equal where prompts and references are the same.")
    commit: str | None
    dirty: bool | None
    note: str
    tags: list[str]
    title: str = Field(description="What people call the metric.")

    @staticmethod
    def of(run: Run, language: str) -> RunShape:
        """The same, to be sent."""
        return RunShape(**asdict(run) | {"tags": list(run.tags)}, title=called(run.metric, language))


class ProjectShape(BaseModel):
    """Runs of one name, and the newest of them."""

    name: str
    runs: int
    newest: RunShape

    @staticmethod
    def of(project: Project, newest: Run, language: str) -> ProjectShape:
        """The same, to be sent."""
        return ProjectShape(name=project.name, runs=project.runs, newest=RunShape.of(newest, language))


class RunsShape(BaseModel):
    """Some of the runs that were asked for, the newest first; `n` is how many there are."""

    runs: list[RunShape]
    n: int


class WholeRun(BaseModel):
    """A run with all that was found, as result.json has it, and which parts of it were kept."""

    run: RunShape
    result: dict[str, Any] = Field(description="By result.schema.json, as the version of the run wrote it.")
    page: bool
    examples: bool


Tag = Annotated[str, Field(max_length=100)]  # a database's index takes no long ones


class RunChange(BaseModel):
    """What people write on a run; what is null or left out stays."""

    note: str | None = Field(None, max_length=10_000)
    tags: list[Tag] | None = Field(None, max_length=50)


class SaidShape(BaseModel):
    """A comparison in words: the answer, why, what to know, and the trend from the first run to the last."""

    head: str
    why: str
    remarks: list[str]
    trend: str | None
    titles: dict[str, str] = Field(description="What people call each metric.")


class ComparisonShape(BaseModel):
    """Runs side by side; `board` has a model a run, in the same order."""

    runs: list[RunShape]
    said: SaidShape
    board: dict[str, Any] = Field(description="By compare.schema.json.")


class TestSetShape(BaseModel):
    """Prompts and references that runs were judged on."""

    id: str
    runs: int
    n: int
    at: str


class FloorShape(BaseModel):
    """Another training run of the recipe lies within `half` of the mean of `runs` runs, with 95 %."""

    run: str
    runs: int
    half: float


class RoundsShape(BaseModel):
    """The rounds of a project on one test set, the oldest first, with the numbers of one metric."""

    metric: str
    title: str = Field(description="The metric's name for people.")
    higher_is_better: bool | None = Field(description="null where neither way is better.")
    test_set: str | None
    rounds: list[RunShape]
    test_sets: list[TestSetShape]
    metrics: dict[str, str] = Field(description="Those that the newest round has, with what people call them.")
    floor: FloorShape | None

    @staticmethod
    def of(found: Rounds, language: str) -> RoundsShape:
        """The same, to be sent."""
        return RoundsShape(
            metric=found.metric,
            title=called(found.metric, language),
            higher_is_better=found.higher_is_better,
            test_set=found.test_set,
            rounds=[RunShape.of(run, language) for run in found.rounds],
            test_sets=[TestSetShape(**asdict(one)) for one in found.test_sets],
            metrics={name: called(name, language) for name in found.metrics},
            floor=None if found.floor is None else FloorShape(**asdict(found.floor)),
        )


class ChangeShape(BaseModel):
    """From one run to the next, paired on their examples; real where interval and adjusted test say so."""

    before: str
    after: str
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    real: bool
    better: bool | None
    why: str | None

    @staticmethod
    def of(change: Change) -> ChangeShape:
        """The same, to be sent."""
        return ChangeShape(**asdict(change))


class Problem(BaseModel):
    """Why there is no answer, in one sentence."""

    error: str
