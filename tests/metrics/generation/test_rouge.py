"""ROUGE equals rouge-score 0.1.2, bit for bit; on Chinese, rouge-score with a tokeniser of characters."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import Tokenizer

from tests.metrics.generation.made import examples
from tests.metrics.generation.values import measured, of_each
from tests.shared_data import shared_data

KINDS = ("rouge1", "rouge2", "rougeL", "rougeLsum")
WORDS = ("the", "cat", "sat", "running", "ponies", "mat", "hopping", "Relational", "x1", "über", "İK")


class Characters(Tokenizer):  # type: ignore[misc]  # the library has no types
    def tokenize(self, text: str) -> list[str]:
        return [character for character in text if not character.isspace()]


def drawn(n: int, seed: int) -> list[str]:
    """Texts of up to 25 words on several lines, some empty, some of marks only."""
    draw = random.Random(seed)  # noqa: S311 - test data
    gaps = ("\n", " ", " ", " ", ". ")
    texts = ["".join(draw.choice(gaps) + draw.choice(WORDS) for _ in range(draw.randint(0, 25))) for _ in range(n)]
    return [*texts, "", "a", "!?", "\n\n", "a\n\nb"]


def chinese() -> tuple[list[str], list[str]]:
    rows = json.loads(shared_data("summarisation/lcsts_mocobart.json").read_text(encoding="utf-8"))[:-1]
    return [row["summary"] for row in rows], [row["title"] for row in rows]


@pytest.mark.parametrize("stem", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_equals_rouge_score(kind: str, stem: bool) -> None:
    said, gold = drawn(400, 1), drawn(400, 2)
    scorer = RougeScorer([kind], use_stemmer=stem)
    expected = [scorer.score(reference, prediction)[kind] for prediction, reference in zip(said, gold, strict=True)]
    one = measured(f"{kind}_stem" if stem else kind, examples(said, gold), "en")
    assert one.scores.statistics[:3] == ("f", "precision", "recall")
    found = [tuple(row) for row in one.scores.rows[:, :3].tolist()]
    assert found == [(score.fmeasure, score.precision, score.recall) for score in expected]


@pytest.mark.parametrize("kind", KINDS)
def test_the_best_of_several_references_counts(kind: str) -> None:
    said, gold = drawn(200, 3), drawn(200, 4)
    second = [text if row % 3 else None for row, text in enumerate(drawn(200, 5))]
    scorer = RougeScorer([kind])
    expected = [
        scorer.score_multi([text for text in (first, other) if text is not None], prediction)[kind].fmeasure
        for prediction, first, other in zip(said, gold, second, strict=True)
    ]
    assert of_each(kind, examples(said, gold, second), "en").tolist() == expected


@pytest.mark.parametrize("kind", KINDS)
def test_chinese_equals_rouge_score_over_characters(kind: str) -> None:
    said, gold = (texts[:200] for texts in chinese())
    scorer = RougeScorer([kind], tokenizer=Characters())
    expected = [scorer.score(reference, text)[kind].fmeasure for text, reference in zip(said, gold, strict=True)]
    assert of_each(kind, examples(said, gold), "zh").tolist() == expected


@pytest.mark.parametrize(("kind", "expected"), [("rouge1", 41.0942), ("rouge2", 27.13918), ("rougeL", 37.38223)])
def test_chinese_summaries_have_the_known_means(kind: str, expected: float) -> None:
    said, gold = chinese()
    assert round(100 * measured(kind, examples(said, gold), "zh").point, 5) == expected


@pytest.mark.parametrize("case", range(8))
def test_the_values_of_the_perl_script_are_kept(case: int) -> None:
    """On these vectors rouge-score prints what ROUGE-1.5.5 does."""
    vector = json.loads(shared_data("vectors/rouge_google.json").read_text(encoding="utf-8"))[case]
    name = f"{vector['metric']}_stem" if vector["stem"] else vector["metric"]
    row = measured(name, examples([vector["prediction"]], [vector["target"]]), "en").scores.rows[0]
    expected = (vector["fmeasure"], vector["precision"], vector["recall"])
    assert row[:3] == pytest.approx(expected, abs=5e-5 if expected[0] == 0.5333 else 5e-6)


@pytest.mark.parametrize("kind", ["doc_only", "temp_and_doc", "temp_only"])
def test_published_figures_of_each_summary_are_reproduced(kind: str) -> None:
    stem = f"summarisation/mucsum/bart-large.{kind}.1337"
    lines = shared_data(f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
    published = json.loads(shared_data(f"{stem}.per_example.json").read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in lines]
    texts = examples([row["prediction"] for row in rows], [row["reference"] for row in rows])
    for name in KINDS:
        expected = [published[str(row["instance_id"])][f"test_{name}"] for row in rows]
        assert of_each(f"{name}_stem", texts, "en").tolist() == expected


def test_words_that_are_already_apart_stay_whole() -> None:
    texts = examples(["人工智能 正在 深刻 影响 各行业"], ["人工智能 技术 正在 改变 各行各业"])
    assert measured("rougeL", texts, "zh").point == pytest.approx(0.4)
    assert "tok:none" in measured("rougeL", texts, "zh").signature


@pytest.mark.parametrize(
    ("text", "language", "tokeniser"),
    [
        ("今天天气很好", "zh", "char"),
        ("今天天气很好", None, "char"),
        ("今日はいい天気です", "ja", "char"),
        ("Хорошая погода", "ru", "words"),
        ("Хорошая погода", None, "words"),
        ("좋은 날씨", "ko", "words"),
        ("Schönes Wetter", "de", "rouge"),
        ("Good weather", None, "rouge"),
        ("1234", None, "rouge"),
    ],
)
def test_a_text_equals_itself_in_any_language(text: str, language: str | None, tokeniser: str) -> None:
    one = measured("rouge1", examples([text], [text]), language)
    assert one.point == 1.0
    assert f"tok:{tokeniser}|" in one.signature


def test_each_text_of_a_mixed_set_is_divided_by_its_own_script() -> None:
    said = ["The cat sat.", "今天天气很好", "ok 好"]
    gold = ["A cat sat.", "今天天气不好", "ok 不好"]
    mixed = examples(said, gold)
    alone = [measured("rouge1", examples([one], [other]), None).point for one, other in zip(said, gold, strict=True)]
    assert of_each("rouge1", mixed, "zh").tolist() == pytest.approx([2 / 3, 5 / 6, 6 / 7])
    assert of_each("rouge1", mixed, "en").tolist() == pytest.approx([2 / 3, 5 / 6, 6 / 7])
    assert alone == pytest.approx([2 / 3, 5 / 6, 6 / 7])
    assert "tok:char+rouge|" in measured("rouge1", mixed, None).signature
    assert "tok:char+rouge-stem|" in measured("rouge1_stem", mixed, None).signature


def test_chinese_words_are_cut_where_asked() -> None:
    texts = examples(["人工智能正在改变生活"], ["人工智能很有用"])
    assert measured("rouge1", texts, "zh").point == pytest.approx(2 * 4 / (10 + 7))
    assert measured("rouge1_jieba", texts, "zh").point == pytest.approx(2 * 1 / (4 + 3))


def test_no_examples_have_no_value() -> None:
    assert np.isnan(measured("rouge1", examples([], []), "en").point)


def test_a_missing_prediction_counts_as_empty() -> None:
    texts = examples([None, "a cat"], ["a cat", "a cat"])
    assert measured("rougeL", texts, "en").point == 0.5
