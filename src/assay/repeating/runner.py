"""The order of work: what is done is kept, the rest is run, and of each run its predictions are found and recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.repeating import predictions
from assay.repeating.lock import alone
from assay.repeating.log import Log
from assay.repeating.predictions import Moments, Predictions
from assay.repeating.process import ending_in_order, exit_status
from assay.repeating.recipe import Recipe
from assay.repeating.series import Failure, Outcome, Series, Watcher
from assay.repeating.state import Run, State, load, now, save

LAST_LINES = 8  # of a failed run's log


def carry_out(series: Series, watcher: Watcher, check: Callable[[str], object]) -> Outcome:
    """Runs what is not done yet. `check` is called once with the first predictions while there are still runs to come,
    so that what it raises is known before they are waited for.

    Raises InputError where nothing can be started or written, or the folder is another command's.
    """
    with alone(series.folder) as held, ending_in_order():
        return _Work(series, watcher, held, _begun(series)).outcome(check)


def _begun(series: Series) -> State:
    """What earlier calls have done of this command."""
    words = series.recipe.words
    state = None if series.force else load(series.folder)
    if state is not None and state.command != words:
        raise InputError(
            "repeat.other-command", path=str(series.folder), before=str(Recipe(state.command)), now=str(series.recipe)
        )
    state = state or State(words)
    save(series.folder, state)  # before the first run, so that a folder that cannot be written is known now
    return state


@dataclass
class _Work:
    """The runs under way, and what has come of them."""

    series: Series
    watcher: Watcher
    held: Sequence[int]
    state: State
    found: dict[int, Predictions] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def outcome(self, check: Callable[[str], object]) -> Outcome:
        checked = False
        for seed in self.series.seeds:
            if self.is_kept(seed):
                continue
            if self.found and not checked:
                check(next(iter(self.paths().values())))
                checked = True
            if not self.is_run(seed) and self.series.stop_early:
                break
        return Outcome(self.paths(), tuple(self.failures))

    def paths(self) -> dict[int, str]:
        """Of each run that is done, in the order of the seeds asked for."""
        folder = self.series.folder_of
        return {seed: predictions.source(folder(seed), one.name) for seed, one in self.found.items()}

    def is_kept(self, seed: int) -> bool:
        """Whether nothing is to be run: it was done, and its predictions are there as it left them; or they are there
        and only cannot be told or read with these options.
        """
        run = self.state.of(seed)
        folder = self.series.folder_of(seed)
        if run is None or run.phase != "done":
            return False
        try:
            left = predictions.found(folder, self.series.reading)
        except InputError as unclear:
            if not predictions.candidates(folder, self.series.reading):
                return False
            self.fail(Failure(seed, say("repeat.kept-unclear", why=unclear.text), self.series.log_of(seed)))
            return True
        if left.name == run.predictions and left.sha256 != run.sha256:  # changed since
            return False
        self.watcher.kept(seed)
        self.succeed(run, left)
        return True

    def is_run(self, seed: int) -> bool:
        """Runs it; whether it left predictions."""
        folder, log = self.series.folder_of(seed), Log(self.series.log_of(seed))
        command = self.series.recipe.filled(seed, folder.absolute())
        before = _prepared(folder)
        run = self.note(Run(seed, tuple(command), now()))
        self.watcher.started(seed, log.path)
        try:
            status = exit_status(command, log, self.held, lambda: self.watcher.alive(seed, *log.last(1) or [""]))
        except KeyboardInterrupt:
            self.note(run.ending("interrupted"))
            self.watcher.interrupted(seed)
            raise
        run = self.note(run.ending("failed" if status else "done", status))
        try:
            left = self.left_by(run, before)
        except InputError as failed:
            self.fail(Failure(seed, failed.text, log.path, tuple(log.last(LAST_LINES))))
            return False
        self.watcher.done(seed, predictions.source(folder, left.name))
        self.succeed(run, left)
        return True

    def left_by(self, run: Run, before: Moments) -> Predictions:
        """The predictions that a run wrote; raises InputError where it failed or wrote none."""
        if run.status:
            raise InputError(_ended_badly(run.status))
        folder = self.series.folder_of(run.seed)
        left = predictions.found(folder, self.series.reading)
        if predictions.older(folder, left.name, before):
            self.note(replace(run, phase="failed"))
            raise InputError("repeat.older-predictions", path=predictions.source(folder, left.name))
        return left

    def succeed(self, run: Run, left: Predictions) -> None:
        self.note(replace(run, predictions=left.name, sha256=left.sha256, outputs=left.outputs))
        earlier = next((seed for seed, one in self.found.items() if one.outputs == left.outputs), None)
        self.found[run.seed] = left
        if earlier is not None:
            self.watcher.same(run.seed, earlier)

    def fail(self, failure: Failure) -> None:
        self.failures.append(failure)
        self.watcher.failed(failure)

    def note(self, run: Run) -> Run:
        self.state = self.state.having(run)
        save(self.series.folder, self.state)
        return run


def _prepared(folder: Path) -> Moments:
    """Makes the folder of a run; what is in it already."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failed:
        raise InputError("core.unwritable", path=str(folder), why=failed.strerror or str(failed)) from None
    return predictions.moments(folder)


def _ended_badly(status: int) -> Text:
    """An exit status, or the signal that ended the run."""
    if status > 0:
        return say("repeat.exit-status", status=status)
    return say("repeat.killed" if status == -9 else "repeat.signal", number=-status)
