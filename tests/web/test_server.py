"""The server keeps raters apart, hides which model wrote what, and answers what is wrong with a sentence."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from itertools import count
from pathlib import Path

import pytest

from tests.rating.made import predictions
from tests.stores.databases import fresh_database
from tests.web.conftest import Serve
from tests.web.served import Served, get, got, post

KEYS = map(str, count())


def mark(position: int, value: object, turn: int = 1, what: str = "fluency", key: str = "") -> dict[str, object]:
    return {"key": key or next(KEYS), "turn": turn, "position": position, "what": what, "value": value, "seconds": 2.0}


def sent(link: str, one: dict[str, object]) -> bool:
    """Whether the server says that the mark is saved; it may be away."""
    try:
        return bool(post(f"{link}/marks", {"marks": [one]})[1]["saved"])
    except (OSError, HTTPException, ValueError):  # cut off before, within or after its answer
        return False


def rated(serve: Serve, folder: Path, *arguments: str) -> Served:
    files = [predictions(folder, model) for model in ("secretbase", "secrettuned")]
    return serve(*files, "--dimensions", "fluency", "--raters", "Li,Wang", *arguments)


def test_a_rater_sees_prompts_and_outputs_and_nothing_of_models_ids_others_or_other_projects(
    serve: Serve, tmp_path: Path
) -> None:
    here = predictions(tmp_path, "other", say=lambda at: f"confidential {at}")
    serve(here, "--raters", "Zhou", "--name", "hidden").end()
    server = rated(serve, tmp_path)
    mine, theirs = server.links["Li"], server.links["Wang"]
    post(f"{theirs}/marks", {"marks": [mark(0, 3), mark(0, "a remark of hers", what="comment")]})
    seen = "".join(get(f"{mine}{path}")[1] for path in ("", "/start", "/cards?count=200"))
    assert "question 3" in seen
    assert "says 3" in seen
    for word in ("secretbase says", "secrettuned says"):  # only the outputs themselves name the models
        seen = seen.replace(word, "")
    for secret in ("secretbase", "secrettuned", '"q3"', "Wang", "remark", "confidential", "hidden", "Zhou"):
        assert secret not in seen
    assert got(f"{mine}/start")["marks"] == []


def test_a_secret_opens_its_own_page_alone(serve: Serve, tmp_path: Path) -> None:
    server = rated(serve, tmp_path)
    rater, owner = server.links["Li"].rpartition("/")[2], server.owner.rpartition("/")[2]
    begins = server.owner.rpartition("/o/")[0]
    wrong = (f"o/{rater}", f"o/{rater}/overview", f"o/{rater}/results", f"o/{rater}/export.csv", f"r/{owner}/start")
    nowhere = ("r/x/start", "r/x", "r/", "", "o/", "docs", "redoc", "static/../app.py", "static/%2e%2e/app.py")
    for path in (*wrong, *nowhere):
        status, text, _ = get(f"{begins}/{path}")
        assert status in (404, 405), path
        assert "Li" not in text
    assert post(f"{begins}/r/x/marks", {"marks": []})[0] == 404
    assert post(f"{begins}/o/{rater}/raters", {"name": "Eve"})[0] == 404


def test_marks_are_kept_once_and_what_is_wrong_with_the_others_is_said(serve: Serve, tmp_path: Path) -> None:
    server = rated(serve, tmp_path)
    link = server.links["Li"]
    twice = mark(0, 4, key="once")
    status, said = post(f"{link}/marks", {"marks": [twice, mark(1, 9, key="off"), mark(99, 1, key="far")]})
    assert (status, said["saved"]) == (200, ["once"])
    assert {one["key"]: one["why"] for one in said["refused"]} == {
        "off": "This is no possible answer.",
        "far": "You have no card 99.",
    }
    assert post(f"{link}/marks", {"marks": [twice]})[1]["saved"] == ["once"]
    start = got(f"{link}/start")
    assert start["marks"] == [{"position": 0, "what": "fluency", "value": 4, "turn": 1}]
    assert start["turn"] == 1
    assert start["pace"] == 2.0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        {"marks": [{}]},
        {"marks": [mark(0, {"a": 1})]},
        {"marks": [mark(-1, 1)]},
        {"marks": [{**mark(0, 1), "turn": 2**70}]},
        {"marks": [{**mark(0, 1), "seconds": -1}]},
        {"marks": [{**mark(0, 1), "key": "x" * 101}]},
        {"marks": [mark(0, 1)] * 501},
        b'{"marks": [{"key": "k", "turn": 1, "position": 0, "what": "fluency", "value": NaN}]}',
        b'{"marks": "\xff"}',
    ],
)
def test_a_request_that_is_none_is_refused_with_a_sentence(serve: Serve, tmp_path: Path, body: object) -> None:
    link = rated(serve, tmp_path).links["Li"]
    status, said = post(f"{link}/marks", body)
    assert 400 <= status < 500
    assert isinstance(said["error"], str)
    assert got(f"{link}/start")["marks"] == []


def test_the_browser_is_told_what_a_page_must_not_do(serve: Serve, tmp_path: Path) -> None:
    server = rated(serve, tmp_path)
    for address in (server.links["Li"], server.owner, f"{server.owner}/export.csv", f"{server.owner}x"):
        headers = get(address)[2]
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "'unsafe" not in policy
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers
    page = get(server.links["Li"])[1]
    assert "<script>" not in page
    assert "onload" not in page
    assert 'style="' not in page


def test_no_other_site_reaches_it_by_a_name_of_its_own(serve: Serve, tmp_path: Path) -> None:
    server = rated(serve, tmp_path)
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::2]:80"):
        assert get(f"{server.links['Li']}/start", Host=host)[0] == 421
    assert get(f"{server.links['Li']}/start", Host="localhost:1")[0] == 200


def test_a_request_that_never_ends_is_cut_off(serve: Serve, tmp_path: Path) -> None:
    link = rated(serve, tmp_path).links["Li"]
    large = {"marks": [mark(0, "x" * 5_000_000, what="comment")]}
    status, _, _ = get(link, **{"Content-Length": "99999999"})
    assert status == 413
    with pytest.raises((AssertionError, OSError, json.JSONDecodeError)):
        assert post(f"{link}/marks", large)[0] == 200
    assert got(f"{link}/start")["marks"] == []


def test_the_language_is_the_asked_one_else_the_browsers(serve: Serve, tmp_path: Path) -> None:
    link = rated(serve, tmp_path).links["Li"]
    asked = {"zh-TW,en;q=0.5": "zh-Hant", "zh-CN": "zh-Hans", "de,fr": "en", "de,zh-HK;q=0.3": "zh-Hant", "": "en"}
    for header, language in asked.items():
        start = got(f"{link}/start", **{"Accept-Language": header})
        assert start["language"] == language
        assert f'lang="{language}"' in get(link, **{"Accept-Language": header})[1]
    start = got(f"{link}/start?lang=zh-Hans", **{"Accept-Language": "en"})
    assert start["project"]["criteria"][0]["title"] == "流畅度"
    assert start["project"]["criteria"][0]["anchors"][4] == {"value": 5, "text": "如同认真的母语者所写"}
    assert set(start["words"]) == set(got(f"{link}/start?lang=en")["words"])


def test_whoever_runs_it_sees_how_far_people_are_and_whether_they_agree_and_not_whose_the_outputs_are(
    serve: Serve, tmp_path: Path
) -> None:
    server = rated(serve, tmp_path, "--repeats", "2")
    for name, link in server.links.items():
        cards = got(f"{link}/cards?count=200")["cards"]
        marks = [mark(card["position"], 1 + int(card["outputs"][0]["text"][-1]) % 4, turn=2) for card in cards[:-1]]
        marks.append(mark(cards[-1]["position"], True, what="skip"))
        marks.append(mark(3, "no sense" if name == "Li" else "", what="report"))
        assert len(post(f"{link}/marks", {"marks": marks})[1]["saved"]) == len(marks)
    seen = got(f"{server.owner}/overview?lang=en")
    assert [(one["name"], one["done"], one["cards"], one["skipped"]) for one in seen["raters"]] == [
        ("Li", 26, 26, 1),
        ("Wang", 26, 26, 1),
    ]
    assert (seen["done"], seen["cards"]) == (52, 52)
    assert [one["repeats"]["same"] for one in seen["raters"]] == [one["repeats"]["n"] for one in seen["raters"]]
    agreement = seen["agreement"][0]
    assert agreement["alpha"]["value"] == pytest.approx(1.0)
    assert agreement["title"] == "Fluency"
    assert "agree" in agreement["said"]
    assert [one["why"] for one in seen["reports"]] == ["no sense", ""]
    assert seen["disagreements"] == []
    text = json.dumps(seen)
    assert "secretbase" not in text.replace("secretbase says", "")
    results = got(f"{server.owner}/results?lang=en")
    assert {row[0] for row in results["tables"][0]["rows"]} == {"secretbase", "secrettuned"}


def test_disagreements_are_shown_with_who_said_what(serve: Serve, tmp_path: Path) -> None:
    server = rated(serve, tmp_path)
    for name, link in server.links.items():
        cards = got(f"{link}/cards?count=200")["cards"]
        wild = next(card["position"] for card in cards if card["outputs"][0]["text"] == "secretbase says 7")
        marks = [mark(card["position"], 3) for card in cards if card["position"] != wild]
        post(f"{link}/marks", {"marks": [*marks, mark(wild, 1 if name == "Li" else 5)]})
    (one,) = got(f"{server.owner}/overview?lang=en")["disagreements"]
    assert one["outputs"] == ["secretbase says 7"]
    assert one["ratings"] == [{"rater": "Li", "value": "1"}, {"rater": "Wang", "value": "5"}]
    assert one["spread"] == 4


def test_the_order_of_two_outputs_that_are_disputed_does_not_tell_whose_they_are(serve: Serve, tmp_path: Path) -> None:
    files = [predictions(tmp_path, model, 40) for model in "ab"]
    server = serve(*files, "--mode", "pairs", "--raters", "Li,Wang")
    for name, link in server.links.items():
        cards = got(f"{link}/cards?count=200")["cards"]
        first = {card["position"]: card["outputs"][0]["text"].startswith("a") for card in cards}
        likes_a = name == "Li"
        marks = [mark(place, 1 if is_a == likes_a else 2, what="overall") for place, is_a in first.items()]
        post(f"{link}/marks", {"marks": marks})
    disputed = got(f"{server.owner}/overview?lang=en")["disagreements"]
    assert len(disputed) == 20
    assert 3 < sum(one["outputs"][0].startswith("a") for one in disputed) < 17
    for one in disputed:
        better = {said["rater"]: said["value"] for said in one["ratings"]}
        assert better["Li"] == ("A is better" if one["outputs"][0].startswith("a") else "B is better")
        assert better["Wang"] != better["Li"]


def test_somebody_joins_while_it_runs(serve: Serve, tmp_path: Path) -> None:
    server = rated(serve, tmp_path)
    status, joined = post(f"{server.owner}/raters?lang=en", {"name": " 周 "})
    assert (status, joined["name"]) == (200, "周")
    start = got(server.owner.rpartition("/o/")[0] + joined["link"] + "/start")
    assert (start["rater"]["name"], start["cards"]) == ("周", 24)
    status, said = post(f"{server.owner}/raters?lang=en", {"name": "Li"})
    assert (status, said["error"]) == (409, "There is a rater 'Li' already.")
    assert post(f"{server.owner}/raters", {"name": "   "})[0] == 422


def test_many_marks_of_many_raters_at_once_are_all_there_after_two_kills(serve: Serve, tmp_path: Path) -> None:
    files = [predictions(tmp_path, "a", 200)]
    server = serve(*files, "--dimensions", "fluency", "--raters", "A,B,C,D,E")

    def rate(link: str) -> None:
        for position in range(200):
            one = mark(position, position % 5 + 1, turn=position, key=f"{link}-{position}")
            while not sent(link, one):  # again until it is said to be saved, as the page does
                time.sleep(0.05)

    with ThreadPoolExecutor(5) as raters:
        work = [raters.submit(rate, link) for link in server.links.values()]
        for least in (200, 600):
            while got(f"{server.owner}/overview")["done"] < least:
                time.sleep(0.01)
            server.kill()
            server.start()
        for one in work:
            one.result()
    rows = get(f"{server.owner}/export.jsonl")[1].splitlines()
    assert len(rows) == 1000
    assert {(row["rater"], row["id"]) for row in map(json.loads, rows)} == {
        (name, f"q{at}") for name in "ABCDE" for at in range(200)
    }


def test_two_servers_on_one_postgresql_database_are_one_project(serve: Serve, tmp_path: Path, postgres: str) -> None:
    store = fresh_database(postgres)
    files = [predictions(tmp_path, "a", 30)]
    arguments = (*files, "--dimensions", "fluency", "--raters", "Li,Wang", "--store", store)
    servers = [serve(*arguments), serve(*arguments)]
    links = [{name: link.rpartition("/")[2] for name, link in server.links.items()} for server in servers]
    assert links[0] == links[1]
    with ThreadPoolExecutor(4) as raters:
        work = [
            raters.submit(sent, server.links[name], mark(place, place % 5 + 1, turn=place, key=f"{name}{place}"))
            for place in range(30)
            for name, server in zip(("Li", "Wang"), servers, strict=True)
        ]
    assert all(one.result() for one in work)
    servers[0].kill()
    rows = [json.loads(line) for line in get(f"{servers[1].owner}/export.jsonl")[1].splitlines()]
    assert {(row["rater"], row["id"]) for row in rows} == {
        (name, f"q{at}") for name in ("Li", "Wang") for at in range(30)
    }
    assert "60 answers in ratings.jsonl" in servers[1].end()[1]
