"""A page in pieces is the page, and what pages share is a piece of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.stores.pieces import MOST_BYTES, pieces_of_page

TAGS = ["<style>", "</style>", "<script>", "</script>", '<script type="application/json">', "x", "文", "\ud83d"]


@given(st.lists(st.sampled_from(TAGS)).map("".join))
def test_the_pieces_of_any_text_are_the_text(page: str) -> None:
    pieces = pieces_of_page(page)
    assert b"".join(pieces) == page.encode("utf-8", "replace")
    assert all(pieces)


def test_a_style_sheet_and_a_script_are_pieces_of_their_own() -> None:
    page = '<head><style>a{}</style></head><script type="application/json">{}</script><script>go()</script></body>'
    assert pieces_of_page(page) == [
        b"<head><style>",
        b"a{}",
        b'</style></head><script type="application/json">{}</script><script>',
        b"go()",
        b"</script></body>",
    ]


@pytest.mark.parametrize("page", ["", "x" * (MOST_BYTES + 1)])
def test_nothing_and_too_much_have_no_pieces(page: str) -> None:
    assert pieces_of_page(page) == []
