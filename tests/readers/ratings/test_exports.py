"""Exports of Label Studio and Argilla are read as the tools write them; what is no opinion of a person never counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assay.core.errors import InputError
from assay.core.ratings import Ratings
from assay.readers import read, read_candidate
from assay.readers.ratings import rated, read_ratings

EXPORTS = Path(__file__).parent / "exports"
NONE = np.nan
Rows = list[list[float]]


def export(name: str) -> Ratings:
    return read_ratings([str(EXPORTS / name)])


def assert_rated(found: Ratings, dimension: str, expected: Rows) -> None:
    """In the order of ids, where there are any: the tool's exports differ in theirs."""
    names = [item.id or item.output or "" for item in found.items]
    rows = found.matrix(dimension)[:, np.argsort(found.raters)][np.argsort(names)]
    np.testing.assert_array_equal(rows, expected)


def notes(found: Ratings) -> str:
    return " ".join(map(str, found.sources[0].notes))


# Label Studio

FLUENCY: Rows = [[4, 5], [2, NONE], [3, NONE], [NONE, 4]]  # ann and bob on n1 to n4; nobody on n5
ACCURACY: Rows = [[8, 7.5], [3, NONE], [NONE, 6], [NONE, 9]]
WITH_GROUND_TRUTH: Rows = [*FLUENCY[:3], [5, 4]]


@pytest.mark.parametrize("name", ["label_studio.json", "label_studio_emails.json"])
def test_a_full_export_counts_neither_skipped_annotations_nor_ground_truth_drafts_and_predictions(name: str) -> None:
    found = export(name)
    assert found.sources[0].format == "ratings-label-studio"
    assert_rated(found, "fluency", FLUENCY)
    assert_rated(found, "accuracy", ACCURACY)
    assert "2 annotations were skipped or marked as ground truth" in notes(found)


def test_choices_are_ratings_where_they_are_grades_and_other_questions_are_named() -> None:
    found = export("label_studio.json")
    assert_rated(found, "tone", FLUENCY)
    assert found.dimensions == ("fluency", "accuracy", "tone")
    assert "Left out, as the answers are no grades: flags, comment." in notes(found)


@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_a_row_an_annotation_is_the_same_but_for_what_it_does_not_say(ending: str) -> None:
    """A comment of "5" is no rating; that an annotation is ground truth stands in the full export alone."""
    found = export(f"label_studio.{ending}")
    assert found.sources[0].format == "ratings-label-studio-rows"
    assert_rated(found, "fluency", WITH_GROUND_TRUTH)
    assert set(found.dimensions) == {"fluency", "accuracy", "tone"}
    assert [item.id for item in found.items] == ["n1", "n2", "n3", "n4"]
    assert (found.items[0].system, found.items[0].prompt) == ("tuned", "Write a notice about the library.")


def test_json_min_writes_the_tasks_number_over_the_examples_id_so_the_text_tells() -> None:
    found = export("label_studio.min.json")
    assert {item.id for item in found.items} == {None}
    examples = read(
        [
            {"id": str(4 - at), "prediction": text, "reference": "-"}  # 1 to 4, in another order
            for at, text in enumerate([str(item.output) for item in export("label_studio.csv").items])
        ]
    )
    joined = rated(found, examples)
    assert joined.row.tolist() == [0, 1, 2, 3]
    np.testing.assert_array_equal(joined.ratings.matrix("fluency")[:, np.argsort(found.raters)], WITH_GROUND_TRUTH)


def test_who_annotated_is_one_person_in_both_exports() -> None:
    assert set(export("label_studio.json").raters) == set(export("label_studio.csv").raters) == {"1", "2"}
    by_mail = {"ann@example.org", "bob@example.org"}
    assert set(export("label_studio_emails.json").raters) == set(export("label_studio_emails.csv").raters) == by_mail


