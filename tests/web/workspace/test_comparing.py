"""Runs against each other over HTTP: side by side, over the rounds, one after another; and ratings of their outputs."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import cast

import jsonschema
import pytest
from msgspec.structs import replace

import assay
from assay.core.history import EXAMPLES, Result
from assay.stores.examples import pieces_of
from assay.stores.history import History
from tests.stores.runs import RESULT, run_of
from tests.web.conftest import Open
from tests.web.served import Workspace, get, got, post
from tests.web.workspace.made import Made

SCHEMA = json.loads((files("assay.core") / "compare.schema.json").read_text(encoding="utf-8"))
NUMBERS = ("difference", "low", "high", "p", "p_adjusted", "real", "method", "why")
ROUNDS = ("round-0", "round-1", "round-2")


def test_runs_are_side_by_side_as_their_files_are(reading: Workspace, made: Made) -> None:
    ids = [made.ids[name] for name in ROUNDS]
    for language in ("en", "zh-Hans", "zh-Hant"):
        found = reading.got("comparison", run=ids, lang=language)
        jsonschema.validate(found["board"], SCHEMA)
        assert found["board"]["language"] == language
    assert [run["id"] for run in found["runs"]] == ids
    board = assay.compare([str(made.folder / f"{name}.jsonl") for name in ROUNDS])
    own = cast("list[dict[str, object]]", board.to_dict()["pairs"])
    assert [[*map(pair.get, NUMBERS)] for pair in found["board"]["pairs"]] == [
        [*map(pair.get, NUMBERS)] for pair in own
    ]
    by = reading.got("comparison", run=ids, by="macro_f1")["board"]
    assert by["primary"] == "macro_f1"


def test_halves_of_characters_are_shown_wherever_they_are(workspace: Open, own_place: str, made: Made) -> None:
    server = workspace(own_place)
    for kind, metric in (("halves", "accuracy"), ("cut", "chrf")):
        one, other = (made.ids[f"{kind}-{n}"] for n in (1, 2))
        two = f"run={one}&run={other}"
        for path in (f"runs/{one}", f"comparison?{two}", f"changes?{two}&metric={metric}", "rounds?project=halves"):
            assert server.api(path)[0] == 200, path
        for path in (f"{one}/page", f"{one}/result.json", f"{one}/against/{other}/page", one):
            assert get(f"{server.address}/runs/{path}")[0] == 200, path
        status, project = server.api("ratings", {"runs": [one], "raters": ["Li"]})
        assert status == 201
        link, owner = server.address + project["raters"][0]["link"], server.address + project["owner"]
        assert got(f"{link}/cards")["cards"][0]["outputs"]
        mark = {"key": "k", "turn": 1, "position": 0, "what": "overall", "value": 1, "seconds": 2}
        assert post(f"{link}/marks", {"marks": [mark]})[0] == 200
        for path in ("overview", "results", "export.csv", "export.jsonl"):
            assert get(f"{owner}/{path}")[0] == 200, path
    status, _ = server.api(f"runs/{made.ids['cut-1']}", b'{"note": "\\ud83d"}', "PATCH")
    assert status == 422


def test_what_does_not_compare_is_said(reading: Workspace, made: Made) -> None:
    ids = made.ids
    asked = {
        f"run={ids['round-0']}": 422,
        f"run={ids['round-0']}&run={ids['round-0'][:8]}": 422,  # twice the same
        f"run={ids['round-0']}&run={ids['texts-1']}": 422,
        f"run={ids['round-0']}&run={ids['numbers']}": 409,
        f"run={ids['round-0']}&run=zzzz": 404,
        f"run={ids['round-0']}&run={ids['题目-1']}": 409,
        f"run={ids['round-0']}&run={ids['round-1']}&by=bleu": 422,
        f"run={ids['round-0']}&run={ids['round-1']}&by=nothing": 422,
        "&".join(f"run={n:04d}" for n in range(41)): 422,
        "": 422,
    }
    for query, expected in asked.items():
        status, said = reading.api(f"comparison?{query}&lang=zh-Hans")
        assert (status, isinstance(said["error"], str)) == (expected, True), (query, said)


def test_no_request_runs_a_program(workspace: Open, own_place: str, tmp_path: Path, made: Made) -> None:
    program = tmp_path / "mine.py"
    program.write_text(f"open({str(tmp_path / 'proof')!r}, 'w')\ndef f(prediction, reference): return 1.0\n")
    imported = replace(run_of(1), metric=f"{program}:f", project="theirs")
    result: Result = {**RESULT, "metrics": {f"{program}:f": {"value": 1.0}, str(program): {"value": 1.0}}}
    examples = assay.evaluate(str(made.folder / "round-0.jsonl")).examples
    assert examples is not None
    with History(own_place) as history:
        history.add(imported, result, {EXAMPLES: pieces_of(examples)})
    server = workspace(own_place)
    two = f"run={made.ids['round-0']}&run={made.ids['round-1']}"
    for metric in (f"{program}:f", f"{program}", "mine.py:f"):
        for path in (
            f"comparison?{two}&by={metric}",
            f"changes?{two}&metric={metric}",
            f"rounds?project=rounds&metric={metric}",
        ):
            status, said = server.api(path)
            assert (status, "is a program" in said["error"]) == (422, True), path
    for path in (
        "runs",
        "projects",
        f"runs/{imported.id}",
        "rounds?project=theirs",
        "rounds?project=theirs&test_set=cc",
        f"changes?run={imported.id}&run={made.ids['round-0']}&metric=accuracy",
        f"comparison?run={imported.id}&run={made.ids['round-0']}",
        f"runs?metric={program}",
    ):
        assert get(f"{server.address}/api/{path}")[0] == 200, (path, server.end())
    assert get(f"{server.address}/runs/{imported.id}/against/{made.ids['round-0']}/page")[0] == 200
    assert not (tmp_path / "proof").exists()


def test_rounds_are_the_runs_of_a_project_on_one_test_set_the_oldest_first(reading: Workspace, made: Made) -> None:
    found = reading.got("rounds", project="rounds", lang="zh-Hant")
    assert [run["id"] for run in found["rounds"]] == [made.ids[name] for name in ROUNDS]
    assert (found["metric"], found["title"], found["higher_is_better"]) == ("accuracy", "準確率", True)
    assert [(one["runs"], one["n"]) for one in found["test_sets"]] == [(3, 120)]
    assert found["test_set"] == found["test_sets"][0]["id"]
    assert "macro_f1" in found["metrics"]
    assert (found["floor"]["run"], found["floor"]["runs"]) == (made.ids["round-2"], 4)
    by_f1 = reading.got("rounds", project="rounds", metric="macro_f1")
    assert by_f1["floor"] is None
    assert [run["value"] for run in by_f1["rounds"]] == [
        made.reports[name].estimates["macro_f1"].value for name in ROUNDS
    ]
    assert reading.got("rounds", project="rounds", metric="bleu")["rounds"] == []
    assert reading.got("rounds", project="rounds", test_set="none")["rounds"] == []
    status, said = reading.api("rounds?project=nobody&lang=zh-Hans")
    assert status == 404
    assert "nobody" in said["error"]
    lower = reading.got("rounds", project="likelihoods")
    assert (lower["metric"], lower["higher_is_better"]) == ("perplexity", False)


def test_changes_from_round_to_round_are_tested_together(reading: Workspace, made: Made) -> None:
    ids = [made.ids[name] for name in (*ROUNDS, "numbers", "texts-1")]
    found = reading.got("changes", run=ids, metric="accuracy", lang="zh-Hans")
    assert [(one["before"], one["after"]) for one in found] == [*pairwise(ids)]
    assert [one["why"] is None for one in found] == [True, True, False, False]
    assert all(one["difference"] is None and one["p"] is None for one in found[2:])
    first = made.reports["round-1"].estimates["accuracy"].value - made.reports["round-0"].estimates["accuracy"].value  # type: ignore[operator]  # both have one
    assert found[0]["difference"] == pytest.approx(first)
    assert reading.api(f"changes?run={ids[0]}&run={ids[1]}")[0] == 422
    assert reading.api(f"changes?run={ids[0]}&run=zzzz&metric=accuracy")[0] == 404
    same = reading.got("changes", run=[ids[0], ids[0]], metric="accuracy")
    assert (same[0]["real"], same[0]["better"]) == (False, None)
    assert same[0]["why"]


def test_people_rate_the_outputs_of_runs(workspace: Open, place: str, made: Made) -> None:
    server = workspace(place)
    assert server.got("ratings") == []
    asked = {
        "runs": [made.ids["texts-1"], made.ids["texts-2"]],
        "name": "第一次",
        "dimensions": ["fluency", "logic:1-7"],
        "raters": [" Li ", "王"],
        "sample": 5,
    }
    status, project = server.api("ratings", asked)
    assert status == 201
    assert (project["name"], project["mode"], project["cards"], project["done"]) == ("第一次", "rating", 20, 0)
    assert [one["name"] for one in project["raters"]] == ["Li", "王"]
    links = {one["name"]: server.address + one["link"] for one in project["raters"]}
    cards = got(f"{links['Li']}/cards?count=200")["cards"]
    assert len(cards) == 10
    assert got(f"{links['王']}/start")["rater"] == {"name": "王"}
    mark = {"key": "k", "turn": 1, "position": 0, "what": "fluency", "value": 4, "seconds": 2}
    assert post(f"{links['Li']}/marks", {"marks": [mark]})[1]["saved"] == ["k"]
    assert [one["done"] for one in server.got("ratings")] == [1]
    assert got(f"{server.address}{project['owner']}/overview")["cards"] == 20
    assert get(f"{server.address}{project['owner']}")[0] == 200
    (row,) = map(json.loads, get(f"{server.address}{project['owner']}/export.jsonl")[1].splitlines())
    assert row["system"].rpartition("/")[2] in {"texts-1.jsonl", "texts-2.jsonl"}
    status, again = server.api("ratings", asked)
    assert (status, again["cards"]) == (201, 20)  # gone on with
    pairs = asked | {"name": None, "mode": "pairs", "dimensions": []}
    assert server.api("ratings", pairs)[1]["mode"] == "pairs"
    assert [one["name"] for one in server.got("ratings")] == ["rating 1", "第一次"]
    server.end()
    server.start()
    assert len(server.got("ratings")) == 2
    assert got(f"{links['Li']}/start")["marks"]


def test_ratings_that_do_not_fit_together_are_refused(workspace: Open, own_place: str, made: Made) -> None:
    server = workspace(own_place)
    two: dict[str, object] = {"runs": [made.ids["texts-1"], made.ids["texts-2"]], "raters": ["Li"]}
    refused: dict[int, list[dict[str, object]]] = {
        422: [
            two | {"raters": []},
            two | {"raters": [" "]},
            two | {"runs": []},
            two | {"dimensions": ["fluency:9-1"]},
            two | {"dimensions": ["fluency:x"]},
            two | {"mode": "pairs", "runs": [made.ids["texts-1"]]},
            two | {"sample": 0},
            two | {"runs": [made.ids["texts-1"]] * 11},
        ],
        404: [two | {"runs": ["zzzz"]}],
        409: [two | {"runs": [made.ids["numbers"]]}, two | {"runs": [made.ids["texts-1"], made.ids["round-0"]]}],
    }
    for status, bodies in refused.items():
        for body in bodies:
            found, said = server.api("ratings", body)
            assert (found, isinstance(said.get("error"), str)) == (status, True), (body, said)
    assert server.got("ratings") == []


@pytest.mark.parametrize("mode", ["rating", "ranking"])
def test_one_run_is_rated_alone(workspace: Open, own_place: str, made: Made, mode: str) -> None:
    server = workspace(own_place)
    status, _ = server.api("ratings", {"runs": [made.ids["sets-1"]], "raters": ["Li"], "mode": mode})
    assert status in (201, 409, 422)
