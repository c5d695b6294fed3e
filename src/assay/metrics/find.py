"""A metric by what a user calls it: a name in any usual spelling, a name with a class, or a Python file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from assay.core.errors import UsageError
from assay.core.messages import Text, has_sentence, literal, say
from assay.metrics import METRICS
from assay.metrics.base import Metric
from assay.metrics.user import as_metric, load
from assay.text.patterns import pattern

# What others call our metrics; spelled as `_plain` leaves it.
_ALIASES = {
    "acc": "accuracy",
    "auc": "auroc",
    "aupr": "average_precision",
    "auprc": "average_precision",
    "averagef1": "macro_f1",
    "bpb": "bits_per_byte",
    "bpc": "bits_per_character",
    "chrf2": "chrf",
    "chrfplusplus": "chrf++",
    "chrfpp": "chrf++",
    "cohenkappa": "kappa",
    "cohenskappa": "kappa",
    "crossentropy": "log_loss",
    "em": "exact_match",
    "f1macro": "macro_f1",
    "f1micro": "micro_f1",
    "f1weighted": "weighted_f1",
    "logloss": "log_loss",
    "macrorecall": "balanced_accuracy",
    "matthewscorrcoef": "mcc",
    "ppl": "perplexity",
    "rocauc": "auroc",
    "sacrebleu": "bleu",
    "sensitivity": "recall",
    "squadf1": "token_f1",
    "uar": "balanced_accuracy",
    "wordf1": "token_f1",
}

_FILE = pattern(r"(?s).*\.py(?::\w+)?")
_OF_CLASS = pattern(r"(?s)(?P<name>.+?)\[(?P<label>.+)\]")


def find(spec: str) -> Metric:
    """The metric that `spec` names.

    A name of the registry, in any case and with any of - _ or space ("BLEU", "rouge-l", "Macro F1"), or a usual other
    name ("ppl"); a name with a class ("recall[disease]"); a Python file, or a function in one ("mine.py:score").

    Raises UsageError, with the nearest name, where there is none; InputError for a file that cannot be used.
    """
    if _FILE.fullmatch(spec):
        return load(spec)()
    if spec in METRICS:
        return _made(spec)
    of_class = _OF_CLASS.fullmatch(spec)
    if of_class is not None:
        return _made(_registered(of_class["name"]), of_class["label"])
    return _made(_registered(spec))


def title_of(metric: Metric) -> Text:
    """The metric's short name for people; its own name where no catalogue has one."""
    key = f"{getattr(metric, 'catalogue', '')}.{metric.name}-title"
    return say(key) if has_sentence(key) else literal(metric.name)


def _registered(name: str) -> str:
    """The registry's spelling of `name`; raises UsageError where it has none."""
    if name in METRICS:
        return name
    known = {_plain(one): one for one in METRICS} | _ALIASES
    return known.get(_plain(name), name)


def _plain(name: str) -> str:
    """`name` without case, and without what separates its parts."""
    return re.sub(r"[-_\s.@]", "", name).casefold()


def _made(name: str, label: str | None = None) -> Metric:
    metric: type[Metric] = as_metric(name, METRICS[name])
    if label is None:
        return metric()
    if not metric.per_class:
        raise UsageError("overlap.not-per-class", name=name, label=label)
    return cast("Callable[..., Metric]", metric)(label=label)
