"""Two systems and many on the same examples: the differences with their intervals, beside resampling."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from sacrebleu.metrics import bleu as sacrebleu
from sacrebleu.significance import PairedTest, Result
from sklearn.metrics import accuracy_score

import assay
from assay.core.columns import Column
from assay.core.difference import Difference
from assay.core.estimate import Confidence
from assay.core.examples import Examples, Source
from assay.core.leaderboard import Leaderboard
from assay.core.messages import literal
from assay.core.scores import Units
from assay.core.task import Task
from assay.intervals.paired import difference
from assay.metrics.generation.bleu import BLEU
from assay.readers.pairing import in_company
from benchmarks.bleu import english
from benchmarks.measure import Row, compare

PAIRS, MODELS, EXAMPLES, RESAMPLES = 4000, 20, 10_000, 1000


def run() -> list[Row]:
    """BLEU of two systems on 4,000 pairs; the accuracy of 20 models on 10,000 labels."""
    return [_two_systems(), _many_models()]


def _two_systems() -> Row:
    said, gold = english(PAIRS)
    other = _worse(said)
    task = Task("generation", literal("said by the benchmark"), text_language="en")
    source = Source(path="", format="values", why=literal("made by the benchmark"), rows=PAIRS)

    def ours() -> Difference:
        references = (Column(gold),)
        models = in_company([Examples(source, Column(one), references) for one in (said, other)])
        sides = (BLEU().measure(one, task) for one in models)
        return difference(next(sides), next(sides), Units(PAIRS), Confidence())

    def peer(resamples: int = RESAMPLES) -> list[float]:
        systems: list[tuple[str, Sequence[str]]] = [("base", other), ("candidate", said)]
        test = PairedTest(systems, {"BLEU": sacrebleu.BLEU()}, [gold], test_type="bs", n_samples=resamples, n_jobs=1)
        return [result.score for result in test()[1]["BLEU"] if isinstance(result, Result)]

    mine = ours()
    assert mine.base is not None
    assert mine.candidate is not None
    assert np.allclose([mine.base, mine.candidate], peer(resamples=2), rtol=0, atol=1e-9)
    a, b, ratio = compare(ours, peer, rounds=5)
    job = f"paired test of BLEU, two systems, {PAIRS:,} pairs"
    return Row(job=job, peer="sacreBLEU paired bootstrap, 1,000", ours_s=a, peer_s=b, ratio=ratio, target="30x")


def _many_models() -> Row:
    gold, models = _labels()

    def ours() -> Leaderboard:
        return assay.compare(models, references=gold, metrics=["accuracy"], by="accuracy")

    def peer() -> list[tuple[float, float]]:
        """Every pair's difference between the same resamples of whether each example is right."""
        rng = np.random.default_rng(0)
        right = np.array([np.array(gold) == np.array(model) for model in models])
        [accuracy_score(gold, model) for model in models]
        drawn = np.array([right[:, rng.integers(0, EXAMPLES, EXAMPLES)].mean(axis=1) for _ in range(RESAMPLES)])
        pairs = (np.percentile(drawn[:, i] - drawn[:, j], (2.5, 97.5)) for i, j in combinations(range(MODELS), 2))
        return [(float(low), float(high)) for low, high in pairs]

    for entry, model in zip(ours().entries, models, strict=True):
        assert abs((entry.estimates["accuracy"].value or 0.0) - accuracy_score(gold, model)) < 1e-9
    a, b, ratio = compare(ours, peer)
    job = f"assay.compare, {MODELS} models, {EXAMPLES:,} labels, ranks too"
    return Row(job=job, peer="scikit-learn + bootstrap of all pairs", ours_s=a, peer_s=b, ratio=ratio, target="")


def _worse(texts: Sequence[str], seed: int = 1) -> list[str]:
    """The same texts with a twentieth of their words left out."""
    draw = random.Random(seed)
    return [" ".join(word for word in text.split(" ") if draw.random() > 0.05) for text in texts]


def _labels() -> tuple[list[str], list[list[str]]]:
    """References of five kinds, and models that are right from 80 to 84 % of the time, the harder examples together."""
    rng = np.random.default_rng(0)
    kinds = np.array(list("abcde"), object)
    gold, hard = rng.integers(0, 5, EXAMPLES), rng.random(EXAMPLES)
    models = []
    for place in range(MODELS):
        right = 0.5 * hard + 0.5 * rng.random(EXAMPLES) < np.quantile(0.5 * hard + 0.5 * rng.random(EXAMPLES), 0.8)
        right |= rng.random(EXAMPLES) < 0.01 * place
        models.append(kinds[np.where(right, gold, (gold + 1) % 5)].tolist())
    return kinds[gold].tolist(), models
