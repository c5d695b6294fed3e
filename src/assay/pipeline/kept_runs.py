"""Runs of the history again: side by side, one against another, and over the rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from statistics import stdev
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from msgspec.structs import replace as changed

from assay.core.errors import AssayError, InputError, UsageError
from assay.core.estimate import Confidence
from assay.core.history import EXAMPLES, Result, Run, Wanted
from assay.core.messages import DEFAULT_LANGUAGE, Text, say
from assay.core.rounds import Change, Floor, Rounds
from assay.frozen import frozen
from assay.pipeline.evaluation import evaluate_examples
from assay.pipeline.settings import Base, Given, Settings
from assay.pipeline.side_by_side import FEWEST, Terms, compared, told_apart
from assay.stats.multiplicity import holm
from assay.stats.student import critical_value
from assay.stores.examples import examples_of
from assay.stores.history import History
from assay.tasks.base import TaskOptions

if TYPE_CHECKING:
    from assay.core.difference import Difference
    from assay.core.examples import Examples
    from assay.core.leaderboard import Leaderboard
    from assay.core.report import Report
    from assay.core.task import Task

MOST_TOGETHER = 40
_MOST_ROUNDS = 200
_LEVEL = 0.95
_HELD = 24  # runs whose examples stay in memory,
_LIGHT = 20_000  # where they are no more than these
_CHANGES = 4096


@frozen
class SideBySide:
    """Kept runs and what a comparison found of them; an entry a run, in the same order."""

    runs: tuple[Run, ...]
    board: Leaderboard


class KeptRuns:
    """The runs of the history at a place. Examples and changes that were asked for stay in memory for the next time:
    what is kept of a run never changes.
    """

    def __init__(self, place: str) -> None:
        self.place = place
        self._examples = lru_cache(_HELD)(self._read)
        self._change = lru_cache(_CHANGES)(self._compared)
        self._board = lru_cache(_HELD)(self._boarded)
        self._repeated: dict[str, Mapping[str, Any]] = {}  # what repeats said of a run, empty for none

    def side_by_side(
        self, names: Sequence[str], by: str | None = None, lang: str = DEFAULT_LANGUAGE, *, ranks: bool = True
    ) -> SideBySide:
        """Several runs, the oldest first, on the examples that all of them hold; with the chances of each rank, or not.

        Raises UsageError for fewer than two runs or too many, InputError for a run without its examples, or without any
        in common with the others.
        """
        found = sorted({run.id: run for run in self._runs(names)}.values(), key=lambda run: (run.at, run.id))
        if not FEWEST <= len(found) <= MOST_TOGETHER:
            raise UsageError("runs.compare-how-many", most=MOST_TOGETHER, n=len(found))
        board = self._board(tuple(run.id for run in found), by, ranks)
        return SideBySide(tuple(found), replace(board, language=lang))

    def against(self, name: str, base: str, lang: str = DEFAULT_LANGUAGE) -> Report:
        """The whole report on a run with another one as its base: every example of both beside each other."""
        run, before = self._runs([name, base])
        candidate, other = self._with_examples(run), self._with_examples(before)
        settings = Settings(task=self._task([run, before]), language=lang)
        report = evaluate_examples(candidate, settings, Given(bases=(Base((other,)),)))
        return replace(report, task=_as_kept(report.task))

    def rounds(self, project: str, test_set: str | None = None, metric: str | None = None) -> Rounds:
        """The newest rounds of a project on one test set, that of its newest run where none is named, by its deciding
        metric. Raises UsageError where there is no such project.
        """
        with History(self.place) as history:
            sets = history.test_sets(project)
            if not sets:
                raise UsageError("runs.no-project", name=project)
            chosen = sets[0].id if test_set is None else test_set
            wanted = Wanted(project, test_set=chosen, limit=_MOST_ROUNDS)
            newest = history.runs(changed(wanted, limit=1))
            by = metric or (newest[0].metric if newest else "")
            found = [run for run in history.runs(changed(wanted, metric=by)) if run.value is not None]
            metrics = history.metrics(newest[0]) if newest else []
            known = _metrics(history.result(found[0])).get(by, {}) if found else {}
            floor = next(filter(None, (self._floor(history, run, by) for run in found)), None)
        better = known.get("higher_is_better")
        return Rounds(by, chosen, found[::-1], sets, metrics, floor, better)

    def changes(self, names: Sequence[str], metric: str, lang: str = DEFAULT_LANGUAGE) -> list[Change]:
        """What changed from each of the runs to the next one; all that can be tested are tested together, by Holm."""
        runs = self._runs(names)
        found = [self._change(before.id, after.id, metric) for before, after in pairwise(runs)]
        tested = [one for one in found if not isinstance(one, Text)]
        p = iter(holm(np.array([1.0 if one.p is None else one.p for one in tested])).tolist())
        return [
            Change(before.id, after.id, why=one.in_language(lang))
            if isinstance(one, Text)
            else _changed(before.id, after.id, one, next(p))
            for (before, after), one in zip(pairwise(runs), found, strict=True)
        ]

    def examples(self, name: str) -> Examples:
        """The examples of a run. Raises InputError where they were not kept."""
        return self.entrants([name])[0][1]

    def entrants(self, names: Sequence[str]) -> list[tuple[str, Examples]]:
        """The examples of several runs, each with a name for people. Raises InputError as above."""
        runs = list({run.id: run for run in self._runs(names)}.values())
        return [(name, self._with_examples(run)) for name, run in zip(named(runs), runs, strict=True)]

    def _runs(self, names: Sequence[str]) -> list[Run]:
        with History(self.place) as history:
            return [history.run(name) for name in names]

    def _read(self, run: str) -> Examples | None:
        with History(self.place) as history:
            pieces = history.part(history.run(run), EXAMPLES)
        try:
            return examples_of(pieces) if pieces else None
        except ValueError:
            return None

    def _with_examples(self, run: Run) -> Examples:
        found = self._examples(run.id) if run.n <= _LIGHT else self._read(run.id)
        if found is None:
            raise InputError("runs.without-examples", id=run.id, name=run.name)
        return found

    def _task(self, runs: Sequence[Run]) -> TaskOptions:
        """The task of all of them. Raises UsageError where they have several."""
        families = dict.fromkeys(run.family for run in runs)
        if len(families) > 1:
            raise UsageError("runs.of-several-tasks", families=list(families))
        with History(self.place) as history:
            task = cast("dict[str, Any]", history.result(runs[0]).get("task") or {})
        labels = () if task.get("multilabel") else tuple(task.get("labels") or ())
        return TaskOptions(cast("Any", runs[0].family), labels, task.get("positive"))

    def _compared(self, before: str, after: str, metric: str) -> Difference | Text:
        """After less before; why not, where they do not compare."""
        try:
            runs = self._runs([after, before])
            candidate, base = map(self._with_examples, runs)
            found = told_apart(candidate, base, metric, Terms(self._task(runs), Confidence(_LEVEL)))
        except AssayError as error:
            return error.text
        return found if isinstance(found, Text) or found.why is None else found.why

    def _boarded(self, ids: tuple[str, ...], by: str | None, ranks: bool) -> Leaderboard:  # noqa: FBT001 - kept by its values
        runs = self._runs(ids)
        examples = [self._with_examples(run) for run in runs]
        board = compared(examples, named(runs), Terms(self._task(runs), Confidence(_LEVEL), by=by, ranks=ranks))
        return replace(board, task=_as_kept(board.task))

    def _floor(self, history: History, run: Run, metric: str) -> Floor | None:
        if run.id not in self._repeated:
            self._repeated[run.id] = cast("Mapping[str, Any]", history.result(run).get("stability") or {})
        found = self._repeated[run.id]
        values = [float(one) for one in found.get("runs") or () if one is not None]
        if found.get("metric") != metric or len(values) < FEWEST:
            return None
        k = len(values)
        half = critical_value(_LEVEL, k - 1) * stdev(values) * sqrt(1 + 1 / k)  # where a further run is to be expected
        return Floor(run.id, k, half)


def _metrics(result: Result) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", result.get("metrics") or {})


def _as_kept(task: Task) -> Task:
    """The task, which nobody was asked for now."""
    return replace(task, why=say("runs.task-of-run"))


def named(runs: Sequence[Run]) -> list[str]:
    """A name for each: its file's, and its id too where several have that name."""
    names = [run.name for run in runs]
    return [run.name if names.count(run.name) == 1 else f"{run.name} · {run.id[:8]}" for run in runs]


def _changed(before: str, after: str, found: Difference, p: float) -> Change:
    real = p <= 1 - _LEVEL and found.low is not None and found.high is not None and not found.low <= 0 <= found.high
    better = (found.value or 0) > 0 if found.higher_is_better else (found.value or 0) < 0
    known = real and found.higher_is_better is not None
    return Change(before, after, found.value, found.low, found.high, p, real, better if known else None)
