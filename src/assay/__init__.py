"""Assay (試金): an honest verdict on a fine-tuned model, from the files your tools already write.

import assay
report = assay.evaluate("predictions.jsonl")
report.verdict, report.metrics["f1"].low, report.to_dict()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from assay.core.version import __version__ as __version__

if TYPE_CHECKING:
    from assay.core.errors import AssayError, InputError, PolicyError, UndefinedValue, UsageError
    from assay.core.estimate import Confidence, Estimate
    from assay.core.examples import Examples
    from assay.core.leaderboard import Leaderboard
    from assay.core.plan import Plan
    from assay.core.report import Report
    from assay.core.scores import Measured, Scores
    from assay.core.task import Task
    from assay.core.verdict import Gate, Outcome, Verdict
    from assay.pipeline import evaluate
    from assay.pipeline.side_by_side import compare
    from assay.planning import plan
    from assay.predicting import predict

# Each name is imported when it is first used, so that `assay --help` loads no arrays.
_HOME = {
    "AssayError": "core.errors",
    "Confidence": "core.estimate",
    "Estimate": "core.estimate",
    "Examples": "core.examples",
    "Gate": "core.verdict",
    "InputError": "core.errors",
    "Leaderboard": "core.leaderboard",
    "Measured": "core.scores",
    "Outcome": "core.verdict",
    "Plan": "core.plan",
    "PolicyError": "core.errors",
    "Report": "core.report",
    "Scores": "core.scores",
    "Task": "core.task",
    "UndefinedValue": "core.errors",
    "UsageError": "core.errors",
    "Verdict": "core.verdict",
    "compare": "pipeline.side_by_side",
    "evaluate": "pipeline",
    "plan": "planning",
    "predict": "predicting",
}

__all__ = [
    "AssayError",
    "Confidence",
    "Estimate",
    "Examples",
    "Gate",
    "InputError",
    "Leaderboard",
    "Measured",
    "Outcome",
    "Plan",
    "PolicyError",
    "Report",
    "Scores",
    "Task",
    "UndefinedValue",
    "UsageError",
    "Verdict",
    "compare",
    "evaluate",
    "plan",
    "predict",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'assay' has no attribute {name!r}")
    return getattr(import_module(f"assay.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
