"""Chinese words are jieba's, to the last mark."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

import jieba
import pytest

from assay.text.segmentation import words
from tests.shared_data import shared_data

jieba.setLogLevel(60)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def texts_of(name: str) -> list[str]:
    content = shared_data(name).read_text(encoding="utf-8")
    if name.endswith(".json"):
        return list(strings(json.loads(content)))
    if name.endswith(".jsonl"):
        return list(strings([json.loads(line) for line in content.splitlines()]))
    return content.split("\n")


def test_a_sentence_is_cut_into_words() -> None:
    assert words("人工智能技术正在改变各行各业") == ["人工智能", "技术", "正在", "改变", "各行各业"]


def test_joined_words_are_the_text() -> None:
    text = "他 买了\r\n3.5%的F-16模型，version_2.0！𠀀㐀"
    assert "".join(words(text)) == text


def test_marks_between_letters_and_digits_stand_alone_as_in_jieba() -> None:
    assert words("F-16和B_2") == ["F", "-", "16", "和", "B", "_", "2"]
    assert words("涨了3.5%") == ["涨", "了", "3.5%"]
    assert words("C++和AT&T") == ["C++", "和", "AT&T"]


@pytest.mark.parametrize(
    "name",
    [
        "summarisation/lcsts_mocobart.json",
        "artefacts/sunxiaochuan_predict/generated_predictions.jsonl",
        "classification/chnsenticorp_hotel.csv",
        "mt/wmt22_zhen/src.zh.txt",
        "mt/wmt22_zhen/ref.en.txt",
        "genuine/llamafactory/gen_predict/generated_predictions.jsonl",
    ],
)
def test_words_equal_jieba_on_real_texts(name: str) -> None:
    different = [text for text in texts_of(name)[:1500] if words(text) != jieba.lcut(text)]
    assert different == []


@pytest.mark.parametrize(
    "alphabet",
    [
        "ab12.9-_%+#&中国人民的银行AB\n\r，。㐀\u9fe0\U00020000豈Ａ１~\u3000\x85\u2028 ",
        "aT1恤.-_B卡拉OK+C&超9级",
    ],
)
def test_words_equal_jieba_on_any_mixture(alphabet: str) -> None:
    draw = random.Random(0)  # noqa: S311 - test data
    mixtures = ["".join(draw.choices(alphabet, k=draw.randint(1, 14))) for _ in range(5000)]
    different = [text for text in mixtures if words(text) != jieba.lcut(text)]
    assert different == []
