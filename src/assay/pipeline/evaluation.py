"""One evaluation, from files to a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from assay.advice import advised
from assay.checks import diagnosis
from assay.checks.base import Case
from assay.core.errors import UsageError
from assay.core.estimate import Confidence, Estimate
from assay.core.examples import Examples
from assay.core.messages import DEFAULT_LANGUAGE, say
from assay.core.progress import Progress, untold
from assay.core.report import Report
from assay.core.task import Family, Task
from assay.core.version import __version__
from assay.intervals.units import units_of
from assay.metrics import default_metrics
from assay.metrics.classification.labels import confusion_of
from assay.metrics.find import find
from assay.metrics.reported import echo
from assay.pipeline.of_labels import baseline_of, classes_of, parsing_of, probabilities_of, with_unparsed
from assay.pipeline.page import Page
from assay.pipeline.recording import Recording
from assay.pipeline.settings import Base, Given, Settings
from assay.pipeline.subject import Subject, called
from assay.policy import Evidence, Policy, judge, load_policy, with_findings
from assay.policy.policy import Subject as PolicySubject
from assay.readers import read, read_candidate
from assay.readers.base import ReadOptions
from assay.readers.reading import with_predictions
from assay.readers.tables.memory import is_frame
from assay.tasks import detect
from assay.tasks.base import TaskOptions

if TYPE_CHECKING:
    from assay.core.comparison import Comparison, Whole
    from assay.core.people import People
    from assay.core.preferences import Preferences
    from assay.core.ratings import Ratings
    from assay.core.scores import Measured
    from assay.core.stability import Stability
    from assay.core.training_data import TrainingData
    from assay.pipeline.against_base import LinedUp
    from assay.readers.questions.stream import TrainingRows

PRIMARY = {"classification": "accuracy", "generation": "chrf", "lm": "perplexity"}
PRIMARY_OF_SETS = "subset_accuracy"
PRIMARY_WITHOUT_TOKENS = "bits_per_byte"


def evaluate(  # noqa: PLR0913 - the command's options under the same names
    candidate: object = None,
    *,
    repeats: Sequence[object] = (),
    base: object = None,
    train: object = (),
    ratings: object = (),
    log: str | PathLike[str] | None = None,
    run: str | PathLike[str] | None = None,
    references: object = None,
    task: Family | Literal["auto"] = "auto",
    labels: Sequence[str] = (),
    positive: str | None = None,
    policy: str | None = None,
    metrics: Sequence[str] = (),
    cluster: str | None = None,
    slices: Sequence[str] = (),
    picked_from: int = 1,
    history: str | None = None,
    id: str | None = None,  # noqa: A002 - the option is called --id
    prompt: str | None = None,
    prediction: str | None = None,
    base_prediction: str | None = None,
    reference: str | None = None,
    probability: str | None = None,
    format_in: str | None = None,
    level: float = 0.95,
    seed: int = 0,
    exact: bool = False,
    lang: str = DEFAULT_LANGUAGE,
    command: Sequence[str] = (),
    project: str | None = None,
    progress: Progress = untold,
) -> Report:
    """Measure and judge one model's outputs.

    `candidate` is a path, a glob, a folder, "-", a list of rows, a table of columns, or a list of predictions with
    `references` beside it. `repeats` are other training runs of the same recipe, in the same forms. `base` is what it
    is compared with, likewise: the model before, or the last release; a list of paths is several bases, and a list
    within it several runs of one; `base_prediction` is the column with what it said, by itself one of the candidate's
    own file. `train` is the data that the candidate was trained on, one source or several, in any form that `assay
    predict` reads. `ratings` are what people said of the outputs, one source or several, joined to the examples by id,
    text or prompt. `log` is the log of its training, and `run` the whole output folder of it: what is in it is found,
    and without a candidate the predictions in it are judged. `picked_from` is of how many candidates this one was the
    best on these examples. `history` is the file or the address that keeps the evaluation, and counts the candidates
    that were judged on these examples: "" is the usual one, None keeps and counts nothing; `project` is what it is kept
    under, else the folder's name. `progress` is called as the work goes on. The other arguments are the
    options of `assay eval`. Nothing is written but the history; where it cannot be, a warning and `unrecorded` say so.

    Raises InputError for examples that cannot be evaluated or compared, UsageError for what does not exist, PolicyError
    for a policy that is not valid.
    """
    settings = Settings(
        ReadOptions(format_in, id, prompt, prediction, reference, probability),
        TaskOptions(task, tuple(labels), positive),
        Confidence(level, seed, exact),
        policy,
        tuple(metrics),
        cluster,
        tuple(slices),
        picked_from,
        history,
        lang,
        tuple(command),
        project,
        progress,
    )
    progress("reading", 0, 1)
    course = None
    if run is not None or log is not None:
        from assay.pipeline.of_run import found_in, report_of_run

        candidate, course = found_in(candidate, run, log)
        if candidate is None:
            with Recording(settings) as recording:
                return recording.kept(report_of_run(course, settings))
    if candidate is None:
        raise UsageError("cli.no-candidate")
    beside = replace(settings.reading, role="base")
    # What people judged needs no reference, and what a base said has the candidate's.
    examples = read_candidate(candidate, beside if bases_of(ratings) else settings.reading, references)
    before = beside if base_prediction is None else replace(beside, prediction=base_prediction)
    bases, column = bases_of(base), None
    if not bases and base_prediction is not None:
        bases, column = [[candidate]], base_prediction
    given = Given(
        tuple(with_predictions(read(one, beside)) for one in repeats),
        tuple(Base(tuple(with_predictions(read(run, before)) for run in runs), column) for runs in bases),
        training_rows(train),
        *what_people_said(ratings),
        course,
    )
    return evaluate_examples(examples, settings, given)


def training_rows(train: object) -> tuple[TrainingRows, ...]:
    """The rows of each source of training data; nothing is read yet."""
    sources = [one for runs in bases_of(train) for one in runs]
    if isinstance(train, list | tuple) and all(isinstance(one, str | PathLike) for one in train):
        sources = list(train)  # a folder with the name of a data set in it does not look like a path
    if not sources:
        return ()
    from assay.readers.questions.stream import TrainingRows

    return tuple(TrainingRows(one) for one in sources)


def bases_of(base: object) -> list[list[object]]:
    """The bases, each with its runs: one source, a list of sources, or a list of lists of them."""
    if base is None or (isinstance(base, list | tuple) and not base):
        return []
    if not isinstance(base, list | tuple) or not _are_sources(base):
        return [[base]]
    return [list(one) if isinstance(one, list | tuple) and _are_sources(one) else [one] for one in base]


def _are_sources(items: Sequence[object]) -> bool:
    return len(items) > 0 and all(map(_is_source, items))


def _is_source(one: object) -> bool:
    """Whether an item of a list is a source of its own, a path, a table or runs of one base, rather than a row, a label
    or a set of labels.
    """
    if isinstance(one, str):
        ending = PurePath(one).suffix[1:]
        return (ending.isalnum() and not ending.isdigit()) or Path(one).exists()
    if isinstance(one, list | tuple):
        return _are_sources(one) or (len(one) > 0 and all(isinstance(row, Mapping) for row in one))
    return isinstance(one, PathLike) or is_frame(one)


def evaluate_examples(examples: Examples, settings: Settings, given: Given | None = None) -> Report:
    """The report on examples that are already read."""
    with Recording(settings) as recording:
        return _recorded(examples, settings, given or Given(), recording)


def _recorded(examples: Examples, settings: Settings, given: Given, recording: Recording) -> Report:
    task = detect(examples, settings.task)
    policy = load_policy(settings.policy, task, find)
    examples, beside = _lined_up(examples, given, settings)
    looks = recording.looks(examples, policy.name)
    level = looks.level(settings.confidence.level)
    confidence = replace(settings.confidence, level=level, exact=settings.confidence.exact or policy.exact)
    subject = Subject(examples, task, units_of(examples, settings.cluster), confidence)
    names = wanted(task, settings.metrics, policy)
    measured, not_measured = subject.measure_all(names, settings.progress)
    estimates = {one.name: subject.estimate(one) for one in measured}
    decides = primary_of(task, policy, [one.name for one in measured])
    primary = {called(find(name)): name for name in names}.get(decides, decides)
    settings.progress("comparing", 0, 1)
    comparisons = _comparisons(subject, beside, names, primary, settings)
    stability = _stability(subject, given, names, policy.stable.subject, primary)
    baseline, parsed = baseline_of(subject), parsing_of(subject)
    training = _training(subject, given, decides)
    people = _people(subject, given, measured, decides, beside)
    confusion = confusion_of(examples, task) if subject.has_classes else None
    evidence = Evidence(
        task,
        len(examples),
        estimates if people is None else {**estimates, **people.beside_metrics()},
        not_measured,
        baseline,
        confidence.level,
        comparisons=_judged_by(comparisons, people, estimates),
        stability=stability,
    )
    judgement = judge(policy, with_unparsed(evidence, subject, policy))
    case = Case(
        examples,
        task,
        subject.units,
        estimates,
        confusion,
        parsed,
        baseline,
        comparisons,
        stability,
        measured={one.name: one for one in measured},
        primary=decides,
        judgement=judgement,
        pairs=[(one.ours[0], one.theirs[0]) for one in beside],
        repeats=given.repeats,
        wholes=_wholes(subject, beside, comparisons),
        looks=looks,
        training=training,
        probabilities=probabilities_of(subject),
        people=people,
        run=given.run,
    )
    settings.progress("checking", 0, 1)
    found = advised(diagnosis(case), given.run, None if training is None else training.rows)
    report = Report(
        version=__version__,
        command=settings.command,
        confidence=confidence,
        source=examples.source,
        task=task,
        estimates=estimates,
        judgement=with_findings(judgement, policy, found),
        units=subject.units.why or say("core.units-alone"),
        n_units=subject.units.count,
        classes=classes_of(subject),
        confusion=confusion,
        parsing=parsed,
        baseline=baseline,
        comparisons=comparisons,
        stability=stability,
        repeats=tuple(one.source for one in given.repeats),
        training=training,
        people=people,
        run=given.run,
        looks=looks,
        asked_level=settings.confidence.level,
        diagnosis=found,
        echoes=tuple(echo(reported, examples, task) for reported in examples.source.reported),
        not_measured=not_measured,
        examples=examples,
        measured=tuple(measured),
        language=settings.language,
        drawn=Page(),
    )
    return recording.kept(report, decides)


def wanted(task: Task, asked: Sequence[str], policy: Policy) -> list[str]:
    """The metrics to measure, each once: those asked for or else the family's own, then those the policy judges by."""
    chosen = list(asked) or list(default_metrics(task))
    return list(dict.fromkeys([*chosen, *policy.metrics]))


