"""Is a candidate called better than a base that is just as good? And does a clearly better one get the credit?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from assay.core.comparison import Difference
from assay.core.estimate import Confidence
from assay.core.scores import Units
from assay.intervals.paired import difference
from assay.stats.proportions import clopper_pearson
from tests.calibration.coverage import LEAST_COVERED, MOST_SHIPPED, SURE
from tests.calibration.gates import LEAST_POWER
from tests.calibration.texts import drifted, sentences
from tests.calibration.worlds import Column, World

SIZES = (50, 200, 1000)
BASE = "base "  # what the base's columns are called, before the candidate's name


@dataclass(frozen=True)
class Compared:
    """Of `replications` samples of n: how often the interval held the true difference, which is none, how often the
    candidate was called better all the same, and how often a clearly better candidate was called so.
    """

    world: str
    metric: str
    n: int
    replications: int
    covered: int
    shipped: int
    power: int

    @property
    def holds(self) -> bool:
        """Whether coverage may truly be 93 %, false ship 5 %, and the power at the largest size 80 %."""
        covered, power = (clopper_pearson(k, self.replications, SURE)[1] for k in (self.covered, self.power))
        shipped = clopper_pearson(self.shipped, self.replications, SURE)[0]
        strong = self.n < SIZES[-1] or power >= LEAST_POWER
        return covered >= LEAST_COVERED and shipped <= MOST_SHIPPED and strong


def compared(name: str, n: int, replications: int) -> list[Compared]:
    """Every metric of one pair of populations at one size."""
    equal, better = pair(name, equal=True), pair(name, equal=False)
    none, some = ([_differences(one, n, seed) for seed in range(replications)] for one in (equal, better))
    return [
        Compared(
            name,
            metric,
            n,
            replications,
            covered=sum(found[metric].low is None or _holds_none(found[metric]) for found in none),
            shipped=sum(found[metric].better for found in none),
            power=sum(found[metric].better for found in some),
        )
        for metric in equal.metrics
    ]


@cache
def pair(name: str, equal: bool) -> World:
    """Outputs of two models on the same references. Where they are `equal`, every example is there twice, with the two
    outputs exchanged, so that the populations have the same value in every metric.
    """
    made = _MAKERS[name](equal)
    if not equal:
        return made
    sides = {name: _other(name) for name in made.columns if _other(name) in made.columns}
    columns = {
        name: np.concatenate([column, made.columns[sides.get(name, name)]]) for name, column in made.columns.items()
    }
    return World(made.name, columns, made.metrics, made.options)


def _holds_none(found: Difference) -> bool:
    return found.low is not None and found.high is not None and found.low <= 0 <= found.high


def _differences(where: World, n: int, seed: int) -> dict[str, Difference]:
    """The difference in each metric on one sample."""
    drawn = where.sample(n, seed)
    candidate = where.report({name: values for name, values in drawn.items() if not name.startswith(BASE)})
    base = where.report({name: drawn.get(BASE + name, values) for name, values in _own(drawn).items()})
    pairs = zip(candidate.measured, base.measured, strict=True)
    return {new.name: difference(new, old, Units(n), Confidence()) for new, old in pairs}


def _own(columns: dict[str, object]) -> dict[str, object]:
    return {name: values for name, values in columns.items() if not name.startswith(BASE)}


def _other(name: str) -> str:
    return name.removeprefix(BASE) if name.startswith(BASE) else BASE + name


def _labels(equal: bool) -> World:
    """Two classes; both models see the same evidence in part, and the weaker one less of it."""
    draw = np.random.default_rng(20)
    positive = draw.random(10_000) < 0.4
    shared, own, others = draw.standard_normal((3, 10_000))
    apart = 2**0.5 * NormalDist().inv_cdf(0.9)
    candidate = _chance(positive, (shared + own) / 2**0.5, apart)
    base = _chance(positive, (shared + others) / 2**0.5, apart if equal else 0.7 * apart)
    words = np.array(["no", "yes"], dtype=object)
    columns = {
        "prediction": words[(candidate > 0.5).astype(int)],
        BASE + "prediction": words[(base > 0.5).astype(int)],
        "prob_yes": candidate.astype(object),
        BASE + "prob_yes": base.astype(object),
        "reference": words[positive.astype(int)],
    }
    metrics = ("accuracy", "recall", "f1", "macro_f1", "mcc", "auroc", "log_loss", "brier")
    options = {"task": "classification", "labels": ("no", "yes"), "positive": "yes", "probability": "prob_yes"}
    return World("labels", columns, metrics, options)


def _chance(positive: NDArray[np.bool_], noise: NDArray[np.float64], apart: float) -> NDArray[np.float64]:
    evidence = apart * (noise + apart * positive) - apart**2 / 2
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-evidence - np.log(0.4 / 0.6)))
    return chance


def _texts(equal: bool) -> World:
    references = sentences(1500, seed=21)
    columns = {
        "prediction": _object(drifted(references, 0.7, 0.0, seed=22)),
        BASE + "prediction": _object(drifted(references, 0.7 if equal else 0.6, 0.0, seed=23)),
        "reference": _object(references),
    }
    return World("texts", columns, ("bleu", "chrf", "rougeL", "token_f1"), {"task": "generation"})


def _documents(equal: bool) -> World:
    draw = np.random.default_rng(24)
    tokens = np.maximum(2, np.round(np.exp(draw.normal(5, 1, 10_000))))
    hard = draw.normal(1.2, 0.1, 10_000)
    candidate, base = (tokens * np.exp(hard + draw.normal(0, 0.08, 10_000)) for _ in range(2))
    columns = {
        "nll": candidate.astype(object),
        BASE + "nll": (base * (1.0 if equal else 1.03)).astype(object),
        "tokens": tokens.astype(object),
        "bytes": (4 * tokens).astype(object),
    }
    return World("documents", columns, ("perplexity", "bits_per_byte"), {"task": "lm"})


def _object(texts: list[str]) -> Column:
    column = np.empty(len(texts), dtype=object)
    column[:] = texts
    return column


_MAKERS: dict[str, Callable[[bool], World]] = {"labels": _labels, "texts": _texts, "documents": _documents}
NAMES = tuple(_MAKERS)
