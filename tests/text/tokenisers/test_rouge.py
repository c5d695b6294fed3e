"""The tokenisers of ROUGE: rouge-score's own, and one for each script that it has no words for."""

from __future__ import annotations

from itertools import pairwise

import jieba
import pytest
from rouge_score.tokenizers import DefaultTokenizer

from assay.text.ngrams import Tokens
from assay.text.tokenisers import tokeniser
from tests.shared_data import shared_data

jieba.setLogLevel(60)


def same_words(tokens: Tokens, texts: list[list[str]]) -> bool:
    """Whether equal ids stand where equal words do, and only there."""
    ids = [tokens.ids[start:end].tolist() for start, end in pairwise(tokens.offsets)]
    pairs = [pair for row, words in zip(ids, texts, strict=True) for pair in zip(row, words, strict=True)]
    return len(set(pairs)) == len({one for one, _ in pairs}) == len({word for _, word in pairs})


def lines(name: str) -> list[str]:
    return shared_data(name).read_text(encoding="utf-8").split("\n")[:800]


@pytest.mark.parametrize(("name", "stem"), [("rouge", False), ("rouge-stem", True)])
@pytest.mark.parametrize("file", ["mt/wmt22_zhen/ref.en.txt", "mt/wmt17_ende/ref.de.txt", "mt/wmt22_zhen/src.zh.txt"])
def test_words_equal_those_of_rouge_score(name: str, stem: bool, file: str) -> None:
    texts = lines(file)
    theirs = DefaultTokenizer(use_stemmer=stem)
    assert same_words(tokeniser(name).tokens(texts), [theirs.tokenize(text) for text in texts])


@pytest.mark.parametrize("name", ["rouge", "rouge-stem", "words", "jieba"])
def test_no_texts_and_empty_texts_have_no_words(name: str) -> None:
    assert len(tokeniser(name).tokens([])) == 0
    assert tokeniser(name).tokens(["", " \n", "a"]).lengths.tolist() == [0, 0, 1]


def test_letters_that_become_ascii_in_lower_case_count_as_such() -> None:
    texts = ["\u212aELVIN \u0130", "kelvin i"]
    assert same_words(tokeniser("rouge").tokens(texts), [["kelvin", "i"], ["kelvin", "i"]])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Хорошая погода, да?", ["хорошая", "погода", "да"]),
        ("Größe: 3,5 m", ["größe", "3", "5", "m"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("좋은 날씨!", ["좋은", "날씨"]),
    ],
)
def test_words_of_any_script_keep_their_letters_and_marks(text: str, words: list[str]) -> None:
    assert same_words(tokeniser("words").tokens([text]), [words])


def test_chinese_words_are_those_of_jieba_without_spaces() -> None:
    texts = lines("mt/wmt22_zhen/src.zh.txt")[:200]
    expected = [[word for word in jieba.lcut(text) if word.strip()] for text in texts]
    assert same_words(tokeniser("jieba").tokens(texts), expected)
