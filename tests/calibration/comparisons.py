"""Is a candidate called better than a base that is just as good? And does a clearly better one get the credit?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from assay.core.difference import Difference
from assay.core.report import Report
from assay.core.verdict import Outcome
from tests.calibration.bars import covers, is_strong, seldom
from tests.calibration.texts import drifted, sentences
from tests.calibration.worlds import Column, World

SIZES = (15, 50, 200, 1000)
BASE = "base "  # what the base's columns are called, before the candidate's name

PLANNED = {
    "a gain of 0.10, 20 % change": (0.10, 0.2, 155),
    "a gain of 0.05, 10 % change": (0.05, 0.1, 312),
    "a gain of 0.05, 20 % change": (0.05, 0.2, 626),
    "a gain of 0.03, 20 % change": (0.03, 0.2, 1742),
    "a gain of 0.02, 10 % change": (0.02, 0.1, 1960),
}
"""The gain in accuracy, the share of examples that differ, and how many are then enough for a power of 80 %."""


@dataclass(frozen=True)
class Compared:
    """Of `replications` samples of n: how often the interval held the true difference, which is none, how often the
    candidate passed as better all the same, how often a clearly better one did, and how often a clearly worse failed.
    """

    world: str
    metric: str
    n: int
    replications: int
    covered: int
    shipped: int
    good: int
    bad: int

    @property
    def holds(self) -> bool:
        """Whether coverage may truly be 93 %, false ship 5 %, and both powers, where they are promised, 80 %."""
        promised = self.n >= SIZES[-1] or self.world in PLANNED
        strong = not promised or is_strong(min(self.good, self.bad), self.replications)
        return strong and covers(self.covered, self.replications) and seldom(self.shipped, self.replications)


def compared(name: str, n: int, replications: int) -> list[Compared]:
    """Every metric of one pair of populations at one size, under the default policy."""
    equal, apart = pair(name, equal=True), pair(name, equal=False)
    none, better, worse = (
        [against_base(one, n, first + seed) for seed in range(replications)]
        for one, first in ((equal, 0), (apart, 1000), (turned(apart), 2000))
    )
    return [
        Compared(
            name,
            metric,
            n,
            replications,
            covered=sum(_holds_none(report.comparisons[0].differences[metric]) for report in none),
            shipped=sum(_outcome(report, metric) is Outcome.PASS for report in none),
            good=sum(_outcome(report, metric) is Outcome.PASS for report in better),
            bad=sum(_outcome(report, metric) is Outcome.FAIL for report in worse),
        )
        for metric in apart.metrics
    ]


def against_base(where: World, n: int, seed: int, policy: str | None = None, metrics: tuple[str, ...] = ()) -> Report:
    """What Assay says of one sample of a pair."""
    drawn = where.sample(n, seed)
    candidate = {name: values for name, values in drawn.items() if not name.startswith(BASE)}
    base = {name: drawn.get(BASE + name, values) for name, values in candidate.items()}
    return where.report(candidate, policy, metrics, base=base)


@cache
def pair(name: str, equal: bool) -> World:
    """Outputs of two models on the same references, the candidate's clearly better where they are not `equal`."""
    made = _MAKERS[name](equal)
    return even(made) if equal else made


def even(where: World) -> World:
    """Every example twice, with the two outputs exchanged: both models have the same value in every metric."""
    other = turned(where).columns
    columns = {name: np.concatenate([column, other[name]]) for name, column in where.columns.items()}
    return replace(where, columns=columns)


def turned(where: World) -> World:
    """The candidate as the base, and the base as the candidate."""
    sides = {name: _other(name) for name in where.columns if _other(name) in where.columns}
    return replace(where, columns={name: where.columns[sides.get(name, name)] for name in where.columns})


def right_and_wrong(gain: float, changed: float) -> World:
    """Labels of two models of which the base is right in 80 %, and the candidate in exactly `gain` more; a share of
    `changed` of the examples differs between them.
    """
    n = 20_000
    won, lost = round(n * (changed + gain) / 2), round(n * (changed - gain) / 2)
    base, candidate = (np.arange(n) < round(0.8 * n) for _ in range(2))
    candidate[:lost] = False
    candidate[n - won :] = True
    truth = np.random.default_rng(25).random(n) < 0.5
    columns = {
        "prediction": _words(np.where(candidate, truth, ~truth)),
        BASE + "prediction": _words(np.where(base, truth, ~truth)),
        "reference": _words(truth),
    }
    options = {"task": "classification", "labels": ("no", "yes")}
    return World("right and wrong", columns, ("accuracy",), options)


