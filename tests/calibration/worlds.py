"""Worlds whose truth is known: a whole population of examples, from which samples are drawn with replacement.

The truth of a metric is its value on the whole population, so that it is exact for every metric there is. That the
values themselves are right is for the differential tests to show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

import assay
from assay.core.report import Report
from tests.calibration.texts import drifted, sentences

Column = NDArray[np.object_]
Options = Mapping[str, object]

PER_CLUSTER = 4  # examples, on average


@dataclass(frozen=True, eq=False)
class World:
    """`columns` (N,) of a population, the `metrics` tried on it, and how `assay.evaluate` is to be called.

    `groups` (N,) are codes of clusters, which are then drawn whole. `sizes` are the numbers of examples in a sample,
    `share` how many of the usual replications it gets, for metrics that take long.
    """

    name: str
    columns: Mapping[str, Column]
    metrics: tuple[str, ...]
    options: Options
    groups: NDArray[np.intp] | None = None
    sizes: tuple[int, ...] = (15, 50, 200, 1000)
    share: float = 1.0

    def report(
        self, columns: object, policy: str | None = None, metrics: tuple[str, ...] = (), **beside: object
    ) -> Report:
        """What Assay says of these columns; `beside` is what they are compared with."""
        cluster = None if self.groups is None else "group"
        options: dict[str, object] = {"metrics": metrics or self.metrics, "cluster": cluster, "policy": policy}
        evaluate: Callable[..., Report] = assay.evaluate
        return evaluate(columns, **{**options, **self.options}, **beside)

    @cached_property
    def truth(self) -> Mapping[str, float]:
        """The value of every metric on the whole population."""
        everything: dict[str, object] = {name: column.tolist() for name, column in self.columns.items()}
        if self.groups is not None:
            everything["group"] = [str(group) for group in self.groups]
        found = {one.name: one.point for one in self.report(everything).measured}
        return {metric: found[metric] for metric in self.metrics}

    def sample(self, n: int, seed: int) -> dict[str, object]:
        """The columns of about n examples, drawn with replacement: single ones, or whole clusters under new names."""
        draw = np.random.default_rng([seed, n])
        if self.groups is None:
            rows = draw.integers(0, len(next(iter(self.columns.values()))), n)
            return {name: column[rows].tolist() for name, column in self.columns.items()}
        picked = draw.integers(0, len(self._members), max(1, n // PER_CLUSTER))
        rows = np.concatenate([self._members[group] for group in picked])
        names = np.repeat(np.arange(len(picked)), [len(self._members[group]) for group in picked])
        columns: dict[str, object] = {name: column[rows].tolist() for name, column in self.columns.items()}
        return {**columns, "group": [str(name) for name in names]}

    @cached_property
    def _members(self) -> list[NDArray[np.intp]]:
        assert self.groups is not None
        order = np.argsort(self.groups, kind="stable")
        return np.split(order, np.flatnonzero(np.diff(self.groups[order])) + 1)


COUNTED = ("accuracy", "precision", "recall", "specificity", "f1")
MATRIX = ("macro_f1", "balanced_accuracy", "macro_precision", "weighted_f1", "mcc", "kappa")
GRADED = ("auroc", "log_loss", "brier")
OVERLAP = ("bleu", "chrf", "rouge1", "rougeL", "token_f1", "exact_match", "length_ratio")


def _binary(name: str, prevalence: float, area: float, sharpened: float = 1.0, n: int = 20_000) -> World:
    """Two classes with normal scores that stand `area` apart; probabilities are right where `sharpened` is 1."""
    draw = np.random.default_rng(1)
    positive = draw.random(n) < prevalence
    apart = 2**0.5 * NormalDist().inv_cdf(area)
    evidence = apart * (draw.standard_normal(n) + apart * positive) - apart**2 / 2
    probability = 1 / (1 + np.exp(-sharpened * (evidence + np.log(prevalence / (1 - prevalence)))))
    columns = {
        "prediction": _words(probability > 0.5, ("no", "yes")),
        "reference": _words(positive, ("no", "yes")),
        "prob": probability.astype(object),
    }
    return World(name, columns, (*COUNTED, *MATRIX, *GRADED), _labels(("no", "yes"), "yes", probability="prob"))


def _several(name: str, prior: tuple[float, ...], accuracy: float, sizes: tuple[int, ...]) -> World:
    """Several classes; errors go evenly to the others, and 2 in 100 outputs name no class."""
    draw = np.random.default_rng(2)
    names = tuple("abcdefghij"[: len(prior)])
    gold = draw.choice(len(prior), 20_000, p=prior)
    said = np.where(draw.random(20_000) < accuracy, gold, (gold + draw.integers(1, len(prior), 20_000)) % len(prior))
    said[draw.random(20_000) < 0.02] = len(prior)
    columns = {"prediction": _words(said, (*names, "it depends")), "reference": _words(gold, names)}
    return World(name, columns, ("accuracy", *MATRIX), _labels(names), sizes=sizes)


def _graded_classes() -> World:
    """Three classes with a probability each."""
    draw = np.random.default_rng(3)
    gold = draw.choice(3, 20_000, p=(0.5, 0.3, 0.2))
    evidence = draw.gumbel(size=(20_000, 3)) + 2.0 * np.eye(3)[gold]
    chance = np.exp(evidence) / np.exp(evidence).sum(axis=1, keepdims=True)
    columns = {
        "prediction": _words(chance.argmax(axis=1), ("a", "b", "c")),
        "reference": _words(gold, ("a", "b", "c")),
        **{f"prob_{label}": chance[:, code].astype(object) for code, label in enumerate("abc")},
    }
    return World("three classes with probabilities", columns, GRADED, _labels(("a", "b", "c")))


def _of(name: str, inner: World, metrics: tuple[str, ...], sizes: tuple[int, ...], share: float = 1.0) -> World:
    """Other metrics of another world's examples."""
    return World(name, inner.columns, metrics, inner.options, None, sizes, share)


