"""The whole job in one process, numbers and intervals: Assay beside the peers and their own resampling."""

from __future__ import annotations

import random

import numpy as np
import sacrebleu
from rouge_score import rouge_scorer, scoring
from sklearn.metrics import f1_score

import assay
from assay.core.columns import Column
from assay.core.estimate import Confidence, Estimate
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.scores import Units
from assay.core.task import Task
from assay.intervals import INTERVALS
from assay.metrics.classification.f1 import F1
from assay.stats.proportions import mid_p
from benchmarks.measure import Row, compare

PAIRS = 4000
CALLS = 20  # timed together


def run() -> list[Row]:
    """BLEU and ROUGE of 4,000 pairs with intervals; the interval of F1; 200 rows warm."""
    return [_generation(), _f1(), _warm()]


def _generation() -> Row:
    said, gold = _pairs()

    def ours() -> float | None:
        names = ["bleu", "rouge1", "rouge2", "rougeL"]
        return assay.evaluate(said, references=gold, task="generation", metrics=names).estimates["bleu"].value

    def peer() -> float:
        scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"])
        aggregator = scoring.BootstrapAggregator(n_samples=1000)
        for hypothesis, reference in zip(said, gold, strict=True):
            aggregator.add_scores(scorer.score(reference, hypothesis))
        aggregator.aggregate()
        return float(sacrebleu.BLEU().corpus_score(said, [gold], n_bootstrap=1000).score)

    mine, theirs = ours(), peer()
    assert mine is not None
    assert abs(mine - theirs) < 1e-9
    a, b, ratio = compare(ours, peer)
    job = f"BLEU, ROUGE-1/2/L of {PAIRS:,} pairs with intervals"
    return Row(job=job, peer="sacreBLEU + rouge-score, 1,000 resamples", ours_s=a, peer_s=b, ratio=ratio, target="25x")


def _f1() -> Row:
    rng = np.random.default_rng(0)
    gold = rng.integers(0, 2, 1000)
    said = np.where(rng.random(1000) < 0.85, gold, 1 - gold)
    task = Task("classification", literal("drawn"), labels=("0", "1"), positive="1")

    def ours() -> Estimate:
        mid_p.cache_clear()  # nothing that an earlier round worked out is there for the next
        sides = (Column(list(map(str, side.tolist()))) for side in (said, gold))
        examples = Examples(Source("", "values", literal("drawn"), 1000), next(sides), (next(sides),))
        measured = F1().measure(examples, task)
        return INTERVALS[measured.interval](measured, Units(1000), Confidence())

    def peer() -> float:
        # What lm-evaluation-harness does for the standard error of F1: 1,000 resamples of the rows, each scored anew.
        draws = (rng.integers(0, 1000, 1000) for _ in range(1000))
        return float(np.std([f1_score(gold[index], said[index]) for index in draws]))

    value = ours().value
    assert value is not None
    assert abs(value - f1_score(gold, said)) < 1e-9

    # One call is over before the processor is back at its pace.
    a, b, ratio = compare(lambda: [ours() for _ in range(CALLS)], peer)
    return Row(
        job="F1 with its interval, 1,000 rows (a call)",
        peer="naive bootstrap, 1,000",
        ours_s=a / CALLS,
        peer_s=b,
        ratio=ratio * CALLS,
        target="900x",
    )


def _warm() -> Row:
    rng = np.random.default_rng(0)
    gold = [str(label) for label in rng.integers(0, 2, 200)]
    said = [label if rng.random() < 0.85 else "0" for label in gold]

    def ours() -> object:
        return [assay.evaluate(said, references=gold) for _ in range(CALLS)]

    def peer() -> object:
        return [f1_score(gold, said, pos_label="1") for _ in range(CALLS)]

    ours()
    a, b, ratio = compare(ours, peer)
    return Row(
        job="assay.evaluate, 200 rows, warm (a call)",
        peer="one f1_score of scikit-learn",
        ours_s=a / CALLS,
        peer_s=b / CALLS,
        ratio=ratio,
        target="<5 ms",
    )


def _pairs() -> tuple[list[str], list[str]]:
    draw = random.Random(3)
    words = [f"word{i}" for i in range(5000)]
    gold = [draw.choices(words, k=draw.randint(20, 60)) for _ in range(PAIRS)]
    said = [[word if draw.random() < 0.7 else draw.choice(words) for word in text] for text in gold]
    return [" ".join(text) for text in said], [" ".join(text) for text in gold]