def primary_of(task: Task, policy: Policy, names: Sequence[str]) -> str:
    """The metric that decides comparisons: the policy's, else the usual one of the task where it is measured, else the
    first that is.
    """
    if policy.primary is not None:
        return policy.primary
    usual = PRIMARY_OF_SETS if task.multilabel else PRIMARY[task.family]
    if usual in names or not names:
        return usual
    return PRIMARY_WITHOUT_TOKENS if PRIMARY_WITHOUT_TOKENS in names else names[0]


def _stability(
    subject: Subject, given: Given, names: Sequence[str], asked: PolicySubject | None, primary: str
) -> Stability | None:
    if not given.repeats:
        return None
    from assay.pipeline.across_runs import stability_of

    return stability_of(subject, given.repeats, names, primary if asked is None else asked.asked)


def what_people_said(sources: object) -> tuple[Ratings | None, Preferences | None]:
    """The ratings and the preferences of one source or several."""
    given = [one for group in bases_of(sources) for one in group]
    if not given:
        return None, None
    from assay.pipeline.people import said_in

    return said_in(given)


def _people(
    subject: Subject, given: Given, measured: Sequence[Measured], primary: str, beside: Sequence[LinedUp]
) -> People | None:
    if given.ratings is None and given.preferences is None:
        return None
    from assay.pipeline.people import people_in

    return people_in((given.ratings, given.preferences), subject, measured, primary, beside)