@pytest.mark.parametrize("name", ["label_studio_zh.json", "label_studio_zh.min.json", "label_studio_zh.csv"])
def test_fields_and_questions_may_be_called_in_chinese(name: str) -> None:
    found = export(name)
    assert_rated(found, "fluency", [[4, 3], [2, NONE], [5, 4]])
    assert_rated(found, "logic", [[5, 4], [3, 2], [4, NONE]])
    first = found.items[0]
    assert (first.id, first.output, first.system) == ("公1", "图书馆今日关闭，请第1天再来。", "微调后")


@pytest.mark.parametrize("name", ["label_studio_pairs.json", "label_studio_pairs.min.json", "label_studio_pairs.csv"])
def test_which_of_two_is_better_is_no_rating(name: str) -> None:
    with pytest.raises(InputError, match="which outputs people prefer, and rates none"):
        export(name)


def task(data: dict[str, Any], *annotations: dict[str, Any]) -> dict[str, Any]:
    return {"id": 7, "data": data, "annotations": list(annotations), "predictions": []}


def annotation(value: object, kind: str = "rating", name: str = "fluency", **more: Any) -> dict[str, Any]:
    result = {"from_name": name, "to_name": "t", "type": kind, "value": {kind: value}}
    return {"completed_by": 1, "result": [result], "was_cancelled": False, **more}


LONG = "An answer that is long enough to be what a model said."


@pytest.mark.parametrize(
    ("data", "output", "prompt"),
    [
        ({"question_text": "Why?", "llm_says": LONG, "topic": "a"}, LONG, None),
        ({"prompt": "Why?", "shown_text": LONG}, LONG, "Why?"),
        ({"text": "Short."}, "Short.", None),
        ({"prompt": "Why?", "topic": "a"}, None, "Why?"),
        (
            {"dialogue": [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "So."}]},
            "So.",
            "Why?",
        ),
    ],
    ids=["the longest text", "beside a prompt", "the only text", "no output", "a conversation"],
)
def test_what_was_rated_is_told_by_names_and_else_by_length(
    data: dict[str, Any], output: str | None, prompt: str | None
) -> None:
    found = read_ratings([[task(data, annotation(4))]])
    assert (found.items[0].output, found.items[0].prompt) == (output, prompt)


def test_a_task_that_tells_nothing_else_is_known_by_its_number() -> None:
    assert read_ratings([[task({"image": ["x"]}, annotation(4))]]).items[0].id == "7"


def test_of_several_annotations_by_one_person_the_latest_counts() -> None:
    late, early = ({"created_at": f"2026-01-0{day}T00:00:00Z"} for day in (2, 1))
    found = read_ratings([[task({"output": LONG}, annotation(5, **late), annotation(1, **early))]])
    assert found.matrix("fluency").tolist() == [[5.0]]


def test_a_choice_that_is_no_grade_is_set_aside_where_most_are() -> None:
    said = ["4 - good", "3 - fair", "not sure", "N/A"]
    rows = [task({"output": f"{LONG} {i}"}, annotation([one], "choices")) for i, one in enumerate(said)]
    found = read_ratings([rows])
    assert found.matrix("fluency").tolist() == [[4], [3]]
    assert [str(one.why) for one in found.sources[0].skipped] == ["is no rating: 'not sure'"]
    assert "1 rating is blank" in notes(found)


def test_a_question_that_is_called_rating_is_overall() -> None:
    assert read_ratings([[task({"output": LONG}, annotation(4, name="rating"))]]).dimensions == ("overall",)


@pytest.mark.parametrize(
    "broken",
    [
        {"completed_by": None, "result": [{"type": "rating", "from_name": "fluency", "value": {"rating": 2}}]},
        {"completed_by": 2, "result": [{"type": "rating", "from_name": "fluency", "value": None}, "x", None]},
        {"completed_by": {"id": 2}, "result": None},
    ],
)
def test_a_damaged_annotation_does_not_stop_the_others(broken: dict[str, Any]) -> None:
    found = read_ratings([[task({"output": LONG}, annotation(4), broken, annotation(None, completed_by=3))]])
    assert found.matrix("fluency")[0, 0] == 4


