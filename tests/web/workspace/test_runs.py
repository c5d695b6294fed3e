"""Projects, runs and what people write on them, over HTTP, on both databases."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from assay.core.history import PAGE
from assay.stores.history import History
from tests.web.conftest import Open
from tests.web.served import Workspace, asked, get
from tests.web.workspace.made import ALL, Made


def names(found: dict[str, list[dict[str, str]]]) -> list[str]:
    """Of the files, without their folder and ending."""
    return [run["name"].rpartition("/")[2].removesuffix(".jsonl") for run in found["runs"]]


def test_projects_are_listed_with_the_newest_first(reading: Workspace) -> None:
    projects = reading.got("projects")
    assert [(one["name"], one["runs"]) for one in projects] == [
        ("without texts", 1),
        ("likelihoods", 2),
        ("halves", 4),
        ("texts", 2),
        ("sets", 2),
        ("工单/分类", 2),
        ("probable", 2),
        ("rounds", 3),
    ]
    newest = [one["newest"]["at"] for one in projects]
    assert newest == sorted(newest, reverse=True)


def test_runs_are_listed_by_every_condition_and_page_by_page(reading: Workspace) -> None:
    everything = reading.got("runs")
    assert everything["n"] == ALL
    assert names(everything)[0] == "round-0"  # the one without texts
    assert names(reading.got("runs", project="工单/分类")) == ["题目-2", "题目-1"]
    assert reading.got("runs", project="nobody") == {"runs": [], "n": 0}
    assert names(reading.got("runs", tag="学习率")) == ["round-2"]
    test_set = reading.got("runs", project="texts")["runs"][0]["test_set"]
    assert names(reading.got("runs", test_set=test_set)) == ["texts-2", "texts-1"]
    for outcome in ("pass", "fail", "inconclusive"):
        found = reading.got("runs", outcome=outcome)
        assert {run["outcome"] for run in found["runs"]} <= {outcome}
    assert sum(reading.got("runs", outcome=one)["n"] for one in ("pass", "fail", "inconclusive")) == ALL
    first, second = (reading.got("runs", limit=5, skip=skip) for skip in (0, 5))
    assert first["n"] == second["n"] == ALL
    assert first["runs"] + second["runs"] == everything["runs"][:10]
    assert reading.got("runs", skip=2**31) == {"runs": [], "n": ALL}
    both = reading.got("runs", project="rounds", outcome="fail", tag="released", text="round")
    assert both["n"] == len(both["runs"]) <= 1


def test_with_a_metric_its_numbers_are_shown_of_the_runs_that_have_it(reading: Workspace, made: Made) -> None:
    found = reading.got("runs", metric="macro_f1", project="rounds")
    assert found["n"] == 3
    for run, name in zip(found["runs"], ("round-2", "round-1", "round-0"), strict=True):
        one = made.reports[name].estimates["macro_f1"]
        assert (run["metric"], run["value"], run["low"], run["high"]) == ("macro_f1", one.value, one.low, one.high)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ROUND-1", ["round-1"]),
        ("100%_done!", ["round-1"]),
        ("%", ["round-1"]),
        ("_", ["round-1"]),
        ("!", ["round-1"]),
        ("!!", []),
        ("学习率 2E-5", ["round-1"]),
        ("题目", ["题目-2", "题目-1"]),
        ("\0", []),
        ("' OR 1=1 --", []),
    ],
)
def test_text_is_searched_for_as_it_is(reading: Workspace, text: str, found: list[str]) -> None:
    assert names(reading.got("runs", text=text)) == found


def test_letters_are_the_same_small_and_large_in_every_alphabet(workspace: Open, place: str, made: Made) -> None:
    server = workspace(place)
    run = made.ids["texts-1"]
    assert server.api(f"runs/{run}", {"note": "Éclair ПРИВЕТ, ＡＢＣ 100%_done!"}, "PATCH")[0] == 200
    for text in ("éclair", "ÉCLAIR", "Привет", "ＡＢＣ", "100%_DONE!"):
        assert run in [one["id"] for one in server.got("runs", text=text)["runs"]], text


def test_a_run_is_found_by_its_id_by_its_beginning_and_as_the_last(reading: Workspace, made: Made) -> None:
    run = made.ids["round-2"]
    whole = reading.got(f"runs/{run}")
    with History(reading.place) as history:
        assert whole["result"] == history.result(history.run(run))
    assert (whole["page"], whole["examples"]) == (True, True)
    assert whole["run"]["tags"] == ["released", "学习率"]
    assert reading.got(f"runs/{run[:8]}")["run"] == whole["run"]
    assert reading.got("runs/last")["run"]["id"] == made.ids["numbers"]
    without = reading.got(f"runs/{made.ids['numbers']}")
    assert (without["page"], without["examples"]) == (False, False)
    for unknown in ("zzzz", "0" * 64):
        status, said = reading.api(f"runs/{unknown}")
        assert status == 404
        assert said["error"].startswith(f"There is no run '{unknown}' in the history")
    assert reading.api(f"runs/{'0' * 65}")[0] == reading.api("runs/A_B")[0] == 422
    assert "没有" in reading.api("runs/zzzz?lang=zh-Hans")[1]["error"]


def test_a_note_and_tags_are_written_and_stay(workspace: Open, place: str, made: Made) -> None:
    server = workspace(place)
    run = f"runs/{made.ids['round-2']}"
    status, said = server.api(
        run, {"note": " 第二轮\nlr 1e-5 \0 \U0001f680", "tags": [" a ", "", "发布", "a"]}, "PATCH"
    )
    assert status == 200
    assert said["tags"] == ["a", "发布"]
    assert said["note"] == " 第二轮\nlr 1e-5 \\x00 \U0001f680"
    server.kill()
    server.start()
    assert server.got(run)["run"] == said
    assert server.api(run, {"note": None}, "PATCH")[1] == server.api(run, {}, "PATCH")[1] == said
    assert server.api(run, {"note": "", "tags": []}, "PATCH")[1] == said | {"note": "", "tags": []}
    wrong: list[object] = [{"note": "x" * 10_001}, {"tags": ["x"] * 51}, {"tags": ["x" * 101]}, {"note": 5}, [], "x"]
    for refused in wrong:
        status, answer = server.api(run, refused, "PATCH")
        assert status == 422, refused
        assert isinstance(answer["error"], str)
    assert server.api("runs/zzzz", {"note": "x"}, "PATCH")[0] == 404


def test_a_run_is_taken_out_by_its_whole_id_alone(workspace: Open, place: str, made: Made) -> None:
    server = workspace(place)
    run = made.ids["round-1"]
    for part in (run[:8], "last"):
        status, said = server.api(f"runs/{part}", method="DELETE")
        assert (status, said["error"]) == (404, "To take a run out takes its whole id.")
    assert server.api(f"runs/{run}", method="DELETE") == (204, None)
    assert server.api(f"runs/{run}", method="DELETE")[0] == server.api(f"runs/{run}")[0] == 404
    assert server.got("runs")["n"] == ALL - 1
    with History(place) as history:
        assert history.part(history.run(made.ids["round-2"]), PAGE)  # what both shared is still there
        assert len(history.looks()) == len(_looks(made))


def _looks(made: Made) -> list[object]:
    return [line for line in made.export.read_text().splitlines() if line.startswith('{"look"')]


def test_the_page_and_the_result_are_those_that_were_kept(reading: Workspace, made: Made) -> None:
    for name in ("round-1", "题目-1", "texts-2", "nll-1", "sets-1", "probable-1", "halves-1", "cut-1"):
        run, report = f"{reading.address}/runs/{made.ids[name]}", made.reports[name]
        status, text, headers = get(f"{run}/page")
        assert report.drawn is not None
        assert status == 200
        assert text == report.drawn.form(report, "html").encode("utf-8", "replace").decode()
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert headers["content-security-policy"].startswith("sandbox allow-scripts")
        result = get(f"{run}/result.json")
        with History(reading.place) as history:
            assert json.loads(result[1]) == history.result(history.run(made.ids[name]))
        assert result[2]["content-disposition"] == f'attachment; filename="result-{made.ids[name]}.json"'
    found = get(f"{reading.address}/runs/{made.ids['round-1'][:9]}/page?download=true")[2]["content-disposition"]
    assert found == f'attachment; filename="report-{made.ids["round-1"]}.html"'
    status, text, _ = get(f"{reading.address}/runs/{made.ids['numbers']}/page?lang=zh-Hans")
    assert (status, json.loads(text)["error"]) == (404, f"记录 {made.ids['numbers']} 的报告没有保存。")


def test_two_runs_beside_each_other_are_a_page_of_their_own(reading: Workspace, made: Made) -> None:
    ids = made.ids
    address = f"{reading.address}/runs/{ids['round-2']}/against/{ids['round-0']}/page"
    status, text, headers = get(f"{address}?lang=zh-Hans")
    assert status == 200
    assert headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "round-0" in text
    assert 'lang="zh-Hans"' in text
    refused = {
        f"runs/{ids['round-2']}/against/{ids['texts-1']}": 422,  # of several tasks
        f"runs/{ids['round-2']}/against/{ids['numbers']}": 409,  # without examples
        f"runs/{ids['round-2']}/against/zzzz": 404,
        f"runs/{ids['round-2']}/against/{ids['题目-1']}": 409,  # none in common
    }
    for path, expected in refused.items():
        status, text, _ = get(f"{reading.address}/{quote(path)}/page")
        assert status == expected, (path, text)
        assert json.loads(text)["error"]


SHELLS = ("", "compare", "evaluate", "ratings", "interface", "runs/x", "runs/x/against/y")


def test_every_view_is_the_same_shell_in_the_language_that_is_asked_for(reading: Workspace) -> None:
    for view in SHELLS:
        for language in ("en", "zh-Hans", "zh-Hant"):
            status, text, headers = get(f"{reading.address}/{view}?lang={language}")
            assert status == 200
            assert f'lang="{language}"' in text
            assert "script-src 'self'" in headers["content-security-policy"]
    assert get(f"{reading.address}/{quote('运行')}")[0] == 404
    assert asked(f"{reading.address}/", {}, "POST")[0] == 405


def test_the_workspace_says_what_it_is(reading: Workspace) -> None:
    for language in ("en", "zh-Hans", "zh-Hant"):
        about = reading.got("about", lang=language)
        assert about["language"] == language
        assert {one["code"] for one in about["languages"]} == {"en", "zh-Hans", "zh-Hant"}
        assert about["locked"] is False
        assert all(one["name"] and one["about"] for one in about["policies"])
    interface = reading.got("openapi.json")
    assert interface["info"]["title"] == "Assay"


def test_a_history_that_is_away_is_said_and_the_server_goes_on(workspace: Open, own_place: str) -> None:
    server = workspace(own_place)
    file = Path(own_place)
    kept = file.read_bytes()
    for path in file.parent.glob("history*"):
        path.unlink()
    file.write_bytes(b"not a database at all" * 100)
    status, said = server.api("runs")
    assert status == 503
    assert own_place in said["error"]
    file.write_bytes(kept)
    assert server.got("runs")["n"] == ALL
