"""A training run beside the examples: its log, or all that its output folder holds; and what is said of a run alone."""

from __future__ import annotations

from os import PathLike, fspath

from assay.advice import advised
from assay.checks import diagnosis
from assay.checks.base import Case
from assay.core.errors import UsageError
from assay.core.examples import Examples
from assay.core.messages import say
from assay.core.report import Report
from assay.core.scores import Units
from assay.core.task import Task
from assay.core.training_run import TrainingRun
from assay.core.verdict import Judgement, Outcome, Verdict
from assay.core.version import __version__
from assay.pipeline.page import Page
from assay.pipeline.settings import Settings
from assay.policy import Policy, with_findings
from assay.readers.training import read_log, read_run_folder

Path = str | PathLike[str]


def found_in(candidate: object, run: Path | None, log: Path | None) -> tuple[object, TrainingRun | None]:
    """The candidate, and the course of its training: those that were given, and what the run's folder has of the rest.

    Raises InputError for a log or a folder that holds nothing of a run.
    """
    course = None if log is None else read_log(fspath(log))
    if run is not None:
        folder = read_run_folder(fspath(run))
        course = course or folder.run
        if candidate is None and folder.predictions is not None:
            candidate = str(folder.predictions)
    return candidate, course


def report_of_run(course: TrainingRun | None, settings: Settings) -> Report:
    """What there is to say of a run without predictions. Raises UsageError where nothing was given at all."""
    if course is None:
        raise UsageError("cli.no-candidate")
    # A run is watched by its losses: whatever it learns, that is what a model of language does.
    task = Task("lm", say("tasks.of-run"))
    case = Case(Examples(course.source), task, Units(0), {}, run=course)
    found = advised(diagnosis(case), course)
    open_verdict = Verdict(Outcome.INCONCLUSIVE, say("policy.no-predictions"), (say("policy.next-give-predictions"),))
    judgement = with_findings(Judgement("default", (), open_verdict), Policy("default"), found)
    return Report(
        version=__version__,
        command=settings.command,
        confidence=settings.confidence,
        source=course.source,
        task=task,
        estimates={},
        judgement=judgement,
        units=say("core.units-alone"),
        n_units=0,
        run=course,
        diagnosis=found,
        language=settings.language,
        drawn=Page(),
    )