@pytest.mark.parametrize("name", ["label_studio.json", "label_studio.min.json", "argilla.json", "argilla1.json"])
def test_a_row_may_lack_any_of_its_fields(name: str) -> None:
    rows = json.loads((EXPORTS / name).read_text(encoding="utf-8"))
    for field in rows[0]:
        lacking = [{key: value for key, value in rows[0].items() if key != field}, *rows[1:]]
        assert len(read_ratings([lacking])) > 0


# Argilla

ANSWERS: Rows = [[5, 4], [NONE, 2], [NONE, 3]]  # bob and ann on n1 to n3; a draft on n4
TONES: Rows = [[5, 4], [NONE, 2], [3, NONE]]


@pytest.mark.parametrize("name", ["argilla_datasets.jsonl", "argilla_datasets.parquet", "argilla_flat.json"])
def test_of_argillas_answers_the_submitted_ones_count(name: str) -> None:
    found = export(name)
    assert found.sources[0].format == "ratings-argilla"
    assert_rated(found, "fluency", ANSWERS)
    assert_rated(found, "tone", TONES)
    assert "3 answers that are drafts or were discarded are left out" in notes(found)
    assert "no grades: comment" in notes(found)
    first = found.items[0]
    assert (first.id, first.system, first.prompt) == ("n1", "tuned", "Write a notice about the library.")


@pytest.mark.parametrize("name", ["argilla.json", "argilla_names.json", "argilla_index.json"])
def test_records_with_answers_within_do_not_say_which_were_submitted_so_it_is_said(name: str) -> None:
    found = export(name)
    assert_rated(found, "fluency", [[5, 4], [1, 2], [NONE, 3], [1, NONE]])
    assert "does not say which answers are drafts" in notes(found)
    assert (found.items[0].id, found.items[0].system) == ("n1", "tuned")


@pytest.mark.parametrize("name", ["argilla1.json", "argilla1_datasets.jsonl"])
def test_feedback_records_of_the_first_version(name: str) -> None:
    found = export(name)
    assert_rated(found, "fluency", [[5, 4], [NONE, 2], [4, 3]])
    assert_rated(found, "tone", TONES)
    assert "3 answers that are drafts or were discarded are left out" in notes(found)
    assert (found.items[0].id, found.items[0].system) == ("n1", "tuned")


def test_argillas_raters_are_one_person_in_all_exports() -> None:
    names = ("argilla.json", "argilla_flat.json", "argilla1.json", "argilla1_datasets.jsonl")
    assert {frozenset(export(name).raters) for name in names} == {frozenset({"000a11ce", "00000b0b"})}


def test_a_ranking_is_no_rating() -> None:
    with pytest.raises(InputError, match="which outputs people prefer, and rates none"):
        export("argilla_ranking.json")


# Beside other files


@pytest.mark.parametrize("name", sorted(path.name for path in EXPORTS.iterdir() if path.suffix != ".md"))
def test_an_export_given_as_predictions_is_told_where_it_goes(name: str) -> None:
    with pytest.raises(InputError):
        read_candidate(str(EXPORTS / name))


@pytest.mark.parametrize(
    ("rows", "form"),
    [
        ([{"id": "a", "annotations": [{"fluency": 4}], "data": "x"}], "nested"),
        ([{"id": "a", "data": {"x": 1}, "annotations": [{"fluency": 4}]}], "nested"),
        ([{"id": "a", "annotator": "r", "fluency": 4, "lead_time": 3}], "wide"),
        ([{"id": "a", "fields": {"x": "y"}, "responses": ["one", "two"], "rater": "r", "rating": 3}], "long"),
    ],
)
def test_neither_tools_form_takes_a_file_of_another(rows: list[dict[str, Any]], form: str) -> None:
    assert read_ratings([rows]).sources[0].format == f"ratings-{form}"


def test_an_export_in_one_line_a_task_is_the_same(tmp_path: Path) -> None:
    tasks = json.loads((EXPORTS / "label_studio.json").read_text(encoding="utf-8"))
    path = tmp_path / "tasks.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in tasks), encoding="utf-8")
    assert_rated(read_ratings([str(path)]), "fluency", FLUENCY)