def _clustered(name: str, alike: float, accuracy: float) -> World:
    """Two classes in clusters of about four, correct or not by a latent normal that clusters share."""
    draw = np.random.default_rng(4)
    sizes = 1 + draw.poisson(PER_CLUSTER - 1, 6000)
    groups = np.repeat(np.arange(6000), sizes)
    n = len(groups)
    luck = alike**0.5 * draw.standard_normal(6000)[groups] + (1 - alike) ** 0.5 * draw.standard_normal(n)
    right = luck < NormalDist().inv_cdf(accuracy)
    gold = draw.random(n) < 0.4
    said = np.where(right, gold, ~gold)
    probability = 1 / (1 + np.exp(np.where(said, -1.0, 1.0) + draw.standard_normal(n)))
    columns = {
        "prediction": _words(said, ("no", "yes")),
        "reference": _words(gold, ("no", "yes")),
        "prob_yes": probability.astype(object),
    }
    metrics = ("accuracy", "recall", "f1", "macro_f1", "balanced_accuracy", "mcc", "auroc")
    return World(name, columns, metrics, _labels(("no", "yes"), "yes", probability="prob_yes"), groups)


def _texts(name: str, kept: float, empty: float = 0.0, metrics: tuple[str, ...] = OVERLAP, share: float = 0.6) -> World:
    """Sentences of made-up words; each word of the reference is kept or not."""
    references = sentences(3000, seed=5)
    columns = {"prediction": _object(drifted(references, kept, empty, seed=6)), "reference": _object(references)}
    return World(name, columns, metrics, {"task": "generation"}, share=share)


def _clustered_texts() -> World:
    """Sentences by the document they are of."""
    references = sentences(3000, seed=7)
    groups = np.repeat(np.arange(750), 4)
    columns = {
        "prediction": _object(drifted(references, 0.7, 0.0, seed=8, groups=groups)),
        "reference": _object(references),
    }
    return World("texts of documents", columns, ("bleu", "rougeL"), {"task": "generation"}, groups, share=0.6)


