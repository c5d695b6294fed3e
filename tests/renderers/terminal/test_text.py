"""The report on a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from assay.core.examples import Skipped
from assay.core.messages import LANGUAGES, literal
from assay.core.report import Report
from assay.core.verdict import Outcome, Verdict
from assay.renderers.said.scale import Mark
from assay.renderers.terminal.sheet import bar
from assay.renderers.terminal.text import TextRenderer
from assay.text.width import display_width
from tests.renderers.reports import ALL, documents, hostile, intents, tickets, tutorial

ESCAPE = re.compile(r"\x1b\[[\d;]*m")


def drawn(report: Report) -> str:
    return TextRenderer().render(report)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ALL.values(), ids=ALL)
def test_no_line_is_wider_than_80_columns(kind: Callable[[str], Report], language: str) -> None:
    lines = drawn(kind(language)).splitlines()
    assert max(map(display_width, lines)) <= 80


@pytest.mark.parametrize("kind", ALL.values(), ids=ALL)
@pytest.mark.parametrize(("width", "widest"), [(60, 60), (100, 100), (20, 60)])
def test_other_widths_are_kept_too_down_to_sixty(kind: Callable[[str], Report], width: int, widest: int) -> None:
    lines = TextRenderer(width=width).render(kind("zh-Hant")).splitlines()
    assert max(map(display_width, lines)) <= widest


def test_the_answer_comes_first_then_why_then_what_to_do() -> None:
    lines = drawn(tutorial()).splitlines()
    assert lines[0] == "? INCONCLUSIVE"
    assert lines[1].strip() == "15 examples cannot show that the model is better than always answering '1'."
    assert lines[3:6] == [
        "  What to do next",
        "  1. Give about 22 more examples.",
        "  2. Give the base model's predictions with --base.",
    ]


def test_the_only_reason_is_not_said_twice() -> None:
    report = tutorial()
    gate = replace(report.judgement.gates[0], why=report.verdict.why)
    shown = drawn(replace(report, judgement=replace(report.judgement, gates=(gate,))))
    assert shown.count("15 examples cannot show") == 1


def test_every_number_of_the_tutorial_is_there_with_its_interval() -> None:
    shown = drawn(tutorial())
    for number in ("0.8000  0.5495 – 0.9427", "0.8571  0.4727 – 0.9929", "0.7500  0.3905 – 0.9554"):
        assert number in shown
    assert "  0  6  1\n  1  2  6\n" in shown


def test_colour_changes_no_letter_and_no_place() -> None:
    for kind in ALL.values():
        report = kind("zh-Hans")
        coloured = TextRenderer(colour=True).render(report)
        assert ESCAPE.sub("", coloured) == drawn(report)
        assert coloured.count("\x1b[0m") == len(ESCAPE.findall(coloured)) // 2 > 0


def test_without_colour_there_is_no_escape() -> None:
    assert "\x1b" not in drawn(hostile())


def test_a_model_s_own_escapes_are_shown_and_not_obeyed() -> None:
    coloured = TextRenderer(colour=True).render(hostile())
    assert "\x1b[31mred" not in coloured
    assert "␛[31mred␛]0;title␇" in coloured
    assert "\u202e" not in coloured
    assert coloured.encode()


def test_an_outcome_is_told_by_its_sign_and_word_too() -> None:
    firsts = []
    for outcome in Outcome:
        report = tutorial()
        verdict = Verdict(outcome, literal("Because."))
        firsts.append(drawn(replace(report, judgement=replace(report.judgement, verdict=verdict))).splitlines()[0])
    assert firsts == ["✓ PASS", "✗ FAIL", "? INCONCLUSIVE"]


def test_an_infinite_perplexity_is_said_with_its_reason() -> None:
    shown = drawn(documents())
    assert "∞" in shown
    assert "Infinite: 1 token got probability 0." in shown


def test_seventy_seven_classes_become_the_weakest_and_the_most_frequent_errors() -> None:
    shown = drawn(intents())
    assert "The 20 weakest of 77 classes; result.json has them all." in shown
    assert "77 classes are too many to show side by side" in shown
    assert len(shown.splitlines()) < 110


def test_long_labels_are_cut_so_that_they_can_still_be_told_apart() -> None:
    shown = drawn(intents())
    names = re.findall(r"^  (card\S+)  13 ", shown, flags=re.MULTILINE)
    assert len(set(names)) == 20


def test_rows_that_were_set_aside_are_named_and_the_rest_counted() -> None:
    report = tickets()
    rows = tuple(Skipped("x.jsonl", line, literal("not JSON")) for line in range(1, 9))
    shown = drawn(replace(report, source=replace(report.source, skipped=rows)))
    assert "8 rows were set aside" in shown
    assert "x.jsonl:5: not JSON" in shown
    assert "x.jsonl:6" not in shown
    assert "and 3 more" in shown


def test_what_another_tool_reported_stands_beside_ours_with_what_it_means() -> None:
    shown = drawn(tickets())
    assert "predict_bleu-4   81.7674  the same definition here: 81.7674" in shown
    assert "These figures compare characters" in shown


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (Mark(0.5, 0.25, 0.75), "··├─●─┤··"),
        (Mark(0.5, 0.25, 0.75, threshold=1.0), "··├─●─┤·┃"),
        (Mark(0.5, 0.25, 0.75, baseline=0.0), "◇·├─●─┤··"),
        (Mark(0.5, 0.5, 0.5), "····●····"),
        (Mark(0.5, None, None), "····●····"),
        (Mark(None, 0.0, 1.0), "├───────┤"),
    ],
)
def test_a_bar_has_each_thing_in_its_place(mark: Mark, expected: str) -> None:
    assert bar(mark, 9) == expected
