"""Chinese words beside jieba's."""

from __future__ import annotations

import random

import jieba

from assay.text.segmentation import words
from benchmarks.measure import Row, compare

TEXTS = 3000


def run() -> list[Row]:
    """3,000 texts of about 120 characters, of words in jieba's dictionary, some numbers and English."""
    jieba.setLogLevel(60)
    texts = _texts()

    def ours() -> list[list[str]]:
        return [words(text) for text in texts]

    def peer() -> list[list[str]]:
        return [jieba.lcut(text) for text in texts]

    assert ours() == peer()
    a, b, ratio = compare(ours, peer)
    job = f"Chinese words, {TEXTS:,} texts"
    return [Row(job=job, peer="jieba.lcut, dictionary loaded", ours_s=a, peer_s=b, ratio=ratio, target="15x")]


def _texts() -> list[str]:
    """Words as frequent as in the dictionary's own counts, a mark after every eighth, now and then a word of ASCII."""
    jieba.initialize()
    draw = random.Random(6)
    known = [(word, count) for word, count in jieba.dt.FREQ.items() if count > 50]
    chosen, counts = [word for word, _ in known], [count for _, count in known]

    def sentence() -> str:
        return "".join(draw.choices(chosen, counts, k=8)) + draw.choice(["，", "。", "，", "2024年，", "GPT-4的"])

    return ["".join(sentence() for _ in range(8)) for _ in range(TEXTS)]
