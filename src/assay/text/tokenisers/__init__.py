"""Tokenisers: texts in, ids of their tokens out. One file an item, one line in the table."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from assay.text.patterns import pattern
from assay.text.tokenisers.base import Tokeniser

# The names of sacreBLEU, where it has the tokeniser.
TOKENISERS = {
    "13a": "assay.text.tokenisers.mteval",
    "intl": "assay.text.tokenisers.international",
    "zh": "assay.text.tokenisers.chinese",
    "ja-mecab": "assay.text.tokenisers.mecab",
    "char": "assay.text.tokenisers.char",
    "none": "assay.text.tokenisers.none",
    "tercom": "assay.text.tokenisers.tercom",
    "chrf-words": "assay.text.tokenisers.chrf_words",
    "rouge": "assay.text.tokenisers.rouge",
    "rouge-stem": "assay.text.tokenisers.rouge_stem",
    "words": "assay.text.tokenisers.unicode_words",
    "jieba": "assay.text.tokenisers.jieba_words",
}

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_NEIGHBOURS = pattern(f"{_HAN}(?={_HAN})")
_APART = pattern(rf"{_HAN}(?=\s+{_HAN})")
_LONGEST_MEAN_WORD = 5.0  # characters; Chinese words have one or two, a sentence without spaces many more
_SAMPLE = 500  # texts looked at


def tokeniser(name: str) -> Tokeniser:
    """The tokeniser called `name`. Raises KeyError where there is none, ImportError where it needs what is not
    installed.
    """
    found: Tokeniser = import_module(TOKENISERS[name]).TOKENISER
    return found


def choose(hypotheses: Sequence[str], references: Sequence[str], language: str | None) -> str:
    """The name of the tokeniser that suits references in `language` ("en", "zh-Hans", ...; None: not known).

    As sacreBLEU: "zh" for Chinese, "ja-mecab" for Japanese ("char" where MeCab is not installed), "13a" for all else.
    Chinese that both sides have already divided into words with spaces keeps its words: "none".
    """
    main = (language or "").partition("-")[0]
    if main == "zh":
        return "none" if divided_into_words(hypotheses) and divided_into_words(references) else "zh"
    if main == "ja":
        return "ja-mecab" if find_spec("MeCab") and find_spec("ipadic") else "char"
    return "13a"


def divided_into_words(texts: Sequence[str]) -> bool:
    """Whether the Chinese in `texts` is written as words with spaces between them: a space at every fifth place
    between two characters, or more.
    """
    sample = "|".join(texts[:_SAMPLE])
    apart = len(_APART.findall(sample))
    return apart > 0 and (len(_NEIGHBOURS.findall(sample)) + apart) / apart <= _LONGEST_MEAN_WORD