def _documents() -> World:
    """Log-likelihoods of documents whose lengths differ by a factor of ten and more; longer ones are easier."""
    draw = np.random.default_rng(9)
    tokens = np.maximum(2, np.round(np.exp(draw.normal(5, 1, 20_000))))
    nll = tokens * np.exp(draw.normal(1.2 - 0.05 * (np.log(tokens) - 5), 0.15, 20_000))
    bytes_ = np.round(tokens * draw.uniform(3.2, 4.4, 20_000))
    columns = {"nll": nll.astype(object), "tokens": tokens.astype(object), "bytes": bytes_.astype(object)}
    return World("documents", columns, ("perplexity", "bits_per_byte"), {"task": "lm"})


def _users() -> World:
    """A user's own function of all texts together."""
    texts = _texts("", kept=0.75).columns
    options = {"task": "generation", "metrics": (str(Path(__file__).with_name("users_metric.py")),)}
    return World("a user's metric", texts, ("length_correlation",), options, None, (15, 50, 200), 0.25)


def _words(codes: NDArray[np.integer] | NDArray[np.bool_], names: tuple[str, ...]) -> Column:
    return np.array(names, dtype=object)[codes.astype(np.intp)]


def _object(texts: list[str]) -> Column:
    column = np.empty(len(texts), dtype=object)
    column[:] = texts
    return column


def _labels(labels: tuple[str, ...], positive: str | None = None, **options: object) -> Options:
    return {"task": "classification", "labels": labels, "positive": positive, **options}


_MAKERS: dict[str, Callable[[], World]] = {
    "two classes": lambda: _binary("two classes", prevalence=0.3, area=0.87),
    "two classes, well apart": lambda: _binary("two classes, well apart", prevalence=0.3, area=0.99),
    "a rare class": lambda: _binary("a rare class", prevalence=0.12, area=0.95),
    "too sure of itself": lambda: _binary("too sure of itself", prevalence=0.3, area=0.97, sharpened=2.0),
    "three classes": lambda: _several("three classes", (0.5, 0.3, 0.2), 0.8, (15, 50, 200, 1000)),
    "three classes, nearly right": lambda: _several(
        "three classes, nearly right", (0.5, 0.3, 0.2), 0.98, (15, 50, 200, 1000)
    ),
    "four classes, one in 3 %": lambda: _several(
        "four classes, one in 3 %", (0.4, 0.35, 0.22, 0.03), 0.8, (15, 50, 200, 1000)
    ),
    "ten classes": lambda: _several("ten classes", (0.1,) * 10, 0.85, (50, 200, 1000)),
    "three classes with probabilities": _graded_classes,
    "rankings": lambda: _of("rankings", _binary("", 0.3, 0.9, n=4000), ("average_precision",), (50, 200, 1000), 0.4),
    "miscalibrated": lambda: _of("miscalibrated", _binary("", 0.3, 0.9, 1.8), ("ece_debiased",), (200, 1000)),
    "clusters, somewhat alike": lambda: _clustered("clusters, somewhat alike", 0.3, 0.82),
    "clusters, much alike": lambda: _clustered("clusters, much alike", 0.7, 0.82),
    "texts": lambda: _texts("texts", kept=0.75),
    "texts, poor": lambda: _texts("texts, poor", kept=0.35),
    "texts, nearly right, 2 % empty": lambda: _texts("texts, nearly right, 2 % empty", kept=0.98, empty=0.02),
    "texts by edits": lambda: _texts("texts by edits", kept=0.75, metrics=("ter",), share=0.4),
    "texts by edits, nearly right": lambda: _texts(
        "texts by edits, nearly right", kept=0.98, empty=0.02, metrics=("ter",), share=0.4
    ),
    "texts of documents": _clustered_texts,
    "documents": _documents,
    "a user's metric": _users,
}
NAMES = tuple(_MAKERS)


@cache
def world(name: str) -> World:
    """The world of this name, made once."""
    return _MAKERS[name]()
