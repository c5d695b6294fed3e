"""What stands beside the candidate, in every form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assay.core.finding import Diagnosis
from assay.core.messages import LANGUAGES
from assay.core.report import Report
from assay.renderers.junit import JUnitRenderer
from assay.renderers.markdown import MarkdownRenderer
from assay.renderers.page.html import HtmlRenderer
from assay.renderers.said.block import Table
from assay.renderers.said.view import View
from assay.renderers.terminal.sheet import table_lines
from assay.renderers.terminal.text import TextRenderer
from assay.text.width import display_width
from tests.renderers import reports
from tests.renderers.reports import HOSTILE, said, tutorial

RENDERED: dict[str, Callable[[Report], str]] = {
    "text": TextRenderer().render,
    "colour": TextRenderer(colour=True).render,
    "markdown": MarkdownRenderer().render,
    "html": HtmlRenderer().render,
    "junit": JUnitRenderer().render,
}


def reviews() -> Report:
    """Without findings, which stand before what stands beside."""
    return replace(reports.reviews(), diagnosis=Diagnosis())


def hostile() -> Report:
    """Wherever somebody's words stand in a comparison or in runs, those that harm."""
    report = reviews()
    (comparison,) = report.comparisons
    changes = comparison.changes
    assert changes is not None
    assert report.stability is not None
    words = [replace(changes.broken[0], id=one, reference=one, said_before=one, says=one) for one in HOSTILE]
    part = comparison.slices[0]
    harmful = replace(
        comparison,
        source=replace(comparison.source, path=f"x/{HOSTILE[3]}{HOSTILE[0]}{HOSTILE[5]}"),
        changes=replace(changes, broken=tuple(words), n_broken=len(words)),
        slices=tuple(replace(part, column=one, value=one) for one in HOSTILE),
        not_compared={HOSTILE[0]: said(*3 * (HOSTILE[6],))},
    )
    stability = replace(report.stability, sources=HOSTILE[:3], runs=report.stability.runs)
    return replace(report, comparisons=(harmful,), stability=stability)


def test_what_stands_beside_is_read_in_this_order() -> None:
    names = [block.name for block in View(reviews()).blocks]
    assert names == ["comparison", "slices", "broken", "fixed", "stability"]
    assert View(tutorial()).blocks == []


@pytest.mark.parametrize("form", RENDERED)
def test_somebodys_words_stay_words(form: str) -> None:
    drawn = RENDERED[form](hostile())
    assert drawn.encode()
    assert "\x1b[31mred" not in drawn
    assert not set(drawn) & {"\x00", "\x07", "\u202e"}
    marked = "".join(drawn.split("`")[::2]) if form == "markdown" else drawn
    if form not in {"text", "colour"}:  # where they are markup
        assert "<script>alert" not in marked
        assert "<img" not in marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_are_no_wider_than_the_terminal(language: str) -> None:
    lines = TextRenderer(width=60).render(replace(hostile(), language=language)).splitlines()
    assert max(map(display_width, lines)) <= 60


def test_a_number_about_a_class_names_it() -> None:
    rows = View(reviews()).blocks[0].table
    assert rows is not None
    assert [row[0] for row in rows.rows] == ["Accuracy", "macro-F1", "Recall of 'negative'", "Log loss ↓"]


def test_where_there_is_little_room_p_is_left_out_and_the_outcome_stays() -> None:
    block = View(reviews()).blocks[0]
    assert block.table is not None
    assert block.brief is not None
    assert block.table.head[5:] == ("p", "outcome")
    assert block.brief.head[4:] == ("interval", "outcome")
    assert [row[-1] for row in block.brief.rows] == ["open", "better", "open", "better"]


def test_a_worse_group_is_said_to_be_worse_and_comes_first() -> None:
    (comparison,) = reviews().comparisons
    first, second = comparison.slices
    worse = replace(comparison, slices=(first, replace(second, worse=True, p_worse=0.0004)))
    block = View(replace(reviews(), comparisons=(worse,))).blocks[1]
    assert block.sentences[0].startswith("1 group")
    assert block.table is not None
    assert [(row[0], *row[-2:]) for row in block.table.rows] == [
        ("length = short", "0.0004", "worse"),
        ("length = long", "0.9599", "open"),
    ]


def test_the_head_of_a_number_is_cut_before_the_number_is() -> None:
    table = Table(("name", "a long head of numbers"), (("a name", "0.1234"),), frozenset({1}))
    assert table_lines(table, 14) == ["name    a lo…s", "a name  0.1234"]


def test_several_bases_stand_below_each_other() -> None:
    (comparison,) = reviews().comparisons
    other = replace(comparison, source=replace(comparison.source, path="runs/release.jsonl"), slices=(), changes=None)
    titles = [block.title for block in View(replace(reviews(), comparisons=(comparison, other))).blocks]
    assert titles[0] == "Against reviews-en-base.jsonl"
    assert titles[-2:] == ["Against release.jsonl", "3 runs of the same recipe"]


def test_a_base_that_was_no_file_is_called_the_base() -> None:
    (comparison,) = reviews().comparisons
    unnamed = replace(comparison, source=replace(comparison.source, path=""))
    assert View(replace(reviews(), comparisons=(unnamed,))).blocks[0].title == "Against the base"
