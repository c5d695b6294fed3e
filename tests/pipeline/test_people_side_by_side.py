"""What people said of several models side by side."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import jsonschema
import numpy as np
import pytest
from scipy.stats import kendalltau, spearmanr

import assay
from assay.core.errors import InputError
from assay.core.leaderboard import Leaderboard
from assay.core.people_by_system import PeopleBySystem
from assay.renderers.leaderboard.forms import leaderboard_as_markdown
from assay.renderers.leaderboard.page import leaderboard_as_html
from assay.renderers.leaderboard.text import leaderboard_as_text
from tests.shared_data import shared_data

Row = dict[str, Any]
SCHEMA = json.loads((files("assay.core") / "compare.schema.json").read_text(encoding="utf-8"))
N = 80
STRENGTH = {"good": 0.7, "fair": 0.1, "poor": -0.8}


def models(names: Iterable[str] = STRENGTH) -> dict[str, list[Row]]:
    return {
        name: [
            {"id": f"e{i}", "prediction": f"{name} {' words' * kept} {i}", "reference": f"gold words words words {i}"}
            for i in range(N)
        ]
        for kept, name in enumerate(names)
    }


def judgements(names: Iterable[str] = STRENGTH, seed: int = 1, each: int = 2) -> list[Row]:
    draw, rows = np.random.default_rng(seed), []
    for i in range(N):
        for rater in range(each):
            one, two = draw.permutation(list(names))[:2].tolist()
            chance = 1 / (1 + math.exp(STRENGTH.get(two, 0) - STRENGTH.get(one, 0)))
            answer = "tie" if draw.random() < 0.2 else "a" if draw.random() < chance else "b"
            rows.append({"id": f"e{i}", "system_a": one, "system_b": two, "rater": f"r{rater}", "preference": answer})
    return rows


def compared(ratings: object, made: dict[str, list[Row]] | None = None, **more: Any) -> Leaderboard:
    return assay.compare(made or models(), ratings=ratings, task="generation", metrics=["rouge1", "chrf"], **more)


def people_in(board: Leaderboard) -> PeopleBySystem:
    assert board.people is not None
    return board.people


def test_strengths_are_in_the_order_in_which_people_prefer_the_models() -> None:
    found = people_in(compared(judgements())).standings["overall"]
    assert found.fitted.all()
    assert np.argsort(-found.strength).tolist() == [0, 1, 2]
    assert (found.low < list(STRENGTH.values())).all()
    assert (found.high > list(STRENGTH.values())).all()
    assert found.wins.sum() + found.ties.sum() / 2 == 2 * N
    assert found.chances[0, 2] > 0.6
    assert found.prompts == N


def test_every_form_shows_them_and_the_json_keeps_its_schema() -> None:
    rated = [{"id": f"e{i}", "model": name, "rater": "r", "overall": 3 + i % 3} for name in STRENGTH for i in range(N)]
    board = compared([judgements(), rated])
    jsonschema.validate(board.to_dict(), SCHEMA)
    people = board.to_dict()["people"]
    assert set(people["preferences"]["overall"]["models"]) == set(STRENGTH)  # type: ignore[index]  # plain values
    for drawn in (leaderboard_as_text(board), leaderboard_as_markdown(board), leaderboard_as_html(board)):
        assert "What people prefer: overall" in drawn
        assert "What people say" in drawn
        assert "Metrics in the order of people" in drawn


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_the_page_speaks_chinese(lang: str) -> None:
    assert "Davidson 模型" in leaderboard_as_html(compared(judgements(), lang=lang))


def test_a_model_that_never_lost_is_above_all_and_has_no_number() -> None:
    rows = [{**row, "preference": "ab"[[row["system_a"], row["system_b"]].index("good")]} if "good" in row.values()
            else row for row in judgements()]  # fmt: skip
    board = compared(rows)
    found = people_in(board).standings["overall"]
    assert found.strength[0] == math.inf
    assert found.fitted.tolist() == [False, True, True]
    told = board.to_dict()["people"]["preferences"]["overall"]["models"]["good"]  # type: ignore[index]  # plain values
    assert (told["strength"], told["standing"]) == (None, "above")
    assert "good never lost" in leaderboard_as_text(board, width=200)


def test_rankings_are_judgements_of_every_pair() -> None:
    order = ("good", "fair", "poor")
    rows = [
        {"id": f"e{i}", "rater": "ann", "system": name, "rank": 1 + (place + (i % 4 == 0)) % 3}
        for i in range(N)
        for place, name in enumerate(order)
    ]
    found = people_in(compared(rows))
    assert found.judgements == 3 * N
    assert found.standings["overall"].strength.argmax() == 0


def test_other_models_in_the_file_do_not_count() -> None:
    rows = judgements([*STRENGTH, "unknown"])
    known = sum({row["system_a"], row["system_b"]} <= set(STRENGTH) for row in rows)
    found = people_in(compared(rows))
    assert found.judgements == known
    assert any("not counted" in note.in_language("en") for note in found.notes)


def test_what_speaks_of_none_of_the_models_is_refused() -> None:
    with pytest.raises(InputError, match="it speaks of"):
        compared(judgements(["x", "y"]))


def test_dialsummevals_means_by_system_are_reproduced() -> None:
    """The means of its 14 systems on 100 dialogues by 3 annotators each, and the order of a metric by scipy."""
    path = shared_data("ratings/dialsummeval_campus.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    made: dict[str, list[Row]] = {}
    for row in rows:
        gold = next(one["summary"] for one in rows if one["id"] == row["id"] and one["model_id"] == "A")
        said = {"id": row["id"], "prediction": row["summary"], "reference": gold}
        made.setdefault(row["model_id"], []).append(said)
    board = compared(str(path), made)
    found = people_in(board)
    means = {
        name: [one.means[place].value for one in found.dimensions.values()]  # type: ignore[union-attr]  # all were rated
        for place, name in enumerate(made)
    }
    assert list(found.dimensions) == ["consistency", "relevance", "fluency", "coherence"]
    assert means["A"] == pytest.approx([4.2733, 4.17, 4.4067, 4.4333], abs=5e-5)
    assert means["B"] == pytest.approx([4.36, 4.4267, 4.09, 3.12], abs=5e-5)
    assert means["D"] == pytest.approx([2.22, 2.3467, 3.62, 3.5667], abs=5e-5)
    assert means["N"] == pytest.approx([3.3333, 3.43, 4.3633, 4.24], abs=5e-5)
    (one,) = [each for each in found.orders if (each.metric, each.dimension) == ("rouge1", "relevance")]
    rouge = [entry.estimates["rouge1"].value for entry in board.entries]
    people = [mean.value for mean in found.dimensions["relevance"].means if mean is not None]
    assert one.systems == 14
    assert one.spearman.value == pytest.approx(float(spearmanr(rouge, people).statistic))
    assert one.kendall.value == pytest.approx(float(kendalltau(rouge, people).statistic))
    assert one.p == pytest.approx(float(spearmanr(rouge, people).pvalue), abs=0.02)
    assert one.spearman.low is not None


def test_with_fewer_than_ten_models_there_is_a_p_and_no_interval() -> None:
    rated = [
        {"id": f"e{i}", "model": name, "rater": "r", "overall": place + i % 3}
        for place, name in enumerate(STRENGTH, 1)
        for i in range(N)
    ]
    (one, *_) = people_in(compared(rated)).orders
    assert one.spearman.low is None
    assert one.spearman.value == pytest.approx(1.0)
    assert one.p == pytest.approx(1 / 3)
