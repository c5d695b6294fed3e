"""Evidence made by hand: a policy sees estimates, never examples."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches

from assay.core.comparison import Baseline, Difference
from assay.core.errors import UsageError
from assay.core.estimate import Estimate
from assay.core.messages import literal
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
