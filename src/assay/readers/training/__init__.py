"""Training logs: what trainers write of a run while it goes, read into curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.core.training_run import TrainingRun
    from assay.readers.training.folder import RunFolder


def read_log(source: str) -> TrainingRun:
    """The run that a log tells of. Raises InputError for a file that cannot be read, or holds no losses."""
    from assay.readers.training.folder import run_in

    return run_in(source)


def read_run_folder(folder: str) -> RunFolder:
    """What a run's output folder holds: its log, its recipe, its checkpoints and predictions. Raises InputError where
    there is neither a log nor predictions.
    """
    from assay.readers.training.folder import run_folder

    return run_folder(folder)
