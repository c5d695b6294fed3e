"""Evidence made by hand: a policy sees estimates, never examples."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np

from assay.core.comparison import Comparison
from assay.core.difference import Baseline, Difference
from assay.core.errors import UsageError
from assay.core.estimate import Estimate
from assay.core.examples import Source
from assay.core.messages import literal
from assay.core.pairing import Pairing
from assay.core.task import Family, Task
from assay.policy.nodes import Node
from assay.policy.policy import Policy
from assay.policy.reading import policy_of
from assay.policy.yaml_nodes import yaml_nodes
from assay.stats.paired import mcnemar_mid_p, tango
from assay.stats.proportions import mid_p

NAMES = (
    "accuracy", "bits_per_byte", "bleu", "chrf", "f1", "length_ratio", "macro_f1", "mcc", "perplexity", "precision",
    "recall", "rouge2", "rougeL", "specificity", "ter", "unparsed_rate",
)  # fmt: skip
SICK = Task("classification", literal("said"), labels=("healthy", "disease"), positive="disease")
COLOURS = Task("classification", literal("said"), labels=("red", "green", "blue"))
TEXTS = Task("generation", literal("said"))


@dataclass(frozen=True)
class Known:
    name: str


def find(spec: str) -> Known:
    """The metrics of these tests; one alias, one Python file, and a near miss, as the real ones have."""
    if spec == "mine.py:polite":
        return Known("polite")
    name = spec.partition("[")[0]
    name = {"sensitivity": "recall"}.get(name, name)
    if name in NAMES:
        return Known(name)
    near = get_close_matches(name, NAMES, n=1)
    if near:
        raise UsageError("core.unknown-metric-near", name=name, near=near[0])
    raise UsageError("core.unknown-metric", name=name, known=NAMES)


def policy(text: str) -> Policy:
    return read(yaml_nodes(text, "ship.yaml"))


def read(root: Node) -> Policy:
    return policy_of(root, "ship.yaml", "ship", find)


def rate(metric: str, successes: int, trials: int, label: str | None = None) -> Estimate:
    low, high = mid_p(successes, trials, 0.95)
    return Estimate(metric, successes / trials, low, high, trials, "mid-P", label=label)


def number(metric: str, value: float, low: float, high: float, **rest: object) -> Estimate:
    return replace(Estimate(metric, value, low, high, 100, "jackknife"), **rest)  # type: ignore[arg-type]


def task(family: Family) -> Task:
    return Task(family, literal("said"))


def majority(fixed: int, broken: int, right: int, n: int, label: str = "1") -> Baseline:
    """The baseline that always says `label` and is right `right` times of `n`."""
    low, high = tango(fixed, broken, n, 0.95)
    p = mcnemar_mid_p(fixed, broken)
    value = (fixed - broken) / n
    better = low > 0 and p <= 0.05
    difference = Difference(
        "accuracy", right / n + value, right / n, value, low, high, p, "Tango", better, fixed, broken
    )
    return Baseline("majority", label, {}, difference)


def answers(fixed: int, broken: int, right: int, n: int, metric: str = "accuracy") -> Difference:
    """Of a base that is right `right` times of `n`."""
    return replace(_of(majority(fixed, broken, right, n)), metric=metric)


def gained(metric: str, base: float, low: float, high: float, p: float, **rest: object) -> Difference:
    """A difference in the middle of its interval."""
    value = (low + high) / 2
    found = Difference(metric, base + value, base, value, low, high, p, "paired jackknife", low > 0 and p <= 0.05)
    return replace(found, **rest)  # type: ignore[arg-type]


def beside(*differences: Difference, n: int = 200, path: str = "runs/old.jsonl", **rest: object) -> Comparison:
    """A comparison on `n` examples, of which the first difference decides."""
    source = Source(path, "jsonl", literal("It ends so."), n)
    pairing = Pairing(np.arange(n), np.arange(n), literal("Paired by id."))
    found = Comparison(source, pairing, "accuracy", {one.metric: one for one in differences}, literal("So it is."))
    return replace(found, **rest)  # type: ignore[arg-type]


def _of(baseline: Baseline) -> Difference:
    assert baseline.difference is not None
    return baseline.difference
