"""A training run as plain values, its curves thinned to what a page can draw."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from assay.core.report import Json
    from assay.core.training_run import Curve, TrainingRun

MOST_POINTS = 300


def training_run_result(run: TrainingRun) -> dict[str, Json]:
    """The run; of long curves every so many-th point, the first, the lowest, the highest and the last among them."""
    return {
        "tool": run.recipe.tool,
        "steps": run.steps,
        "planned_steps": run.planned,
        "epochs": run.epochs,
        "restarts": run.restarts,
        "arguments": dict(run.recipe.arguments),
        "checkpoints": list(run.checkpoints),
        "loss": _curve(run.loss),
        "validation_loss": _curve(run.validation),
        "scores": {name: _curve(curve) for name, curve in run.scores.items()},
        "learning_rate": _curve(run.rate),
        "gradient_norm": _curve(run.gradient),
    }


def _curve(curve: Curve) -> dict[str, Json]:
    kept = _kept(curve)
    values: list[Json] = [value if isfinite(value) else None for value in curve.values[kept].tolist()]
    return {"steps": curve.steps[kept].tolist(), "values": values}


def _kept(curve: Curve) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    n = len(curve)
    if n <= MOST_POINTS:
        return np.arange(n)
    ends = [int(np.nanargmin(curve.values)), int(np.nanargmax(curve.values))] if np.isfinite(curve.values).any() else []
    return np.unique([*np.linspace(0, n - 1, MOST_POINTS - 2).round().astype(np.intp).tolist(), *ends])
