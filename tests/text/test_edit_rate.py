"""Edits with shifts are those that sacreBLEU counts."""

from __future__ import annotations

import random

import pytest
from sacrebleu.metrics.lib_ter import translation_edit_rate

from assay.text.edit_rate import translation_edits


def test_equal_texts_need_no_edit() -> None:
    assert translation_edits("abc", "abc") == 0


def test_without_a_reference_every_word_is_an_edit() -> None:
    assert translation_edits("abc", "") == 3
    assert translation_edits("", "") == 0


def test_without_a_prediction_every_word_is_missing() -> None:
    assert translation_edits("", "abcd") == 4


def test_a_block_that_moves_is_one_edit() -> None:
    assert translation_edits("defabc", "abcdef") == 1


def test_the_example_of_snover_et_al() -> None:
    reference = "saudi arabia denied this week information published in the american new york times"
    hypothesis = "this week the saudis denied information published in the new york times"
    letters = {word: chr(97 + place) for place, word in enumerate(f"{reference} saudis".split())}
    said, right = ("".join(letters[word] for word in text.split()) for text in (hypothesis, reference))
    assert translation_edits(said, right) == 4, "one shift, two substitutions and one word that is missing"


def drawn(draw: random.Random, length: int, vocabulary: int) -> str:
    return "".join(chr(97 + min(vocabulary - 1, int(draw.expovariate(3 / vocabulary)))) for _ in range(length))


def edited(draw: random.Random, text: str, vocabulary: int) -> str:
    """The text with up to six words replaced, added or removed, or blocks moved."""
    words = list(text)
    for _ in range(draw.randint(0, 6)):
        place, kind = draw.randint(0, len(words)), draw.randrange(4)
        if kind == 0:
            words[place : place + 1] = drawn(draw, 1, vocabulary)
        elif kind == 1:
            words[place:place] = drawn(draw, 1, vocabulary)
        elif kind == 2:
            del words[place : place + 1]
        else:
            block = words[place : place + draw.randint(1, 9)]
            del words[place : place + len(block)]
            target = draw.randint(0, len(words))
            words[target:target] = block
    return "".join(words)


# Lengths below and above the beam of 25; few words give many shifts, up to the limit of 1,000.
@pytest.mark.parametrize(("length", "pairs"), [(3, 100), (12, 80), (30, 40), (70, 6), (130, 2)])
@pytest.mark.parametrize("vocabulary", [2, 6, 60])
def test_edits_are_those_of_sacrebleu(length: int, pairs: int, vocabulary: int) -> None:
    draw = random.Random(length * vocabulary)  # noqa: S311 - test data
    for pair in range(pairs):
        reference = drawn(draw, draw.randint(1, length), vocabulary)
        alike = edited(draw, reference, vocabulary)
        hypothesis = alike if pair % 3 else drawn(draw, draw.randint(0, 2 * length), vocabulary)
        expected, _ = translation_edit_rate(list(hypothesis), list(reference))
        assert translation_edits(hypothesis, reference) == expected


@pytest.mark.parametrize(("predicted", "referred"), [(2, 120), (1, 60), (120, 2), (90, 30), (30, 90), (60, 61)])
def test_texts_of_very_different_length_stay_within_the_beam_of_sacrebleu(predicted: int, referred: int) -> None:
    draw = random.Random(predicted)  # noqa: S311 - test data
    for _ in range(2):
        hypothesis, reference = drawn(draw, predicted, 20), drawn(draw, referred, 20)
        expected, _ = translation_edit_rate(list(hypothesis), list(reference))
        assert translation_edits(hypothesis, reference) == expected
