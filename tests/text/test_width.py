"""Text in columns of a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.text.width import cut, display_width, left, right, wrapped

TEXTS = st.text(st.sampled_from("ab 中文（），。“”é\u0301、-"), max_size=60)


def test_a_chinese_character_is_two_columns_wide() -> None:
    assert display_width("标签 label") == 10


def test_an_accent_of_its_own_and_a_joiner_take_no_column() -> None:
    assert display_width("e\u0301") == 1
    assert display_width("a\u200db") == 2


def test_a_long_text_keeps_its_beginning_and_its_end() -> None:
    assert cut("card_payment_not_recognised_07", 12) == "card_pay…_07"


def test_a_text_that_fits_is_not_cut() -> None:
    assert cut("四个汉字", 8) == "四个汉字"


def test_columns_align_whatever_the_script() -> None:
    assert left("中文", 6) + "|" == "中文  |"
    assert right("中文", 6) + "|" == "  中文|"
    assert left("中文汉字", 6) + "|" == "中文… |"


def test_chinese_is_broken_between_characters_but_not_before_a_full_stop() -> None:
    assert wrapped("样本很少。", 8) == ["样本很", "少。"]


def test_an_opening_quote_stays_with_what_it_opens() -> None:
    assert wrapped("标签是“负面”吗", 8) == ["标签是", "“负面”吗"]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert wrapped("ab abcdefgh", 4) == ["ab", "abcd", "efgh"]


def test_a_no_break_space_holds_a_line_together() -> None:
    assert wrapped("the value p\u00a0=\u00a00.05", 12) == ["the value", "p\u00a0=\u00a00.05"]


@given(TEXTS, st.integers(4, 30))
def test_no_line_is_wider_than_asked_for(text: str, width: int) -> None:
    assert all(display_width(line) <= width for line in wrapped(text, width))


@given(TEXTS, st.integers(4, 30))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join(wrapped(text, width)).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.integers(4, 30))
def test_a_filled_cell_has_exactly_its_width(text: str, width: int) -> None:
    assert display_width(left(text, width)) == display_width(right(text, width)) == width