def _outcome(report: Report, metric: str) -> Outcome:
    """What the default policy's gate says where it is about this metric, else what the difference itself does."""
    for gate in report.judgement.gates:
        if gate.about == "base" and gate.metric == metric:
            return gate.outcome
    found = report.comparisons[0].differences[metric]
    if found.better:
        return Outcome.PASS
    return Outcome.FAIL if found.gain is not None and found.gain[1] < 0 else Outcome.INCONCLUSIVE


def _holds_none(found: Difference) -> bool:
    """Whether no difference lies within the interval; without one everything does."""
    return found.low is None or found.high is None or found.low <= 0 <= found.high


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
    columns = {
        "prediction": _words(candidate > 0.5),
        BASE + "prediction": _words(base > 0.5),
        "prob_yes": candidate.astype(object),
        BASE + "prob_yes": base.astype(object),
        "reference": _words(positive),
    }
    metrics = ("accuracy", "recall", "specificity", "f1", "macro_f1", "mcc", "auroc", "log_loss", "brier")
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


def _sets(equal: bool) -> World:
    """Sets of up to four labels, each found or missed, and a few that are not there."""
    draw, names = np.random.default_rng(26), ("art", "law", "sea", "war")
    truth = draw.random((10_000, 4)) < (0.6, 0.4, 0.3, 0.2)
    truth[~truth.any(axis=1), 0] = True
    hard = draw.normal(0, 1, (10_000, 1))
    wrong = [hard + draw.normal(0, 1, (10_000, 4)) > cut for cut in (1.8, 1.8 if equal else 1.5)]
    columns = {
        "prediction": _listed(truth ^ wrong[0], names),
        BASE + "prediction": _listed(truth ^ wrong[1], names),
        "reference": _listed(truth, names),
    }
    metrics = ("subset_accuracy", "micro_f1", "macro_f1", "hamming_loss")
    return World("label sets", columns, metrics, {"task": "classification", "labels": names})


def documents(equal: bool, worse: float = 1.03) -> World:
    """Log-likelihoods of two models on the same documents; where they are not `equal`, the base's are `worse` times
    the candidate's but for chance.
    """
    draw = np.random.default_rng(24)
    tokens = np.maximum(2, np.round(np.exp(draw.normal(5, 1, 10_000))))
    hard = draw.normal(1.2, 0.1, 10_000)
    candidate, base = (tokens * np.exp(hard + draw.normal(0, 0.08, 10_000)) for _ in range(2))
    columns = {
        "nll": candidate.astype(object),
        BASE + "nll": (base * (1.0 if equal else worse)).astype(object),
        "tokens": tokens.astype(object),
        "bytes": (4 * tokens).astype(object),
    }
    return World("documents", columns, ("perplexity", "bits_per_byte"), {"task": "lm"})


def _words(yes: NDArray[np.bool_]) -> Column:
    return np.array(["no", "yes"], dtype=object)[yes.astype(np.intp)]


def _listed(there: NDArray[np.bool_], names: tuple[str, ...]) -> Column:
    column = np.empty(len(there), dtype=object)
    column[:] = [[name for name, yes in zip(names, row, strict=True) if yes] for row in there.tolist()]
    return column


def _object(texts: list[str]) -> Column:
    column = np.empty(len(texts), dtype=object)
    column[:] = texts
    return column


def _as_planned(gain: float, changed: float, equal: bool) -> World:
    return right_and_wrong(0.0 if equal else gain, changed)


_MAKERS: dict[str, Callable[[bool], World]] = {
    "labels": _labels,
    "label sets": _sets,
    "texts": _texts,
    "documents": documents,
}
NAMES = tuple(_MAKERS)
_MAKERS.update({name: partial(_as_planned, gain, changed) for name, (gain, changed, _) in PLANNED.items()})
