"""The tokeniser is the one that sacreBLEU would take for the language, but words that are there are kept."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from assay.text.tokenisers import choose, divided_into_words, tokeniser
from tests.shared_data import shared_data

WORDS = ["人工智能 技术 正在 改变 各行各业", "人工智能 正在 深刻 影响 各行业"]
SENTENCES = ["人工智能技术正在改变各行各业。", "人工智能正在深刻影响 AI 各行业 3.5 %"]


@pytest.mark.parametrize("language", ["en", "de", "ko", None])
def test_languages_with_spaces_are_divided_as_wmt_did(language: str | None) -> None:
    assert choose(["A cat."], ["A dog."], language) == "13a"


@pytest.mark.parametrize("language", ["zh", "zh-Hans", "zh-Hant"])
def test_chinese_is_divided_into_characters(language: str) -> None:
    assert choose(SENTENCES, SENTENCES, language) == "zh"


def test_chinese_words_that_are_divided_already_stay_so() -> None:
    assert choose(WORDS[1:], WORDS[:1], "zh") == "none"


def test_words_on_one_side_only_would_match_nothing() -> None:
    assert choose(WORDS, SENTENCES, "zh") == "zh"
    assert choose(SENTENCES, WORDS, "zh") == "zh"


def test_a_text_without_two_chinese_characters_is_not_divided() -> None:
    assert not divided_into_words(["", "好", "good 好"])
    assert not divided_into_words(["好", "好", " 好 "])


def test_japanese_is_divided_by_mecab_where_there_is_one() -> None:
    installed = find_spec("MeCab") is not None and find_spec("ipadic") is not None
    assert choose(["猫です"], ["犬です"], "ja") == ("ja-mecab" if installed else "char")


def test_an_unknown_tokeniser_is_an_error() -> None:
    with pytest.raises(KeyError):
        tokeniser("14a")


def test_real_chinese_is_not_taken_for_words() -> None:
    lines = shared_data("mt/wmt22_zhen/src.zh.txt").read_text(encoding="utf-8").split("\n")
    assert not divided_into_words(lines)
