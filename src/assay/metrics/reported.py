"""Figures that another tool printed: the same definition computed here, and what it means for this task."""

from __future__ import annotations

from assay.core.errors import UndefinedValue
from assay.core.examples import Examples, Reported
from assay.core.messages import Text, say
from assay.core.report import Echo
from assay.core.task import Task
from assay.metrics import METRICS

# The other tool's name -> ours for the same definition. LLaMA-Factory prefixes what it computed on predictions.
SAME_DEFINITION = {
    "predict_bleu-4": "bleu_llamafactory",
    "predict_rouge-1": "rouge1_llamafactory",
    "predict_rouge-2": "rouge2_llamafactory",
    "predict_rouge-l": "rougeL_llamafactory",
}

# What such a figure says about labels: nothing, each for its own reason.
_ON_LABELS = {
    "predict_bleu-4": "metrics.reported-bleu-on-labels",
    "predict_rouge-1": "metrics.reported-rouge-on-labels",
    "predict_rouge-2": "metrics.reported-rouge2-on-labels",
    "predict_rouge-l": "metrics.reported-rouge-on-labels",
}

_ELSEWHERE = {
    "predict_bleu-4": "metrics.reported-bleu-characters",
    "eval_accuracy": "metrics.reported-token-accuracy",
    "predict_accuracy": "metrics.reported-token-accuracy",
}


def echo(reported: Reported, examples: Examples, task: Task) -> Echo:
    """The figure beside ours under the same definition, where there is one, and a sentence on what it means."""
    metric = SAME_DEFINITION.get(reported.name)
    value = None if metric is None else _value(metric, examples, task)
    return Echo(reported, metric if value is not None else None, value, _meaning(reported.name, task))


def _value(metric: str, examples: Examples, task: Task) -> float | None:
    if examples.predictions is None or not examples.references:
        return None
    try:
        return METRICS[metric]().measure(examples, task).point
    except UndefinedValue:
        return None


def _meaning(name: str, task: Task) -> Text | None:
    table = _ON_LABELS if task.family == "classification" and name in _ON_LABELS else _ELSEWHERE
    return say(table[name]) if name in table else None
