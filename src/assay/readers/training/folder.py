"""A run's output folder: which of its files is the log, which the predictions, and which checkpoints it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assay.core.errors import InputError
from assay.core.training_run import TrainingRun
from assay.frozen import frozen
from assay.readers.training.log import run_of
from assay.text.patterns import pattern

LOGS = ("trainer_state.json", "trainer_log.jsonl", "logging.jsonl", "log.jsonl", "training.log", "log.csv")
PREDICTIONS = ("generated_predictions.jsonl", "predictions.jsonl", "predictions.csv", "infer_result.jsonl")
_CHECKPOINT = pattern(r"checkpoint-(\d+)")


@frozen
class RunFolder:
    """What was found in the folder: None for what it does not have."""

    run: TrainingRun | None
    predictions: Path | None


def run_folder(folder: str) -> RunFolder:
    """See `read_run_folder`."""
    path = Path(folder)
    if not path.is_dir():
        raise InputError("readers.no-run-folder", path=folder)
    log, found = log_in(path), predictions_in(path)
    if log is None and not found:
        raise InputError("readers.nothing-of-a-run", path=folder, logs=LOGS[:3], predictions=PREDICTIONS[:3])
    run = None if log is None else _run(log, path, needed=not found)
    return RunFolder(run, found[0] if found else None)


def run_in(source: str) -> TrainingRun:
    """See `read_log`. Of a folder, the log in it."""
    path = Path(source)
    log = log_in(path) if path.is_dir() else path
    if log is None:
        raise InputError("readers.no-log", path=source)
    return run_of(log, source)


def log_in(folder: Path) -> Path | None:
    """The log of a folder: its own, else that of its last checkpoint, which holds all before it."""
    own = _first(folder, LOGS)
    if own is not None:
        return own
    saved = sorted(_checkpoints(folder), key=lambda one: one[0])
    found = (_first(place, LOGS) for _, place in reversed(saved))
    return next((one for one in found if one is not None), None)


def predictions_in(folder: Path) -> list[Path]:
    """The predictions in a folder, or one folder below, the likeliest first."""
    here = [folder / name for name in PREDICTIONS]
    below = [place / name for place in sorted(folder.iterdir()) if place.is_dir() for name in PREDICTIONS]
    return [path for path in [*here, *below] if path.is_file()]


def _run(log: Path, folder: Path, *, needed: bool) -> TrainingRun | None:
    """The run; None where its log holds no losses, as that of predicting does, and is not `needed`."""
    try:
        run = run_of(log, str(log))
    except InputError as error:
        if needed or error.text.key != "readers.no-losses":
            raise
        return None
    steps = sorted(step for step, _ in _checkpoints(folder) if step <= run.steps)
    return replace(run, checkpoints=tuple(steps))


def _checkpoints(folder: Path) -> list[tuple[int, Path]]:
    named = ((place, _CHECKPOINT.fullmatch(place.name)) for place in folder.iterdir() if place.is_dir())
    return [(int(match[1]), place) for place, match in named if match is not None]


def _first(folder: Path, names: Sequence[str]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)
