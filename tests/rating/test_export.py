"""What people said comes out as `--ratings` reads it, and back on the same models and examples."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import assay
from assay.core.rating_project import Card, Criterion, Exhibit, Plan, Project, Rater
from assay.core.report import Json
from assay.rating.export import as_csv, as_jsonl, export_of
from assay.rating.results import results_of
from assay.readers.ratings import read_ratings
from assay.stores.rating import RatingStore
from tests.rating.made import answer_all, predictions, request, started, write

GRADES = {"base": 2, "tuned": 4}


def tables(store: RatingStore, project: Project) -> list[dict[str, Any]]:
    found: Any = results_of(store, project, "en")["tables"]
    return list(found)


def graded(rater: Rater, card: Card, shown: Exhibit) -> dict[str, Json]:
    """Each model its grade, the second rater one more; odd examples are commented on."""
    grade = GRADES[shown.outputs[0].system] + (rater.name == "Wang")
    return {"fluency": grade, **({"comment": "=odd"} if int(shown.example[1:]) % 2 else {})}


def test_ratings_come_back_by_model_rater_and_scale(tmp_path: Path) -> None:
    files = [predictions(tmp_path, model) for model in GRADES]
    store, begun = started(tmp_path, request(files, plan=Plan(repeats=3), practice=2))
    answer_all(store, begun.project, graded)
    rows = export_of(store, begun.project)
    assert len(rows) == 2 * 2 * 10  # without the practice and the repeats
    out = write(tmp_path / "ratings.jsonl", rows)
    ratings = read_ratings([out])
    assert ratings.raters == ("Li", "Wang")
    assert ratings.scales["fluency"].ends == (1.0, 5.0)
    assert ratings.scales["fluency"].stated
    report = assay.evaluate(files[1], base=files[0], ratings=out, history=None)
    assert report.people is not None
    assert report.people.dimensions["fluency"].estimate.value == pytest.approx(4.5)
    assert report.people.differences[0]["fluency"].value == pytest.approx(2.0)
    store.close()


def test_csv_says_the_same_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    files = [predictions(tmp_path, model, say=lambda at: f"=HYPERLINK({at})") for model in GRADES]
    store, begun = started(tmp_path, request(files))
    answer_all(store, begun.project, graded)
    rows = export_of(store, begun.project)
    text = as_csv(rows)
    read = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(read) == len(rows) == 48
    assert {row["output"][:2] for row in read} == {"'="}
    assert {row["comment"] for row in read} == {"", "'=odd"}
    path = tmp_path / "ratings.csv"
    path.write_text(text, encoding="utf-8")
    one, other = (read_ratings([place]) for place in (str(path), write(tmp_path / "r.jsonl", rows)))
    assert sorted(item.output or "" for item in one.items) == sorted(item.output or "" for item in other.items)
    assert one.value.tolist() == other.value.tolist()
    store.close()


def test_what_was_skipped_taken_back_or_only_commented_on_is_no_rating(tmp_path: Path) -> None:
    files = [predictions(tmp_path, "tuned", 4)]

    def said(rater: Rater, card: Card, shown: Exhibit) -> dict[str, Json]:
        answers: dict[str, dict[str, Json]] = {
            "q0": {"fluency": 3},
            "q1": {"skip": True, "comment": "unreadable"},
            "q2": {"fluency": None},
            "q3": {},
        }
        return answers[shown.example]

    store, begun = started(tmp_path, request(files, raters=("Li",)))
    answer_all(store, begun.project, said)
    rows = export_of(store, begun.project)
    assert {(row["id"], row.get("rating"), row["comment"]) for row in rows} == {
        ("q0", 3, None),
        ("q1", None, "unreadable"),
    }
    ratings = read_ratings([write(tmp_path / "r.jsonl", rows)])
    assert ratings.value.tolist() == [3.0]
    store.close()


def test_pairs_name_both_models_in_the_order_shown(tmp_path: Path) -> None:
    files = [predictions(tmp_path, model) for model in GRADES]

    def better(rater: Rater, card: Card, shown: Exhibit) -> dict[str, Json]:
        first = shown.outputs[card.order[0]].system
        if shown.example == "q0":
            return {"overall": 0}
        return {"overall": 1 if first == "tuned" else 2}

    store, begun = started(tmp_path, request(files, "pairs"))
    answer_all(store, begun.project, better)
    rows = export_of(store, begun.project)
    assert len(rows) == 24
    for row in rows:
        winner = {"a": row["system_a"], "b": row["system_b"], "tie": "neither"}[str(row["preference"])]
        assert winner == ("neither" if row["id"] == "q0" else "tuned")
        assert row["output_a"] == f"{row['system_a']} says {str(row['id'])[1:]}"
    (table,) = tables(store, begun.project)
    assert table["rows"][0][:2] == ["base", "0.042"]  # half of a tie in 12
    assert table["rows"][0][3:] == ["0", "2", "22", "12"]
    store.close()


def test_rankings_give_each_output_its_rank_and_ties_the_best_of_theirs(tmp_path: Path) -> None:
    files = [predictions(tmp_path, model, 30) for model in "abc"]

    def order(rater: Rater, card: Card, shown: Exhibit) -> dict[str, Json]:
        at = {shown.outputs[place].system: position + 1 for position, place in enumerate(card.order)}
        if shown.example == "q5":
            return {"overall": [[at["b"]]]}  # not finished
        if int(shown.example[1:]) % 3:
            return {"overall": [[at["a"], at["b"]], [at["c"]]]}
        return {"overall": [[at["c"]], [at["b"]], [at["a"]]]}

    store, begun = started(tmp_path, request(files, "ranking", raters=("Li",)))
    answer_all(store, begun.project, order)
    rows = export_of(store, begun.project)
    assert {(row["system"], row["rank"]) for row in rows if row["id"] == "q1"} == {("a", 1), ("b", 1), ("c", 3)}
    assert not [row for row in rows if row["id"] == "q5"]
    assert len(rows) == 29 * 3
    (table,) = tables(store, begun.project)
    assert [row[0] for row in table["rows"]] == ["b", "a", "c"]
    store.close()


def test_results_are_means_by_model_and_their_difference(tmp_path: Path) -> None:
    files = [predictions(tmp_path, model, 40) for model in GRADES]
    form = (Criterion("fluency", 1, 5),)
    store, begun = started(tmp_path, request(files, criteria=form))
    assert results_of(store, begun.project, "en") == {"tables": [], "said": ["Nothing was rated yet."]}

    def noisy(rater: Rater, card: Card, shown: Exhibit) -> dict[str, Json]:
        return {"fluency": GRADES[shown.outputs[0].system] + (int(shown.example[1:]) + len(rater.name)) % 2}

    answer_all(store, begun.project, noisy)
    means, differences = tables(store, begun.project)
    assert [row[:2] for row in means["rows"]] == [["base", "2.50"], ["tuned", "4.50"]]
    assert differences["rows"][0][1:4] == ["base", "tuned", "−2.00"]
    store.close()


def test_lone_halves_of_characters_do_not_stop_an_export() -> None:
    rows: list[dict[str, Json]] = [{"id": "a", "output": "\ud800 half", "rating": 3}]
    assert json.loads(as_jsonl(rows))["output"] == "\ufffd half"
    assert "\ufffd half" in as_csv(rows)
