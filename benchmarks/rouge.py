"""ROUGE beside rouge-score: English with and without stemming, and Chinese over characters."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import Tokenizer

from assay.core.columns import Column
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.task import Task
from assay.metrics import METRICS
from benchmarks.measure import Row, compare

KINDS = ("rouge1", "rouge2", "rougeL", "rougeLsum")
CHECKED = 2000  # pairs on which the results must be equal to the last bit


class Characters(Tokenizer):  # type: ignore[misc]  # the library has no types
    """What rouge-score is told to take for Chinese."""

    def tokenize(self, text: str) -> list[str]:
        """Every character but white space."""
        return [character for character in text if not character.isspace()]


def run() -> list[Row]:
    """ROUGE-1/2/L/Lsum of 800 and of 20,000 pairs."""
    few, many = _summaries(800), _summaries(20_000)
    return [
        _row("800 English pairs", few, "", RougeScorer(KINDS), "24x"),
        _row("20,000 English pairs", many, "", RougeScorer(KINDS), "36x"),
        _row("20,000 English pairs, stems", many, "_stem", RougeScorer(KINDS, use_stemmer=True), "50x"),
        _row("5,000 Chinese pairs, characters", _chinese(5000), "", RougeScorer(KINDS, tokenizer=Characters()), "43x"),
    ]


def _row(job: str, pairs: tuple[list[str], list[str]], suffix: str, scorer: RougeScorer, target: str) -> Row:
    language = "zh" if "Chinese" in job else "en"

    def ours(n: int | None = None) -> list[list[float]]:
        said, gold = (texts[:n] for texts in pairs)
        examples = Examples(Source("", "values", literal("made"), len(said)), Column(said), (Column(gold),))
        task = Task("generation", literal("made"), text_language=language)
        measured = [METRICS[f"{kind}{suffix}"]().measure(examples, task) for kind in KINDS]
        return [one.scores.rows[:, 0].tolist() for one in measured]

    def peer(n: int | None = None) -> list[list[float]]:
        said, gold = (texts[:n] for texts in pairs)
        scores = [scorer.score(reference, prediction) for prediction, reference in zip(said, gold, strict=True)]
        return [[score[kind].fmeasure for score in scores] for kind in KINDS]

    assert ours(CHECKED) == peer(CHECKED), "the work must be the same"
    a, b, ratio = compare(ours, peer)
    return Row(job=f"ROUGE-1/2/L/Lsum, {job}", peer="rouge-score", ours_s=a, peer_s=b, ratio=ratio, target=target)


def _summaries(n: int) -> tuple[list[str], list[str]]:
    """Three sentences of 20 words of which two thirds are right, a sentence a line."""
    draw = random.Random(1)
    endings = ("", "s", "ed", "ing", "ly", "ness", "ation", "ational")
    words = [f"{stem}{draw.choice(endings)}" for stem in _made_words(draw, 6000, "bcdfglmnprst", "aeiou")]
    return _pairs(draw, n, lambda: draw.choice(words), " ")


def _chinese(n: int) -> tuple[list[str], list[str]]:
    draw = random.Random(2)
    return _pairs(draw, n, lambda: chr(0x4E00 + int(draw.paretovariate(0.6)) % 3000), "")


def _pairs(draw: random.Random, n: int, word: Callable[[], str], space: str) -> tuple[list[str], list[str]]:
    gold = [[[word() for _ in range(20)] for _ in range(3)] for _ in range(n)]
    said = [[[one if draw.random() < 0.67 else word() for one in line] for line in text] for text in gold]
    return _joined(said, space), _joined(gold, space)


def _joined(texts: Sequence[Sequence[Sequence[str]]], space: str) -> list[str]:
    return ["\n".join(space.join(line) for line in text) for text in texts]


def _made_words(draw: random.Random, n: int, consonants: str, vowels: str) -> list[str]:
    return ["".join(draw.choice(consonants) + draw.choice(vowels) for _ in range(draw.randint(1, 3))) for _ in range(n)]
