"""All that one evaluation found; `to_dict()` is result.json."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from assay.core.files import write_files
from assay.core.finding import Diagnosis, Finding
from assay.core.looks import Looks
from assay.core.messages import DEFAULT_LANGUAGE, Text
from assay.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike

    from assay.core.arrays import IntArray
    from assay.core.comparison import Comparison
    from assay.core.difference import Baseline
    from assay.core.estimate import Confidence, Estimate
    from assay.core.examples import Examples, Reported, Source
    from assay.core.people import People
    from assay.core.scores import Measured
    from assay.core.stability import Stability
    from assay.core.task import Task
    from assay.core.training_data import TrainingData
    from assay.core.training_run import TrainingRun
    from assay.core.verdict import Judgement, Verdict

SCHEMA = "assay.result/1"

ChartForm: TypeAlias = Literal["png", "svg", "pdf", "json"]

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@frozen
class ClassEstimates:
    """One class: how many examples have it as reference, and its own numbers."""

    support: int
    predicted: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


@frozen(eq=False)
class Confusion:
    """`counts[i, j]` examples of reference `labels[i]` were predicted as `labels[j]`; `unparsed[i]` as no label.

    `sides` makes, when it is asked, the codes (n,) of each example's reference and of its prediction, which is the
    number of labels where that is none.
    """

    labels: tuple[str, ...]
    counts: IntArray
    unparsed: IntArray
    sides: Callable[[], tuple[IntArray, IntArray]] | None = None


@frozen
class UnparsedForm:
    """A form of output that names no label: the text (shortened), how often, and one example's id."""

    text: str
    count: int
    example: str


@frozen
class Parsing:
    """How the outputs became labels: how many by which rule, and the outputs that name none."""

    rules: Mapping[str, int]  # "exact", "normalised", "verbaliser", "choice-letter", "in-prose", "last-answer", ...
    unparsed: Estimate
    forms: tuple[UnparsedForm, ...] = ()


@frozen
class Echo:
    """A figure another tool reported: whether ours under the same definition is equal, and what it means here."""

    reported: Reported
    metric: str | None = None  # our name for the same definition, where there is one
    value: float | None = None  # ours, on the same scale
    why: Text | None = None  # what the figure means for this task, or why it means nothing


class Drawn(Protocol):
    """What draws a report: given by whoever knows the renderers."""

    def files(self, report: Report) -> Mapping[str, str]:
        """The content of each file of a report, by its name."""
        ...

    def form(self, report: Report, name: str) -> str:
        """One of these files, by its renderer's name."""
        ...

    def tables(self, report: Report) -> Mapping[str, str]:
        """Every table as CSV, by file name."""
        ...

    def pdf(self, report: Report, beside: Path) -> bytes:
        """The page on paper, made with a folder in `beside` to work in."""
        ...

    def charts(self, report: Report, form: ChartForm) -> Mapping[str, str | bytes]:
        """Every chart, by file name."""
        ...

    def embedded(self, report: Report) -> str:
        """The page as a notebook shows it."""
        ...


@frozen(eq=False)
class Report:
    """The result of one evaluation. Draws itself in a notebook; `save(folder)` writes every file of it."""

    version: str
    command: tuple[str, ...]
    confidence: Confidence
    source: Source
    task: Task
    estimates: Mapping[str, Estimate]
    judgement: Judgement
    units: Text  # what counts as independent, in one sentence
    n_units: int
    classes: Mapping[str, ClassEstimates] | None = None
    confusion: Confusion | None = None
    parsing: Parsing | None = None
    baseline: Baseline | None = None
    comparisons: tuple[Comparison, ...] = ()  # with each base
    stability: Stability | None = None  # of repeated runs
    repeats: tuple[Source, ...] = ()
    training: TrainingData | None = None
    people: People | None = None  # what ratings say of the candidate
    run: TrainingRun | None = None  # the course of its training
    looks: Looks = field(default_factory=Looks)
    asked_level: float = 0.95  # what was asked for, where looks made the level of the intervals higher
    echoes: tuple[Echo, ...] = ()
    diagnosis: Diagnosis = field(default_factory=Diagnosis)
    not_measured: Mapping[str, Text] = field(default_factory=dict)  # metric -> why it does not apply here
    examples: Examples | None = None
    measured: tuple[Measured, ...] = ()
    language: str = DEFAULT_LANGUAGE
    drawn: Drawn | None = None
    record: str | None = None  # its id in the history, where it was kept
    unrecorded: Text | None = None  # why it was not, where it should have been

    @property
    def metrics(self) -> Mapping[str, Estimate]:
        """Every number with its interval, by the metric's name."""
        return self.estimates

    @property
    def verdict(self) -> Verdict:
        """The answer: the outcome, why, and what to do next."""
        return self.judgement.verdict

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The pitfalls that were found, the worst first."""
        return self.diagnosis.findings

    def to_dict(self, language: str | None = None) -> dict[str, Json]:
        """result.json as plain values, sentences in `language` or else the report's own."""
        from assay.core.result import result  # that module writes the nouns of this one

        return result(self, language or self.language)

    def save(self, folder: str | PathLike[str]) -> None:
        """Writes the page, result.json and the table of examples into `folder`, all of them or none.

        Raises InputError where it cannot be written.
        """
        if self.drawn is not None:
            write_files(Path(folder), self.drawn.files(self))

    def save_tables(self, folder: str | PathLike[str]) -> None:
        """Writes every table of the report into `folder` as CSV: metrics, classes, comparison, ratings, findings, ...

        Raises InputError where it cannot be written.
        """
        if self.drawn is not None:
            write_files(Path(folder), self.drawn.tables(self))

    def save_pdf(self, file: str | PathLike[str]) -> None:
        """Prints the page to `file`, by the browser on this machine.

        Raises InputError where there is none, or the file cannot be written.
        """
        if self.drawn is not None:
            path = Path(file)
            write_files(path.parent, {path.name: self.drawn.pdf(self, path.parent)})

    def save_charts(self, folder: str | PathLike[str], form: ChartForm = "png") -> None:
        """Writes every chart of the report into `folder`; "json" are the Vega-Lite specifications.

        Raises InputError where they cannot be written, or the extra `charts` is missing that draws them.
        """
        if self.drawn is not None:
            write_files(Path(folder), self.drawn.charts(self, form))

    def _repr_html_(self) -> str | None:
        return None if self.drawn is None else self.drawn.embedded(self)
