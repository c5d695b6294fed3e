"""One evaluation in a process of its own: it can be stopped, and what a file does to it is done to it alone."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from assay.core.errors import AssayError, UsageError
from assay.core.progress import Stage

if TYPE_CHECKING:
    from assay.core.report import Report
    from assay.metrics.base import Metric

Role: TypeAlias = Literal["predictions", "repeat", "base", "references", "ratings", "train", "log", "policy"]
"""What a file is for: as the options of `assay eval` are called, the first of the predictions is the candidate."""


class Request(NamedTuple):
    """What is to be evaluated: the files in `folder` by their roles. `base` is a run of the history at `place`."""

    folder: str
    files: tuple[tuple[Role, str], ...]
    place: str
    project: str
    language: str
    base: str | None = None
    policy: str | None = None
    task: str = "auto"


class Stands(NamedTuple):
    """How far it is."""

    stage: Stage
    done: int
    parts: int


class Done(NamedTuple):
    """It is kept as this run."""

    run: str


class Failed(NamedTuple):
    """It cannot be done, and why in one sentence; "" where the mistake is ours."""

    why: str


Said: TypeAlias = Stands | Done | Failed


def begin(request: Request) -> tuple[SpawnProcess, Connection]:
    """The process, begun, and where it says how far it is."""
    here, there = get_context("spawn").Pipe(duplex=False)
    process = get_context("spawn").Process(target=_work, args=(request, there), daemon=True)
    with _interrupted_alone():
        process.start()
    there.close()
    return process, here


@contextmanager
def _interrupted_alone() -> Iterator[None]:
    """What is started here does not hear Ctrl-C, which a terminal says to all: the server ends what it has begun."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # else the first start does so, and hears again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(request: Request, told: Connection) -> None:
    os.chdir(request.folder)  # so that files are called as their owner calls them
    try:
        told.send(_outcome(request, told))
    except BrokenPipeError:  # the server is gone, and nobody else takes the files away
        shutil.rmtree(request.folder, ignore_errors=True)


def _outcome(request: Request, told: Connection) -> Said:
    try:
        report = _evaluated(request, told)
    except AssayError as error:
        return Failed(error.text.in_language(request.language))
    except BrokenPipeError:
        raise
    except MemoryError:
        return Failed("")
    except Exception:  # the page says that it is our mistake, and the terminal which
        traceback.print_exc(file=sys.stderr)
        return Failed("")
    if report.record is None:
        return Failed("" if report.unrecorded is None else report.unrecorded.in_language(request.language))
    return Done(report.record)


def _evaluated(request: Request, told: Connection) -> Report:
    from assay.pipeline import evaluate

    def progress(stage: Stage, done: int, parts: int) -> None:
        told.send(Stands(stage, done, parts))

    candidate, *repeats = _of_role(request, "predictions") or [""]
    log, references = (_first(_of_role(request, role)) for role in ("log", "references"))
    return evaluate(
        candidate or None,
        repeats=[*repeats, *_of_role(request, "repeat")],
        base=_bases(request),
        train=_of_role(request, "train"),
        ratings=_of_role(request, "ratings"),
        log=log,
        policy=_policy(request),
        references=references,
        task=request.task,  # type: ignore[arg-type]  # checked where it was asked
        history=request.place,
        lang=request.language,
        project=request.project,
        progress=progress,
        command=("serve",),
    )


def _bases(request: Request) -> object:
    if request.base is None:
        return _of_role(request, "base") or None
    from assay.pipeline.kept_runs import KeptRuns

    return KeptRuns(request.place).examples(request.base)


def _policy(request: Request) -> str | None:
    """The policy's name, or its file. Raises UsageError for one that names a metric by a Python file: what is sent is
    read, and never run.
    """
    from assay.policy.load import read_policy

    sent = _first(_of_role(request, "policy"))
    if sent is None:
        return request.policy
    path = f"./{sent}"  # whatever it is called, it is a file
    try:
        read_policy(path, _named)
    except _Program as program:
        raise program.why from None
    return path


class _Program(Exception):  # noqa: N818 - none of the errors that reading a policy goes on after
    def __init__(self, why: UsageError) -> None:
        self.why = why


def _named(name: str) -> Metric:
    from assay.web.workspace.metrics import find_named

    try:
        return find_named(name)
    except UsageError as why:
        if why.text.key == "workspace.own-code":
            raise _Program(why) from None
        raise


def _of_role(request: Request, role: Role) -> list[str]:
    return [name for its, name in request.files if its == role]


def _first(names: Sequence[str]) -> str | None:
    return names[0] if names else None
