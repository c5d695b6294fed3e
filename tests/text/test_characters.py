"""Characters become codes and can be read back."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.text.characters import BREAK, PADDING, WHITESPACE, characters, on_one_line

SURROGATES = range(0xD800, 0xE000)


@given(st.lists(st.text(st.characters(exclude_categories=[])), max_size=5))
def test_codes_lead_back_to_the_texts(texts: list[str]) -> None:
    lines = on_one_line(texts)
    joined = characters(lines)
    points = joined.points[joined.codes[:-PADDING]].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    assert points == BREAK.join(["", *lines, ""])


@given(st.lists(st.text(), max_size=5))
def test_the_code_0_stands_behind_the_texts_only(texts: list[str]) -> None:
    codes = characters(on_one_line(texts)).codes
    assert (codes[:-PADDING] > 0).all()
    assert not codes[-PADDING:].any()


@given(st.lists(st.text(), max_size=5))
def test_breaks_are_around_the_texts(texts: list[str]) -> None:
    lines = on_one_line(texts)
    assert characters(lines).breaks.tolist() == [sum(map(len, lines[:n])) + n for n in range(len(lines) + 1)]


@pytest.mark.parametrize(
    ("texts", "size"),
    [
        (["plain"], 1),
        (["naïve"], 1),
        (["it’s – fine"], 1),
        (["\0"], 1),
        (["今天" + "".join(map(chr, range(0x4E00, 0x5000)))], 2),
    ],
)
def test_codes_are_as_small_as_the_alphabet_allows(texts: list[str], size: int) -> None:
    assert characters(texts).codes.itemsize == size


def test_more_characters_than_16_bits_hold_are_told_apart() -> None:
    everything = "".join(
        chr(point) for point in range(sys.maxunicode + 1) if point not in SURROGATES and chr(point) != BREAK
    )
    joined = characters([everything])
    assert joined.codes.itemsize == 4
    assert len(np.unique(joined.codes[:-PADDING])) == len(everything) + 1


def test_kinds_are_looked_up_for_codes_of_any_size() -> None:
    for text in ("ab", "ab中", "".join(map(chr, range(0x4E00, 0x5000)))):
        joined = characters([text])
        kinds = joined.of_kind((joined.points > ord("a")).astype(np.uint8), 1, len(text) + 1)
        assert kinds.tolist() == [character > "a" for character in text]


def test_white_space_is_what_split_splits_at() -> None:
    assert set(WHITESPACE) == {point for point in range(sys.maxunicode + 1) if len(f"a{chr(point)}b".split()) == 2}
