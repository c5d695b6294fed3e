"""Every form in which preferences are written down is read, and what is none is set aside and counted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assay.core.errors import InputError
from assay.core.preferences import Preferences
from assay.readers.preferences import FORMS, read_said
from assay.readers.preferences.base import Form
from assay.stats.agreement import cohen
from assay.stats.pairs import majority
from tests.shared_data import shared_data

Row = dict[str, Any]

EXPORTED = [
    {"id": "1", "prompt": "Say a", "system_a": "tuned", "system_b": "base", "output_a": "A", "output_b": "a.",
     "rater": "ann", "dimension": "overall", "preference": "a"},
    {"id": "2", "prompt": "Say b", "system_a": "base", "system_b": "tuned", "output_a": "b.", "output_b": "B",
     "rater": "ann", "dimension": "overall", "preference": "tie"},
    {"id": "2", "prompt": "Say b", "system_a": "tuned", "system_b": "base", "output_a": "B", "output_b": "b.",
     "rater": "bob", "dimension": "overall", "preference": "b"},
]  # fmt: skip


def read(rows: object) -> Preferences:
    ratings, preferences = read_said([rows])
    assert ratings is None
    assert preferences is not None
    return preferences


def judgements(found: Preferences) -> list[tuple[str | None, str | None, int]]:
    """System or output of both, and the outcome."""
    named = [item.system or item.output for item in found.items]
    pairs = zip(found.first.tolist(), found.second.tolist(), found.outcome.tolist(), strict=True)
    return [(named[one], named[two], outcome) for one, two, outcome in pairs]


def test_what_assay_rate_exports_is_read() -> None:
    found = read(EXPORTED)
    assert judgements(found) == [("tuned", "base", 1), ("base", "tuned", 0), ("tuned", "base", -1)]
    assert (found.raters, found.dimensions) == (("ann", "bob"), ("overall",))
    assert found.ordered.all()
    assert found.prompt.tolist() == [0, 1, 1]
    assert len(found.items) == 4
    assert found.sources[0].format == "preferences-pairs"


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_files_are_read_as_values_are(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"pairs.{ending}"
    names = list(EXPORTED[0])
    lines = [",".join(names), *(",".join(map(str, row.values())) for row in EXPORTED)]
    lines = [json.dumps(row) for row in EXPORTED] if ending == "jsonl" else lines
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert judgements(read(str(path))) == judgements(read(EXPORTED))


def test_a_ranking_is_every_pair_within_it() -> None:
    order = {"x": 1, "y": 2, "z": 2}
    rows = [
        {"id": "1", "rater": "ann", "dimension": "fluency", "system": name, "output": name * 2, "rank": rank}
        for name, rank in order.items()
    ]
    found = read(rows)
    assert judgements(found) == [("x", "y", 1), ("x", "z", 1), ("y", "z", 0)]
    assert found.dimensions == ("fluency",)
    assert not found.ordered.any()
    assert set(found.prompt.tolist()) == {0}


def test_a_ranking_of_one_rater_or_dimension_is_not_mixed_with_anothers() -> None:
    rows = [
        {"id": "1", "rater": rater, "dimension": dimension, "system": name, "rank": rank}
        for rater in ("ann", "bob")
        for dimension in ("fluency", "logic")
        for name, rank in (("x", 1), ("y", 2))
    ]
    assert judgements(read(rows)) == [("x", "y", 1)] * 4


def test_a_row_that_is_no_rank_is_set_aside() -> None:
    rows = [{"id": "1", "rater": "ann", "system": f"s{i}", "rank": one} for i, one in enumerate([1, 2, "best", None])]
    found = read(rows)
    assert judgements(found) == [("s0", "s1", 1)]
    assert [one.line for one in found.sources[0].skipped] == [3]


@pytest.mark.parametrize(
    "row",
    [
        {"question_id": 81, "model_a": "x", "model_b": "y", "winner": "model_b", "judge": "author_2", "turn": 1},
        {"instruction": "i", "output_1": "x", "output_2": "y", "annotator": "7", "preference": 2},
        {"instruction": "i", "output_1": "x", "output_2": "y", "annotator": "7", "preference": 1.93},
        {"id": 3, "Output A": "x", "Output B": "y", "Better": "B"},
        {"编号": 3, "输出A": "x", "输出B": "y", "评分者": "甲", "更好": "乙"},
        {"編號": 3, "輸出1": "x", "輸出2": "y", "哪個更好": "後者"},
        {"id": 3, "model_a": "x", "model_b": "y", "winner": "y"},
        {"id": 3, "response1": "x", "response2": "y", "annotator1": 2, "annotator2": 2},
        {"id": 3, "system_a": "x", "system_b": "y", "better_fluency": "right"},
    ],
    ids=["MT-bench", "AlpacaEval", "weighted", "sheet", "zh-Hans", "zh-Hant", "named", "by rater", "by dimension"],
)
def test_the_ways_of_tools_and_sheets_say_the_same(row: Row) -> None:
    assert set(judgements(read([row]))) == {("x", "y", -1)}


def test_models_that_judge_are_told_from_people() -> None:
    pair = {"question_id": 81, "model_a": "x", "model_b": "y", "winner": "tie", "turn": 1}
    found = read([{**pair, "judge": ["gpt-4", "pair-v2"]}, {**pair, "judge": "author_2"}])
    assert found.judges == ("judge:gpt-4",)
    assert len(found.by_people) == 1


def test_what_says_neither_is_set_aside_and_a_blank_is_counted() -> None:
    said = ["a", "B", "tie (bothbad)", "平局", "", None, "N/A", "perhaps"]
    found = read([{"id": i, "output_a": "x", "output_b": "y", "preference": one} for i, one in enumerate(said)])
    assert found.outcome.tolist() == [1, -1, 0, 0]
    assert [str(one.why) for one in found.sources[0].skipped] == ["does not say which is better: 'perhaps'"]
    assert "3 judgements are blank" in str(found.sources[0].notes[0])


def test_zero_and_one_alone_do_not_say_which_is_which() -> None:
    rows = [{"id": i, "output_a": "x", "output_b": "y", "preference": i % 2} for i in range(4)]
    with pytest.raises(InputError, match="either may be the first"):
        read(rows)


def test_one_and_minus_one_are_the_first_and_the_second() -> None:
    rows = [{"id": i, "output_a": "x", "output_b": "y", "preference": one} for i, one in enumerate([1, -1, 0])]
    assert read(rows).outcome.tolist() == [1, -1, 0]


def test_two_outputs_without_an_answer_are_no_preferences() -> None:
    with pytest.raises(InputError, match="no column says which is better"):
        read_said([[{"id": 1, "output_a": "x", "output_b": "y"}]])


def test_ratings_and_preferences_may_be_given_together() -> None:
    ratings, preferences = read_said([EXPORTED, [{"id": "1", "rater": "ann", "fluency": 4}]])
    assert ratings is not None
    assert preferences is not None
    assert (len(ratings), len(preferences)) == (1, 3)


def test_pairs_that_ask_the_same_are_one_prompt() -> None:
    """As in PandaLM's test set: each row has a number, and each instruction several rows."""
    rows = [
        {"idx": i, "instruction": f"do {i // 2}", "input": "", "response1": "x", "response2": "y", "annotator1": 1,
         "annotator2": 0}
        for i in range(6)
    ]  # fmt: skip
    found = read(rows)
    assert len(set(found.prompt.tolist())) == 3
    assert found.by_place


