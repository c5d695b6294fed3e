"""Text that somebody else wrote, made harmless to look at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.renderers.said.safety import many_lines, one_line, without_half_characters


def test_an_escape_sequence_is_shown_and_not_obeyed() -> None:
    assert one_line("\x1b[31mred\x1b]0;title\x07") == "␛[31mred␛]0;title␇"


def test_the_eight_bit_escape_is_shown_too() -> None:
    assert one_line("\x9b31m") == "⟨009B⟩31m"


def test_an_override_of_the_direction_is_shown_and_not_obeyed() -> None:
    assert one_line("\u202egnp.exe") == "⟨202E⟩gnp.exe"


def test_half_a_character_can_be_written() -> None:
    assert one_line("\ud800x").encode() == "⟨D800⟩x".encode()


def test_line_ends_of_every_kind_are_one_sign_on_one_line() -> None:
    assert one_line("a\r\nb\nc\rd\u2028e") == "a⏎b⏎c⏎d⏎e"


def test_line_ends_stay_where_there_is_room_for_them() -> None:
    assert many_lines("a\r\nb\tc\x00") == "a\nb\tc␀"


def test_chinese_with_its_wide_space_stays_as_it_is() -> None:
    assert one_line("试金\u3000石：é") == "试金\u3000石：é"


def test_half_characters_are_replaced_within_a_document() -> None:
    assert without_half_characters({"\ud800": ["a\udfff", 1, None]}) == {"\ufffd": ["a\ufffd", 1, None]}


@given(st.text(st.characters(codec=None, exclude_categories=[])))
def test_what_is_shown_has_no_control_code_and_can_be_written(text: str) -> None:
    shown = one_line(text)
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in shown)
    assert one_line(shown) == shown
    assert shown.encode().decode() == shown
