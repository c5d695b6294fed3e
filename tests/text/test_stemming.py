"""Stems are those of NLTK's Porter stemmer, which rouge-score uses."""

from __future__ import annotations

import random
import re

import pytest
from nltk.stem.porter import PorterStemmer

from assay.text.stemming import rouge_stem, stem
from tests.shared_data import shared_data

NLTK = PorterStemmer()
SUFFIXES = [
    "ational",
    "tional",
    "enci",
    "izer",
    "bli",
    "alli",
    "entli",
    "eli",
    "ousli",
    "ization",
    "ation",
    "ator",
    "alism",
    "iveness",
    "fulness",
    "aliti",
    "biliti",
    "fulli",
    "logi",
    "icate",
    "ative",
    "ful",
    "ness",
    "ement",
    "ment",
    "ent",
    "ion",
    "sion",
    "tion",
    "ed",
    "ing",
    "eed",
    "ied",
    "ies",
    "sses",
    "s",
    "y",
    "e",
    "ll",
    "er",
    "ou",
]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("caresses", "caress"),
        ("ponies", "poni"),
        ("dies", "die"),
        ("agreed", "agre"),
        ("plastered", "plaster"),
        ("hopping", "hop"),
        ("filing", "file"),
        ("happy", "happi"),
        ("enjoy", "enjoy"),
        ("relational", "relat"),
        ("radically", "radic"),
        ("geology", "geolog"),
        ("adoption", "adopt"),
        ("controlling", "control"),
        ("skies", "sky"),
        ("is", "is"),
        ("", ""),
    ],
)
def test_words_of_the_rules_get_their_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_rouge_leaves_words_of_three_letters_alone() -> None:
    assert (rouge_stem("was"), stem("was"), rouge_stem("wanted")) == ("was", "wa", "want")


@pytest.mark.parametrize(
    "name", ["mt/wmt22_zhen/ref.en.txt", "mt/wmt17_ende/ref.de.txt", "perplexity/tinyshakespeare_500k.txt"]
)
def test_stems_equal_nltk_on_a_real_vocabulary(name: str) -> None:
    vocabulary = set(re.findall(r"[a-z0-9]+", shared_data(name).read_text(encoding="utf-8").lower()))
    assert len(vocabulary) > 5000
    assert {word: stem(word) for word in vocabulary} == {word: NLTK.stem(word) for word in vocabulary}


def test_stems_equal_nltk_on_made_up_words_with_every_suffix() -> None:
    draw = random.Random(0)  # noqa: S311 - test data
    made = [
        "".join(draw.choices("aeiouybcdlstzwx1", k=draw.randint(0, 6)) + draw.choices(SUFFIXES, k=draw.randint(0, 2)))
        for _ in range(20_000)
    ]
    assert [word for word in made if stem(word) != NLTK.stem(word)] == []


def test_a_very_long_word_of_ys_takes_no_longer_than_its_length() -> None:
    assert stem("y" * 100_000 + "ing").startswith("yyyy")
