"""The tokenisers that sacreBLEU has divide every text as it does."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import _get_tokenizer
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.tokenizers.tokenizer_ter import TercomTokenizer

from assay.text.ngrams import Tokens
from assay.text.tokenisers import tokeniser
from assay.text.words import tokens_of_words
from tests.shared_data import shared_data

Split = Callable[[str], list[str]]

NAMES = ["13a", "zh", "char", "none", "intl", "tercom", "chrf-words"]
# What the rules are about, next to each other more often than in texts.
PIECES = [*"ab59.,-'\"&;()!$²Σé中。，“ \u3000\xa0\n\t\x1c\0", "&amp;", "&quot;", "&lt;", "&amp;gt;", "<skipped>", "-\n"]
# The ends of the ranges that the zh tokeniser has by accident.
ENDS = [
    *map(chr, (0x2000, 0x2001, 0x200B, 0x2A6D, 0x2A6E, 0x2F80, 0x2F81, 0x2FA1, 0x9FA5, 0x9FBB, 0x9FBC, 0x20000, 0xD800))
]


def theirs(name: str) -> Split:
    if name == "tercom":
        tercom = TercomTokenizer()
        return lambda text: tercom(text.rstrip()).split()
    if name == "chrf-words":
        chrf = CHRF(word_order=2)
        return lambda text: list(chrf._remove_punctuation(text))
    divide = _get_tokenizer(name)()
    return lambda text: divide(text.rstrip()).split()


def assert_same(found: Tokens, expected: list[list[str]]) -> None:
    """The same number of tokens in each text, and the same equalities among them."""
    assert found.lengths.tolist() == [len(words) for words in expected]
    pairs = set(zip(found.ids.tolist(), tokens_of_words(expected).ids.tolist(), strict=True))
    assert len(pairs) == len({ours for ours, _ in pairs}) == len({their for _, their in pairs})


def assert_divides(name: str, texts: Sequence[str]) -> None:
    split = theirs(name)
    assert_same(tokeniser(name).tokens(texts), [split(text) for text in texts])


@pytest.mark.parametrize("name", NAMES)
@given(texts=st.lists(st.lists(st.sampled_from(PIECES), max_size=15).map("".join), max_size=5))
@example(texts=["a.5 a..5 a...5 5.a 5..a .5 5. . .. 5.,5 5-5 5--5 a-5", "5.", ".5", "5.\n", "", "x-\n"])
@example(texts=["<skip<skipped>ped>", "<skip-\nped>", "&amp;lt;", "&amp;amp;quot;"])
def test_texts_of_what_the_rules_are_about(name: str, texts: list[str]) -> None:
    assert_divides(name, texts)


@pytest.mark.parametrize("name", NAMES)
@given(texts=st.lists(st.lists(st.sampled_from(PIECES + ENDS), max_size=15).map("".join), max_size=5))
def test_texts_with_the_ends_of_ranges(name: str, texts: list[str]) -> None:
    assert_divides(name, texts)


@pytest.mark.parametrize("name", NAMES)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cn"])), max_size=5))
def test_texts_of_any_characters(name: str, texts: list[str]) -> None:
    if name == "intl":  # Unicode's categories are those of this Python, and those of the library `regex` there
        texts = ["".join(one for one in text if unicodedata.category(one)[0] not in "PSN") for text in texts]
    assert_divides(name, texts)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "file", ["mt/wmt17_ende/online-B.0.de.txt", "mt/wmt22_zhen/GPT-4-1106-preview.en.txt", "mt/wmt22_zhen/src.zh.txt"]
)
def test_real_translations(name: str, file: str) -> None:
    assert_divides(name, shared_data(file).read_text(encoding="utf-8").split("\n")[:1000])


@pytest.mark.parametrize("name", NAMES)
def test_real_chinese_summaries(name: str) -> None:
    rows = json.loads(shared_data("summarisation/lcsts_mocobart.json").read_text(encoding="utf-8"))
    assert_divides(name, [row["content"] for row in rows if "content" in row])


def test_japanese_by_mecab() -> None:
    pytest.importorskip("MeCab")
    texts = ["今日は天気がいいので、公園を散歩しました。", "私は5.5個のリンゴを買った", "", "  東京 タワー \n"]
    assert_divides("ja-mecab", texts)
    assert tokeniser("ja-mecab").signature == _get_tokenizer("ja-mecab")().signature()


@pytest.mark.parametrize("name", ["13a", "zh", "char", "none", "intl"])
def test_signatures_are_those_of_sacrebleu(name: str) -> None:
    assert tokeniser(name).signature == ("none" if name == "none" else _get_tokenizer(name)().signature())


@pytest.mark.parametrize("name", NAMES)
def test_no_text_has_no_tokens(name: str) -> None:
    tokens = tokeniser(name).tokens([])
    assert len(tokens) == len(tokens.ids) == 0
