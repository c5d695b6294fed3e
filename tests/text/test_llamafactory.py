"""LLaMA-Factory's scores are those of NLTK and rouge_chinese, on real and on odd texts."""

from __future__ import annotations

import json
import random

import jieba
import numpy as np
import pytest
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from rouge_chinese import Rouge

from assay.text.llamafactory import character_bleu, word_rouge
from tests.shared_data import shared_data

jieba.setLogLevel(60)
ODD = "中国人民银行。！？?”’…......  \n\r\tab1-_,，"


def drawn(n: int) -> list[tuple[str, str]]:
    draw = random.Random(0)  # noqa: S311 - test data
    return [tuple("".join(draw.choices(ODD, k=draw.randint(0, 15))) for _ in range(2)) for _ in range(n)]  # type: ignore[misc]


def their_rouge(said: str, gold: str) -> tuple[float, ...]:
    """What LLaMA-Factory's ComputeSimilarity does."""
    left, right = " ".join(jieba.cut(said)), " ".join(jieba.cut(gold))
    if not left.split() or not right.split():
        return 0.0, 0.0, 0.0
    scores = Rouge().get_scores(left, right)[0]
    return tuple(scores[name]["f"] for name in ("rouge-1", "rouge-2", "rouge-l"))


def test_texts_of_nothing_score_nothing() -> None:
    assert word_rouge("", "好") == word_rouge(" \n", "好") == (0.0, 0.0, 0.0)
    assert character_bleu(["", "好"], ["好", ""]) == [0.0, 0.0]


def test_rouge_equals_rouge_chinese_on_jieba_words() -> None:
    for said, gold in drawn(800):
        assert word_rouge(said, gold) == their_rouge(said, gold), (said, gold)


def test_bleu_equals_nltk_over_characters() -> None:
    pairs = drawn(800)
    ours = character_bleu([said for said, _ in pairs], [gold for _, gold in pairs])
    method3 = SmoothingFunction().method3
    theirs = [sentence_bleu([list(gold)], list(said), smoothing_function=method3) for said, gold in pairs]
    assert ours == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("artefacts/sunxiaochuan_predict", (2.2241416, 13.033509999999998, 1.3886417999999998, 10.5493132)),
        ("genuine/llamafactory/cls_predict", (81.76742899999999, 93.5, 0.0, 93.5)),
        ("genuine/llamafactory/gen_predict", (69.187304, 78.20878, 67.40562000000001, 76.70269350000001)),
    ],
)
def test_published_means_are_reproduced_to_the_last_digit(folder: str, expected: tuple[float, ...]) -> None:
    lines = shared_data(f"{folder}/generated_predictions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    bleu = character_bleu([row["predict"] for row in rows], [row["label"] for row in rows])
    rouge = [word_rouge(row["predict"], row["label"]) for row in rows]
    columns = [bleu, *zip(*rouge, strict=True)]
    assert tuple(float(np.mean([round(score * 100, 4) for score in column])) for column in columns) == expected


def test_lawbench_opinion_summaries_to_the_last_digit() -> None:
    rows = json.loads(shared_data("logs/lawbench/2-7.qwen-7b-chat-hf.json").read_text(encoding="utf-8")).values()
    scores = [word_rouge(row["prediction"], row["refr"])[2] for row in rows]
    assert float(np.mean(scores)) == 0.3604186551011525
