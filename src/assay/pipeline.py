"""The order of work, and nothing else: read, recognise, measure, put intervals on, judge, report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assay.core.comparison import Baseline
from assay.core.errors import UndefinedValue
from assay.core.estimate import Confidence, Estimate
from assay.core.examples import Examples
from assay.core.messages import DEFAULT_LANGUAGE, Text, say
from assay.core.report import ClassEstimates, Parsing, Report
from assay.core.scores import Measured, Units
from assay.core.task import Family, Task
from assay.core.version import __version__
from assay.intervals import INTERVALS
from assay.intervals.paired import difference
from assay.intervals.units import units_of
from assay.metrics import default_metrics
from assay.metrics.base import Metric
from assay.metrics.classification.labels import (
    confusion_of,
    had_they_been_right,
    label_table,
    majority_baseline,
    parsing,
)
from assay.metrics.find import find, title_of
from assay.metrics.reported import echo
from assay.policy import Evidence, Policy, judge, load_policy
from assay.readers import read_candidate
from assay.readers.base import ReadOptions
from assay.renderers import RENDERERS
from assay.tasks import detect
from assay.tasks.base import TaskOptions

KEPT = ("html", "json", "table")  # what a saved report consists of

BASELINE_METRICS = ("accuracy", "balanced_accuracy", "precision", "recall", "f1", "macro_f1")


@dataclass(frozen=True)
class Settings:
    """What the caller asked for, whole."""

    reading: ReadOptions = field(default_factory=ReadOptions)
    task: TaskOptions = field(default_factory=TaskOptions)
    confidence: Confidence = field(default_factory=Confidence)
    policy: str | None = None
    metrics: tuple[str, ...] = ()
    cluster: str | None = None
    language: str = DEFAULT_LANGUAGE
    command: tuple[str, ...] = ()


def evaluate(  # noqa: PLR0913 - the command's options under the same names
    candidate: object,
    *,
    references: object = None,
    task: Family | Literal["auto"] = "auto",
    labels: Sequence[str] = (),
    positive: str | None = None,
    policy: str | None = None,
    metrics: Sequence[str] = (),
    cluster: str | None = None,
    id: str | None = None,  # noqa: A002 - the option is called --id
    prompt: str | None = None,
    prediction: str | None = None,
    reference: str | None = None,
    probability: str | None = None,
    format_in: str | None = None,
    level: float = 0.95,
    seed: int = 0,
    exact: bool = False,
    lang: str = DEFAULT_LANGUAGE,
    command: Sequence[str] = (),
) -> Report:
    """Measure and judge one model's outputs.

    `candidate` is a path, a glob, a folder, "-", a list of rows, a table of columns, or a list of predictions with
    `references` beside it. The other arguments are the options of `assay eval`. Writes nothing.

    Raises InputError for examples that cannot be evaluated, UsageError for what does not exist, PolicyError for a
    policy that is not valid.
    """
    settings = Settings(
        ReadOptions(format_in, id, prompt, prediction, reference, probability),
        TaskOptions(task, tuple(labels), positive),
        Confidence(level, seed, exact),
        policy,
        tuple(metrics),
        cluster,
        lang,
        tuple(command),
    )
    return evaluate_examples(read_candidate(candidate, settings.reading, references), settings)


def evaluate_examples(examples: Examples, settings: Settings) -> Report:
    """The report on examples that are already read."""
    task = detect(examples, settings.task)
    policy = load_policy(settings.policy, task, find)
    confidence = replace(settings.confidence, exact=settings.confidence.exact or policy.exact)
    subject = Subject(examples, task, units_of(examples, settings.cluster), confidence)
    measured, not_measured = subject.measure_all(wanted(task, settings.metrics, policy))
    estimates = {one.name: subject.estimate(one) for one in measured}
    baseline = baseline_of(subject)
    evidence = Evidence(task, len(examples), estimates, not_measured, baseline, confidence.level)
    return Report(
        version=__version__,
        command=settings.command,
        confidence=confidence,
        source=examples.source,
        task=task,
        estimates=estimates,
        judgement=judge(policy, with_unparsed(evidence, subject, policy)),
        units=subject.units.why or say("core.units-alone"),
        n_units=subject.units.count,
        classes=classes_of(subject),
        confusion=confusion_of(examples, task) if task.family == "classification" and not task.multilabel else None,
        parsing=parsing_of(subject),
        baseline=baseline,
        echoes=tuple(echo(reported, examples, task) for reported in examples.source.reported),
        not_measured=not_measured,
        examples=examples,
        measured=tuple(measured),
        language=settings.language,
        drawn=Page(),
    )


@dataclass(frozen=True, eq=False)
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

    def measure_all(self, names: Sequence[str]) -> tuple[list[Measured], dict[str, Text]]:
        """Every metric that these examples have, and for each of the others why not."""
        measured: list[Measured] = []
        not_measured: dict[str, Text] = {}
        for name in names:
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


def wanted(task: Task, asked: Sequence[str], policy: Policy) -> list[str]:
    """The metrics to measure, each once: those asked for or else the family's own, then those the policy judges by."""
    chosen = list(asked) or list(default_metrics(task))
    return list(dict.fromkeys([*chosen, *policy.metrics]))


