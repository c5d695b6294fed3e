"""The report as Markdown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assay.core.report import Report
from assay.renderers.markdown import MarkdownRenderer, code, prose
from tests.renderers.reports import HOSTILE, KINDS, hostile, intents, tutorial


def rows_of(document: str) -> list[list[str]]:
    """The tables' rows as GitHub divides them: at each pipe without a backslash before it."""
    lines = [line for line in document.splitlines() if line.startswith("|")]
    return [line.replace("\\|", "\0").strip("|").split("|") for line in lines]


@pytest.mark.parametrize("kind", [*KINDS.values(), hostile])
def test_every_row_of_a_table_has_as_many_cells_as_its_head(kind: Callable[[str], Report]) -> None:
    document = MarkdownRenderer().render(kind("en"))
    for block in document.split("\n\n"):
        widths = {len(row) for row in rows_of(block)}
        assert len(widths) <= 1, block


def test_the_answer_is_the_title() -> None:
    document = MarkdownRenderer().render(tutorial())
    assert document.startswith("# ❔ INCONCLUSIVE\n\n**15 examples cannot show")


def test_somebody_s_words_stand_as_code() -> None:
    document = MarkdownRenderer().render(hostile())
    assert "`<script>alert(1)</script>`" in document
    assert "\x1b" not in document
    assert "\u202e" not in document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("label", "`label`"),
        ("a`b", "``a`b``"),
        ("`", "`` ` ``"),
        (" x", "`  x `"),
        ("a|b", "`a\\|b`"),
        ("a\nb", "`a⏎b`"),
        ("", ""),
    ],
)
def test_code_ends_only_where_the_words_end(text: str, expected: str) -> None:
    assert code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>&", "&lt;b&gt;&amp;"),
        ("a_b *c* [d](e)", "a\\_b \\*c\\* \\[d\\](e)"),
        ("ask @anna", "ask @\u200banna"),
        ("see http://x and www.x.y", "see http\u200b://x and www\u200b.x.y"),
        ("issue #12", "issue \\#\u200b12"),
        ("1. first", "1\\. first"),
        ("- item", "\\- item"),
        ("0.5 is a number", "0.5 is a number"),
        ("$x$", "\\$x\\$"),
    ],
)
def test_a_sentence_has_no_effect_as_markup(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_too_many_classes_become_the_most_frequent_errors() -> None:
    document = MarkdownRenderer().render(intents())
    assert "77 classes are too many" in document
    assert max(len(row) for row in rows_of(document)) < 10


def test_no_label_reaches_the_document_as_markup() -> None:
    document = MarkdownRenderer().render(hostile())
    outside = "".join(part for position, part in enumerate(document.split("`")) if position % 2 == 0)
    assert not any(label in outside for label in HOSTILE)