def _judged_by(
    comparisons: tuple[Comparison, ...], people: People | None, estimates: Mapping[str, Estimate]
) -> tuple[Comparison, ...]:
    if people is None or not comparisons:
        return comparisons
    from assay.pipeline.people import with_people

    known = any(one.value is not None for one in estimates.values())
    return with_people(comparisons, people, alone=not known)


def _training(subject: Subject, given: Given, primary: str) -> TrainingData | None:
    if not given.train:
        return None
    from assay.pipeline.training import training_data

    return training_data(subject, given.train, primary)


def _lined_up(examples: Examples, given: Given, settings: Settings) -> tuple[Examples, list[LinedUp]]:
    if settings.slices and not given.bases:
        raise UsageError("comparison.slices-without-base")
    if not given.bases:
        return examples, []
    from assay.pipeline.against_base import lined_up

    return lined_up(examples, given)


def _wholes(subject: Subject, beside: Sequence[LinedUp], comparisons: Sequence[Comparison]) -> Sequence[Whole | None]:
    if not beside:
        return ()
    from assay.pipeline.against_base import whole_of

    return [whole_of(subject, *both) for both in zip(beside, comparisons, strict=True)]


def _comparisons(
    subject: Subject, beside: Sequence[LinedUp], names: Sequence[str], primary: str, settings: Settings
) -> tuple[Comparison, ...]:
    if not beside:
        return ()
    from assay.pipeline.against_base import comparison_of

    return tuple(comparison_of(subject, one, names, primary, settings.slices) for one in beside)
