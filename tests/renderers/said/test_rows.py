"""Example by example: what was read, what is right, and which to look at first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from assay.core.scores import Measured, Scores
from assay.core.verdict import Gate, Outcome
from assay.renderers.page.samples import CUT_AT, passage, samples_of
from assay.renderers.said.rows import Rows
from assay.renderers.said.view import View
from tests.renderers.reports import TICKETS, documents, replies, said, tickets, tutorial


def test_the_wrong_ones_are_those_whose_labels_differ() -> None:
    assert sorted(Rows(tutorial()).worst(20)) == [3, 6, 13]


def test_each_kind_of_error_has_its_turn_the_frequent_ones_first() -> None:
    rows = Rows(tickets())
    assert rows.codes is not None
    reference, predicted = rows.codes
    worst = rows.worst(8)
    kinds = [(TICKETS[reference[row]], rows.label(row)) for row in worst]
    assert kinds[0] == ("account", "billing")
    assert len(set(kinds)) == 8
    assert len(set(zip(reference.tolist(), predicted.tolist(), strict=True)) - {(k, k) for k in range(5)}) == 8


def test_all_the_wrong_ones_come_where_there_is_room() -> None:
    rows = Rows(tickets())
    assert rows.correct is not None
    assert sorted(rows.worst(200)) == np.flatnonzero(~rows.correct).tolist()
    assert Counter(rows.correct.tolist()) == {True: 186, False: 14}


def test_texts_are_ranked_by_the_metric_that_a_gate_is_about() -> None:
    assert Rows(replies()).worst(2) == [4, 3]


def test_a_perfect_text_is_not_shown_among_the_worst() -> None:
    assert 1 not in Rows(replies()).worst(20)


def test_where_less_is_better_the_greatest_is_worst() -> None:
    assert Rows(documents()).worst(2) == [2, 1]


def test_the_gate_s_metric_goes_before_the_first() -> None:
    report = replies()
    length = Measured(
        "length",
        Scores(("n", "one"), np.array([[5.0, 1], [1, 1], [2, 1], [3, 1], [4, 1]])),
        lambda s: s[..., 0],
        "bounded",
        high=10.0,
    )
    both = replace(report, measured=(length, *report.measured))
    assert Rows(both).worst(1) == [4]
    gate = Gate(said("x", "x", "x"), "length", Outcome.FAIL, said("x", "x", "x"))
    asked = replace(both, judgement=replace(both.judgement, gates=(gate,)))
    assert Rows(asked).worst(1) == [1]


def test_multi_label_examples_are_correct_where_the_sets_are_equal() -> None:
    report = replies()
    equal = Scores(("equal", "n"), np.array([[0.0, 1], [1, 1], [1, 1], [0, 1], [1, 1]]))
    subset = Measured("subset_accuracy", equal, lambda sums: sums[..., 0] / sums[..., 1], "proportion")
    correct = Rows(replace(report, measured=(subset,))).correct
    assert correct is not None
    assert correct.tolist() == [False, True, True, False, True]


def test_a_report_without_examples_has_no_samples() -> None:
    assert samples_of(View(replace(tutorial(), examples=None, measured=()))) is None


def test_samples_say_how_they_were_chosen() -> None:
    found = samples_of(View(tickets()))
    assert found is not None
    assert found.how == "14 of 14 wrong examples, one of each kind of error in turn, frequent kinds first."
    worst = samples_of(View(replies("zh-Hans")))
    assert worst is not None
    assert worst.how == "最差的 4 个，最差的在前；依据：ROUGE-L。"


def test_an_output_that_is_just_its_label_is_not_said_twice() -> None:
    found = samples_of(View(tickets()))
    assert found is not None
    assert {(one.label, one.prediction is None) for one in found.chosen} == {
        ("billing", True),
        ("account", True),
        ("delivery", True),
        ("", False),
    }


def test_a_long_text_is_folded_and_a_very_long_one_is_cut() -> None:
    assert passage("short").whole == ""
    folded = passage("x" * 1000)
    assert (len(folded.head), len(folded.whole), folded.left_out) == (281, 1000, 0)
    assert passage("x" * (CUT_AT + 7)).left_out == 7


def test_of_a_prompt_the_user_s_own_words_are_shown_first() -> None:
    found = samples_of(View(replies()))
    assert found is not None
    prompt = found.chosen[0].prompt
    assert prompt is not None
    assert prompt.head.startswith("…")
    assert prompt.head.endswith("please help please help")
    assert "patient" not in prompt.head
    assert prompt.whole.startswith("<|im_start|>system")
