"""BLEU with the statistics of every example, beside sacreBLEU."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from sacrebleu.metrics import bleu as sacrebleu

from assay.core.columns import Column
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.base import Metric
from assay.metrics.generation.bleu import BLEU
from benchmarks.measure import Row, compare

PAIRS = 20_000
WORDS, CHARACTERS = 53, 60  # of a text; with its punctuation an English one has 60 tokens

Pairs = tuple[list[str], list[str]]


def run() -> list[Row]:
    """English by 13a and Chinese by zh, 20,000 pairs of 60 tokens each."""
    return [
        row(
            "BLEU, English, 13a", "en", english(PAIRS), BLEU, lambda: sacrebleu.BLEU(tokenize="13a", force=True), "20x"
        ),
        row("BLEU, Chinese, zh", "zh", chinese(PAIRS), BLEU, lambda: sacrebleu.BLEU(tokenize="zh", force=True), "26x"),
    ]


def row(
    job: str, language: str, pairs: Pairs, metric: Callable[[], Metric], peer: Callable[[], Any], target: str
) -> Row:
    """Both on the same pairs, the value and the statistics of every example; the values must be the same first."""
    said, gold = pairs
    task = Task("generation", literal("said by the benchmark"), text_language=language)
    source = Source(path="", format="values", why=literal("made by the benchmark"), rows=len(said))

    def ours() -> Measured:
        return metric().measure(Examples(source, Column(said), (Column(gold),)), task)

    def theirs() -> float:
        return float(peer().corpus_score(said, [gold]).score)

    assert abs(ours().point - theirs()) < 1e-9
    mine, other, ratio = compare(ours, theirs)
    job = f"{job}, {len(said):,} pairs, peak {peak(ours):.0f} MB"
    return Row(job=job, peer="sacreBLEU 2.6.0 corpus_score", ours_s=mine, peer_s=other, ratio=ratio, target=target)


def peak(work: Callable[[], object]) -> float:
    """The most memory, in MB, that the work holds beyond what there was."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def english(pairs: int, seed: int = 0) -> Pairs:
    """Predictions and references: words by Zipf's law, the frequent ones short, with commas, numbers and full stops."""
    words = _words(30_000, seed)
    return _pairs(_drawn(pairs, WORDS, words, seed), _sentence)


def chinese(pairs: int, seed: int = 0) -> Pairs:
    """Predictions and references: characters by Zipf's law, with punctuation."""
    characters = [chr(0x4E00 + place) for place in range(3500)]
    characters[3:3] = "，"
    characters[30:30] = "。"
    return _pairs(_drawn(pairs, CHARACTERS, characters, seed), "".join)


def _drawn(pairs: int, length: int, tokens: list[str], seed: int) -> Iterator[tuple[list[str], list[str]]]:
    """Predictions beside references: a fifth of the tokens are others, and an eighth are left out."""
    rng = np.random.default_rng(seed)
    weights = 1 / (np.arange(len(tokens)) + 2.7)
    lengths = np.maximum(3, rng.normal(length, length / 4, pairs).astype(int))
    gold, other = np.array(tokens, object)[rng.choice(len(tokens), (2, lengths.sum()), p=weights / weights.sum())]
    said = np.where(rng.random(len(gold)) < 0.2, other, gold)
    kept = rng.random(len(gold)) > 0.125
    for end, size in zip(np.cumsum(lengths).tolist(), lengths.tolist(), strict=True):
        own = slice(end - size, end)
        yield said[own][kept[own]].tolist(), gold[own].tolist()


def _pairs(drawn: Iterator[tuple[list[str], list[str]]], joined: Callable[[list[str]], str]) -> Pairs:
    texts = [(joined(said), joined(gold)) for said, gold in drawn]
    return [said for said, _ in texts], [gold for _, gold in texts]


def _sentence(words: list[str]) -> str:
    """The words with a capital, a comma after every eleventh, a number and a quotation, and a full stop."""
    words = [word + "," if place % 11 == 10 else word for place, word in enumerate(words)]
    words[17:18] = [f"{len(words)}.5"]
    words[29:30] = [f'"{word}"' for word in words[29:30]]
    return " ".join(words).capitalize() + "."


def _words(n: int, seed: int) -> list[str]:
    """Distinct made-up words, from about 2 letters for the most frequent to about 10 for the rarest."""
    draw = random.Random(seed)
    words: dict[str, None] = {}
    while len(words) < n:
        length = max(1, round(draw.gauss(2 + 2.2 * (len(words) / n * 40) ** 0.35, 1.2)))
        words["".join(draw.choices("etaoinshrdlucmfwypvbgkjqxz", _LETTERS, k=length))] = None
    return list(words)


_LETTERS = [round(127 / (place + 9) ** 0.5) for place in range(26)]