def test_one_prompt_for_all_is_none_and_ids_tell() -> None:
    rows = [
        {"id": i, "prompt": "Translate.", "output_a": f"x{i}", "output_b": f"y{i}", "preference": "a"} for i in range(6)
    ]
    assert len(set(read(rows).prompt.tolist())) == 6


def test_every_form_keeps_the_contract() -> None:
    assert all(isinstance(FORMS[name](), Form) for name in FORMS)


def test_pandalms_test_set_gives_its_published_counts_and_kappas() -> None:
    """Wang et al. (2023), arXiv:2306.05087: 105 ties, 422 for the first, 472 for the second by majority; kappas .85,
    .86 and .88.
    """
    found = read(str(shared_data("ratings/pandalm_testset.json")))
    assert (len(found), len(found.systems), len(found.raters)) == (3 * 999, 5, 3)
    row = np.arange(len(found)) // 3
    assert Counter(majority(found.outcome, row).tolist()) == {0.0: 105, 1.0: 422, -1.0: 472}
    by_rater = [found.outcome[found.rater == rater].astype(np.float64) for rater in range(3)]
    kappas = [cohen(by_rater[i], by_rater[j]).value for i, j in ((0, 1), (1, 2), (0, 2))]
    assert [round(one, 3) for one in kappas] == [0.852, 0.862, 0.879]