def baseline_of(subject: Subject) -> Baseline | None:
    """Always saying the majority class, measured alike, and how much better the candidate is; None without classes."""
    if not subject.has_classes:
        return None
    majority = replace(subject, examples=majority_baseline(subject.examples, subject.task))
    ours, theirs = (side.measure(find("accuracy")) for side in (subject, majority))
    if isinstance(ours, Text) or isinstance(theirs, Text):
        return None
    return Baseline(
        kind="majority",
        label=label_table(subject.examples, subject.task).majority,
        estimates=majority.estimates(BASELINE_METRICS),
        difference=difference(ours, theirs, subject.units, subject.confidence),
    )


def with_unparsed(evidence: Evidence, subject: Subject, policy: Policy) -> Evidence:
    """The evidence, and beside it what it would be had every unparsed output been right."""
    if not subject.has_classes:
        return evidence
    unparsed = int(label_table(subject.examples, subject.task).unparsed.sum())
    if not unparsed:
        return evidence
    right = replace(subject, examples=had_they_been_right(subject.examples, subject.task))
    other = replace(evidence, estimates=right.estimates(policy.metrics), baseline=baseline_of(right))
    return replace(evidence, unparsed=unparsed, if_parsed=other)


def classes_of(subject: Subject) -> Mapping[str, ClassEstimates] | None:
    """Precision, recall and F1 of every class; None where there are no classes."""
    if not subject.has_classes:
        return None
    table = label_table(subject.examples, subject.task)
    return {
        label: ClassEstimates(
            support=int(table.counts[code].sum() + table.unparsed[code]),
            predicted=int(table.counts[:, code].sum()),
            **{name: subject.of_class(name, label) for name in ("precision", "recall", "f1")},
        )
        for code, label in enumerate(subject.task.labels)
    }


def parsing_of(subject: Subject) -> Parsing | None:
    """How the outputs became labels; None where there are no labels."""
    if not subject.has_classes:
        return None
    unparsed = subject.estimates(["unparsed_rate"])
    return parsing(subject.examples, subject.task, unparsed["unparsed_rate"]) if unparsed else None


class Page:
    """The forms of a report that are kept: drawn only when they are asked for."""

    def files(self, report: Report) -> Mapping[str, str]:
        """The page, result.json and the table of examples, by file name."""
        return {one.filename: one().render(report) for one in map(RENDERERS.__getitem__, KEPT)}

    def embedded(self, report: Report) -> str:
        """The page in a frame of its own."""
        from assay.renderers.html import HtmlRenderer

        return HtmlRenderer().embedded(report)
