"""Short answers are compared as the official SQuAD script does, and Chinese ones by characters."""

from __future__ import annotations

import random
import re
import string

import pytest

from assay.text.answers import answer_words
from assay.text.ngrams import Tokens


def squad_words(text: str) -> list[str]:
    """`normalize_answer` of the official evaluation script, version 1.1, split."""
    text = "".join(character for character in text.lower() if character not in set(string.punctuation))
    return re.sub(r"\b(a|an|the)\b", " ", text).split()


def told_apart(tokens: Tokens) -> list[list[int]]:
    return [tokens.ids[start:end].tolist() for start, end in zip(tokens.offsets[:-1], tokens.offsets[1:], strict=True)]


def numbered(texts: list[list[str]]) -> list[list[int]]:
    number: dict[str, int] = {}
    return [[number.setdefault(word, len(number)) for word in words] for words in texts]


def same_words(tokens: Tokens, words: list[list[str]]) -> bool:
    """Whether equal ids stand exactly where equal words do."""
    return numbered([[str(token) for token in text] for text in told_apart(tokens)]) == numbered(words)


def test_articles_case_and_marks_are_left_out() -> None:
    assert same_words(answer_words(["The Cat, an A-B!", "cat ab"]), [["cat", "ab"], ["cat", "ab"]])


def test_no_texts_have_no_words() -> None:
    assert len(answer_words([])) == 0


@pytest.mark.parametrize(
    "alphabet",
    [
        "abthe THEA n.,!?'-_\t\n\x0b\x1c\x7f\x00 12",
        "abthe THEA n.,!?'-_\n éÉ“”–ßİΣσ 12",
    ],
)
def test_words_equal_the_official_script(alphabet: str) -> None:
    draw = random.Random(0)  # noqa: S311 - test data
    for _ in range(500):
        texts = ["".join(draw.choices(alphabet, k=draw.randint(0, 12))) for _ in range(draw.randint(1, 4))]
        assert same_words(answer_words(texts), [squad_words(text) for text in texts]), texts


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("人工智能。", "人工 智能"),
        ("Ａ股上涨３％！", "a股上涨3"),
        ("《红楼梦》", "红楼梦"),
        ("他说：“好”", "他说好"),
        ("iPhone 15 手机", "iphone 15手机"),
    ],
)
def test_chinese_answers_differ_in_neither_marks_nor_width_nor_spaces(text: str, same: str) -> None:
    left, right = told_apart(answer_words([text, same]))
    assert left == right
    assert left


def test_a_letter_beside_ideographs_is_no_article() -> None:
    left, right = told_apart(answer_words(["A股", "股"]))
    assert len(left) == len(right) + 1


def test_words_of_latin_letters_stay_whole_in_chinese() -> None:
    assert same_words(answer_words(["用GPT写诗"]), [["用", "gpt", "写", "诗"]])
