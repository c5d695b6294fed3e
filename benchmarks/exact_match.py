"""Exact match and token F1 beside the official SQuAD functions."""

from __future__ import annotations

import random
import re
import string
from collections import Counter

from assay.core.columns import Column
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.task import Task
from assay.metrics import METRICS
from benchmarks.measure import Row, compare

PAIRS = 20_000


def run() -> list[Row]:
    """Both metrics of 20,000 answers of one to eight words."""
    said, gold = _answers()

    def ours() -> tuple[list[float], list[float]]:
        examples = Examples(Source("", "values", literal("made"), PAIRS), Column(said), (Column(gold),))
        task = Task("generation", literal("made"))
        matched, f1 = (METRICS[name]().measure(examples, task) for name in ("exact_match", "token_f1"))
        return matched.scores.expanded()[:, 0].tolist(), f1.scores.rows[:, 0].tolist()

    def peer() -> tuple[list[float], list[float]]:
        pairs = list(zip(said, gold, strict=True))
        return [float(exact_match_score(*pair)) for pair in pairs], [float(f1_score(*pair)) for pair in pairs]

    (our_matches, our_f1), (matches, f1) = ours(), peer()
    assert our_matches == matches
    assert max(abs(a - b) for a, b in zip(our_f1, f1, strict=True)) < 1e-9
    a, b, ratio = compare(ours, peer)
    job = f"exact match and token F1, {PAIRS:,} answers"
    return [Row(job=job, peer="official SQuAD functions", ours_s=a, peer_s=b, ratio=ratio, target="8x")]


def normalize_answer(text: str) -> str:
    """As in the official evaluation script of SQuAD 1.1, its four steps in turn."""
    exclude = set(string.punctuation)
    text = "".join(character for character in text.lower() if character not in exclude)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def f1_score(prediction: str, ground_truth: str) -> float:
    """As in the official evaluation script of SQuAD 1.1."""
    prediction_tokens = normalize_answer(prediction).split()
    ground_truth_tokens = normalize_answer(ground_truth).split()
    num_same = sum((Counter(prediction_tokens) & Counter(ground_truth_tokens)).values())
    if num_same == 0:
        return 0
    precision = 1.0 * num_same / len(prediction_tokens)
    recall = 1.0 * num_same / len(ground_truth_tokens)
    return (2 * precision * recall) / (precision + recall)


def exact_match_score(prediction: str, ground_truth: str) -> bool:
    """As in the official evaluation script of SQuAD 1.1."""
    return normalize_answer(prediction) == normalize_answer(ground_truth)


def _answers() -> tuple[list[str], list[str]]:
    draw = random.Random(4)
    words = [f"word{i}" for i in range(3000)]

    def answer() -> str:
        article = draw.choice(["", "", "the ", "A "])
        return f"{article}{' '.join(draw.choices(words, k=draw.randint(1, 8)))}{draw.choice(['', '', '.', '!'])}"

    gold = [answer() for _ in range(PAIRS)]
    return [text.title() if draw.random() < 0.5 else answer() for text in gold], gold
