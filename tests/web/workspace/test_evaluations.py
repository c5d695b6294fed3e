"""Evaluation in the browser: files go in, progress comes back, and the run is in the history."""

from __future__ import annotations

import json
import os
import re
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

import assay
from tests.pipeline.made import drawn, labels, texts
from tests.shared_data import shared_data
from tests.web.conftest import Open
from tests.web.served import Workspace
from tests.web.workspace.made import ALL, Made, copied

ENDED = {"done", "failed", "stopped"}


def lines(rows: Sequence[Mapping[str, object]]) -> bytes:
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


LABELS = lines(labels(drawn(0.8, 60, 1)))


def wish(files: Sequence[tuple[str, str]], **more: object) -> dict[str, object]:
    return {"files": [{"name": name, "role": role} for name, role in files], **more}


def begun(server: Workspace, files: Sequence[tuple[str, str, bytes]], lang: str = "en", **more: object) -> str:
    """An evaluation whose files are all sent; its id."""
    status, said = server.api(f"evaluations?lang={lang}", wish([one[:2] for one in files], **more))
    assert (status, said["state"]) == (201, "files")
    for number, (_, _, content) in enumerate(files):
        status, answer = server.api(f"evaluations/{said['id']}/files/{number}", content, "PUT")
        assert status == 200, answer
    return str(said["id"])


def ended(server: Workspace, key: str, lang: str = "en") -> dict[str, Any]:
    """What it has become, once it is over."""
    found: dict[str, Any] = until(
        lambda: one if (one := server.got(f"evaluations/{key}", lang=lang))["state"] in ENDED else None
    )
    return found


def until(found: Callable[[], Any], seconds: float = 60) -> Any:
    """What is found, once it is."""
    end = time.monotonic() + seconds
    while not (one := found()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return one


def evaluated(server: Workspace, *files: tuple[str, str, bytes], lang: str = "en", **more: object) -> dict[str, Any]:
    return ended(server, begun(server, files, lang, **more), lang)


def folders(server: Workspace) -> list[Path]:
    """Where files of evaluations lie."""
    return [*Path(server.variables["TMPDIR"]).glob("assay-*")]


@pytest.fixture
def server(workspace: Open, own_place: str, tmp_path: Path) -> Workspace:
    (tmp_path / "temporary").mkdir()
    return workspace(own_place, TMPDIR=str(tmp_path / "temporary"))


def test_a_file_is_evaluated_and_kept_under_its_own_name_as_the_command_keeps_it(
    workspace: Open, place: str, tmp_path: Path
) -> None:
    server = workspace(place)
    done = evaluated(server, ("预测 1.jsonl", "predictions", LABELS), project=" 工单 ")
    assert (done["state"], done["why"]) == ("done", None)
    whole = server.got(f"runs/{done['run']}")
    run = whole["run"]
    assert (run["project"], run["name"], run["path"], run["n"]) == ("工单", "预测 1.jsonl", "预测 1.jsonl", 60)
    assert (run["commit"], run["dirty"]) == (None, None)
    assert whole["page"]
    assert whole["examples"]
    (tmp_path / "预测 1.jsonl").write_bytes(LABELS)
    own = assay.evaluate(str(tmp_path / "预测 1.jsonl")).to_dict()
    assert whole["result"]["metrics"] == own["metrics"]
    assert whole["result"]["gates"] == own["gates"]


def test_every_role_is_what_the_option_of_that_name_is(server: Workspace) -> None:
    log = json.dumps({"log_history": [{"loss": 2.0 - step / 10, "step": step, "epoch": step} for step in range(1, 9)]})
    sheet = "id,rater,fluency\n" + "".join(f"t{n},{who},{4 + n % 2}\n" for n in range(40) for who in ("Li", "Wang"))
    policy = b"name: ours\ngates:\n  - chrf > 10\n"
    train = lines([{"prompt": f"q{n}", "output": f"a{n}"} for n in range(5)])
    done = evaluated(
        server,
        ("out.jsonl", "predictions", lines(texts(0.1, 40, 1))),
        ("seed2.jsonl", "repeat", lines(texts(0.1, 40, 2))),
        ("before.jsonl", "base", lines(texts(0.3, 40, 3))),
        ("sheet.csv", "ratings", sheet.encode()),
        ("train.jsonl", "train", train),
        ("trainer_state.json", "log", log.encode()),
        ("ours.yaml", "policy", policy),
        task="generation",
    )
    assert done["state"] == "done", done
    result = server.got(f"runs/{done['run']}")["result"]
    assert result["stability"]["metric"] == "chrf"
    assert result["comparison"]["base"] == "before.jsonl"
    assert result["people"]
    assert result["training_data"]
    assert result["training_run"]
    assert server.got(f"runs/{done['run']}")["run"]["policy"] == "ours"


def test_references_may_come_in_a_file_of_their_own(server: Workspace) -> None:
    done = evaluated(
        server,
        ("hyp.txt", "predictions", b"the cat sat\na dog ran\n"),
        ("ref.txt", "references", b"the cat sat\na dog runs\n"),
    )
    assert done["state"] == "done", done
    assert server.got(f"runs/{done['run']}")["result"]["metrics"]["exact_match"]["value"] == 0.5


def test_the_base_may_be_a_run_that_is_kept(server: Workspace, made: Made, tmp_path: Path) -> None:
    rows = lines(labels(drawn(0.95, 120, 7)))
    done = evaluated(server, ("new.jsonl", "predictions", rows), base_run=made.ids["round-0"], project="rounds")
    found = server.got(f"runs/{done['run']}")["result"]["comparison"]
    (made.folder / "new.jsonl").write_bytes(rows)
    other = copied(made, str(tmp_path / "other.sqlite3"))  # it has counted as many looks at these examples
    own = assay.evaluate(str(made.folder / "new.jsonl"), base=str(made.folder / "round-0.jsonl"), history=other)
    theirs = own.to_dict()["comparison"]
    assert isinstance(theirs, dict)
    assert found["metrics"] == theirs["metrics"]
    for base, said in (("zzzz", "no run"), (made.ids["numbers"], "examples")):
        failed = evaluated(server, ("new.jsonl", "predictions", rows), base_run=base)
        assert failed["state"] == "failed"
        assert said in failed["why"]


def test_files_of_one_name_are_told_apart(server: Workspace) -> None:
    before = lines(labels(drawn(0.4, 60, 2)))
    done = evaluated(
        server, ("predictions.jsonl", "predictions", LABELS), ("Predictions.jsonl", "base", before), project="same"
    )
    whole = server.got(f"runs/{done['run']}")
    assert (whole["run"]["name"], whole["run"]["base"]) == ("predictions.jsonl", "2/Predictions.jsonl")
    assert whole["run"]["sha256"] != whole["run"]["base_sha256"]


NAMES = {
    "../../etc/passwd": "passwd",
    "a\\b\\c.jsonl": "c.jsonl",
    "/": "file",
    "..": "file",
    "-": "file",
    "nul\0bell\a\x1b[31m.jsonl": "nulbell[31m.jsonl",
    "x" * 300: "x" * 200,
    "长" * 290 + ".jsonl": "长" * 64 + ".jsonl",
    "a*b?[c].jsonl": "ab[c].jsonl",
    "http://127.0.0.1/x.jsonl": "x.jsonl",
    "  .hidden.jsonl. ": "hidden.jsonl",
    "\u202egnp.jsonl": "gnp.jsonl",
    "~": "~",
    "default": "default",
}


def test_names_lead_nowhere_and_are_kept_as_far_as_a_folder_takes_them(server: Workspace) -> None:
    ids = [begun(server, [(name, "predictions", LABELS)]) for name in NAMES]
    found = [ended(server, key) for key in ids]
    assert {one["state"] for one in found} == {"done"}, found
    kept = [server.got(f"runs/{one['run']}")["run"]["name"] for one in found]
    assert dict(zip(NAMES, kept, strict=True)) == NAMES
    assert folders(server) == []


def test_a_file_that_cannot_be_evaluated_fails_with_its_sentence_in_the_language_of_who_asks(
    server: Workspace,
) -> None:
    bad = {
        b"": "",
        b"\x00\xff\x00\xff" * 50: "",
        b'{"id": 1, "text": "x"}\n': "",
        b"{" * 100_000: "",
    }
    for content in bad:
        failed = evaluated(server, ("bad.jsonl", "predictions", content))
        assert failed["state"] == "failed"
        assert "bad.jsonl" in failed["why"]
        assert server.variables["TMPDIR"] not in failed["why"]
        assert "mistake of ours" not in failed["why"]
    said = evaluated(server, ("坏.jsonl", "predictions", b'{"id": 1, "x": 2}\n'), lang="zh-Hans")["why"]
    assert re.search("[一-鿿]{4}", said.replace("坏", ""))
    policy = evaluated(server, ("p.jsonl", "predictions", LABELS), ("p.yaml", "policy", b"gates: [no > 1]"), lang="en")
    assert "no" in policy["why"]
    assert policy["state"] == "failed"
    log = evaluated(server, ("log.json", "log", b"{}"))
    assert log["state"] == "failed"
    assert server.got("runs")["n"] == ALL


def test_what_is_sent_is_never_run(server: Workspace, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    code = f"open({str(proof)!r}, 'w')\ndef f(prediction, reference): return 1.0\n".encode()
    spelt = [
        "gates: ['mine.py:f > 0']",
        "gates: ['./mine.py > 0']",
        "gates: [{metric: 'mine.py:f', operator: '>', threshold: 0}]",
        "gates: ['accuracy > 0']\nscores: {'mine.py:f': {accuracy: 1}}",
        "gates: ['s > 0']\nscores: {s: {'mine.py:f': 1}}",
        "gates: ['accuracy > 0']\nstability: {metric: 'mine.py:f', good: 1, bad: 0}",
        "gates: ['accuracy > base + 0', 'any of accuracy, mine.py:f > base']",
    ]
    for name, policies in {"p.yaml": spelt, "p.toml": ["gates = ['mine.py:f > 0']"]}.items():
        for policy in policies:
            failed = evaluated(
                server,
                ("p.jsonl", "predictions", LABELS),
                ("mine.py", "train", code),
                (name, "policy", policy.encode()),
            )
            assert failed["state"] == "failed", policy
            assert not proof.exists(), policy
    assert "is a program" in failed["why"]


def test_a_policy_that_is_called_like_a_ready_made_one_is_the_file_that_was_sent(server: Workspace) -> None:
    ready = server.got("about")["policies"][0]["name"]
    strict = b"name: my own\ngates: ['accuracy > 0.999']\n"
    done = evaluated(server, ("p.jsonl", "predictions", LABELS), (ready, "policy", strict))
    assert done["state"] == "done", done
    run = server.got(f"runs/{done['run']}")["run"]
    assert (run["policy"], run["outcome"]) == ("my own", "fail")
    named = evaluated(server, ("p.jsonl", "predictions", LABELS), policy=ready)
    assert named["state"] in {"done", "failed"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"files": []},
        {"files": [{"name": ""}]},
        {"files": [{"name": "x" * 301}]},
        {"files": [{"name": "x", "role": "program"}]},
        {"files": [{"name": "x"}] * 21},
        {"files": [{"name": "x"}], "project": "  "},
        {"files": [{"name": "x"}], "project": "x" * 201},
        {"files": [{"name": "x"}], "policy": "../../etc/passwd"},
        {"files": [{"name": "x"}], "policy": "mine.yaml"},
        {"files": [{"name": "x"}], "base_run": "../x"},
        {"files": [{"name": "x"}], "task": "everything"},
        b"{",
        b"",
    ],
)
def test_a_wish_that_is_none_is_refused(reading: Workspace, body: object) -> None:
    status, said = reading.api("evaluations", body, "POST")
    assert status == 422
    assert isinstance(said["error"], str)


def test_only_the_files_that_are_waited_for_are_taken_and_each_once(server: Workspace) -> None:
    status, said = server.api("evaluations", wish([("a.jsonl", "predictions"), ("b.jsonl", "base")]))
    put = f"evaluations/{said['id']}/files"
    assert server.api(f"{put}/2", b"x", "PUT")[0] == 409
    assert server.api(f"{put}/20", b"x", "PUT")[0] == server.api(f"{put}/-1", b"x", "PUT")[0] == 422
    assert server.api(f"{put}/0", LABELS, "PUT")[1]["state"] == "files"
    status, again = server.api(f"{put}/0?lang=zh-Hans", LABELS, "PUT")
    assert (status, again) == (409, {"error": "这个评估没有在等待这样的文件。"})
    assert server.api("evaluations/none")[0] == server.api("evaluations/none/files/0", b"x", "PUT")[0] == 404
    assert server.api(f"evaluations/{said['id']}", method="DELETE")[1]["state"] == "stopped"
    assert server.api(f"{put}/1", LABELS, "PUT")[0] == 409
    assert folders(server) == []


def half_sent(server: Workspace, key: str, declared: int = 1_000_000) -> socket.socket:
    """A connection on which a file has begun to come."""
    at = urlsplit(server.address)
    connection = socket.create_connection((at.hostname, at.port), timeout=20)
    head = f"PUT /api/evaluations/{key}/files/0 HTTP/1.1\r\nHost: {at.netloc}\r\nContent-Length: {declared}\r\n\r\n"
    connection.sendall(head.encode() + LABELS[:5000])
    return connection


def test_a_file_that_breaks_off_can_be_sent_again(server: Workspace) -> None:
    key = server.api("evaluations", wish([("a.jsonl", "predictions")]))[1]["id"]
    connection = half_sent(server, key)
    until(lambda: [path for folder in folders(server) for path in folder.iterdir()])
    assert server.api(f"evaluations/{key}/files/0", LABELS, "PUT")[0] == 409  # it is coming already
    connection.close()
    until(lambda: server.api(f"evaluations/{key}/files/0", LABELS, "PUT")[0] == 200)
    assert ended(server, key)["state"] == "done"
    assert "Traceback" not in server.end()[1]


def test_who_stops_a_file_half_way_is_not_waited_for(server: Workspace) -> None:
    key = server.api("evaluations", wish([("a.jsonl", "predictions")]))[1]["id"]
    with half_sent(server, key) as connection:
        until(lambda: [path for folder in folders(server) for path in folder.iterdir()])
        assert server.api(f"evaluations/{key}", method="DELETE")[1]["state"] == "stopped"
        connection.sendall(LABELS)
        assert b" 409 " in connection.recv(1000)
    assert folders(server) == []


def test_a_file_that_is_larger_than_allowed_is_refused_before_it_comes(server: Workspace) -> None:
    key = server.api("evaluations", wish([("a.jsonl", "predictions")]))[1]["id"]
    with half_sent(server, key, 2_000_000_001) as connection:
        assert b" 413 " in connection.recv(1000)
    assert server.api(f"evaluations/{key}")[1]["state"] == "files"


def test_stopping_ends_the_process_and_takes_its_files_away(server: Workspace) -> None:
    many = lines(texts(0.2, 30_000, 1))
    key = begun(server, [("many.jsonl", "predictions", many)])
    until(lambda: server.got(f"evaluations/{key}")["stage"])
    assert server.process is not None
    (worker,) = workers(server)
    assert len(folders(server)) == 1
    assert server.api(f"evaluations/{key}", method="DELETE")[1]["state"] == "stopped"
    worker.wait(10)
    assert folders(server) == []
    assert server.got("runs")["n"] == ALL
    assert server.api(f"evaluations/{key}", method="DELETE")[1]["state"] == "stopped"


def workers(server: Workspace) -> list[psutil.Process]:
    """The processes of evaluations."""
    assert server.process is not None
    children = psutil.Process(server.process.pid).children()
    return [one for one in children if "spawn_main" in " ".join(one.cmdline())]


def test_two_are_evaluated_at_a_time_and_the_others_wait_their_turn(server: Workspace) -> None:
    many = lines(texts(0.2, 4000, 1))
    ids = [begun(server, [(f"{n}.jsonl", "predictions", many)]) for n in range(4)]
    seen = []
    while True:
        states = [server.got(f"evaluations/{key}")["state"] for key in ids]
        seen.append((states.count("working"), states.count("waiting")))
        if set(states) <= ENDED:
            break
        time.sleep(0.02)
    assert states == ["done"] * 4
    assert max(working for working, _ in seen) == 2
    assert max(waiting for _, waiting in seen) >= 1
    assert server.got("runs")["n"] == ALL + 4


def test_too_many_are_refused_until_one_is_over(server: Workspace) -> None:
    ids = [server.api("evaluations", wish([("a.jsonl", "predictions")]))[1]["id"] for _ in range(20)]
    assert len(folders(server)) == 20
    status, said = server.api("evaluations?lang=zh-Hant", wish([("a.jsonl", "predictions")]))
    assert (status, said["error"]) == (422, "已有 20 個評估在等待。請在其中一個完成後再試。")
    server.api(f"evaluations/{ids[0]}", method="DELETE")
    assert server.api("evaluations", wish([("a.jsonl", "predictions")]))[0] == 201
    assert server.end()[0] == 0
    assert folders(server) == []


def test_ctrl_c_ends_evaluations_without_a_word_and_leaves_no_files(server: Workspace) -> None:
    many = lines(texts(0.2, 30_000, 1))
    begun(server, [("many.jsonl", "predictions", many)])
    begun(server, [("few.jsonl", "predictions", many)])
    found = until(lambda: workers(server))
    status, said = server.end()
    assert status == 0
    assert "Traceback" not in said
    psutil.wait_procs(found, 10)
    assert not any(one.is_running() for one in found)
    assert folders(server) == []


def test_a_server_that_is_killed_leaves_a_whole_history_and_no_files_and_starts_again(server: Workspace) -> None:
    many = lines(texts(0.2, 30_000, 1))
    key = begun(server, [("many.jsonl", "predictions", many)])
    until(lambda: server.got(f"evaluations/{key}")["stage"] == "measuring")
    found = workers(server)
    server.kill()
    psutil.wait_procs(found, 30)
    assert folders(server) == []
    server.start()
    assert server.api(f"evaluations/{key}")[0] == 404
    assert server.got("runs")["n"] == ALL
    assert evaluated(server, ("a.jsonl", "predictions", LABELS))["state"] == "done"


def test_a_process_that_is_killed_is_a_failure_in_words(server: Workspace) -> None:
    many = lines(texts(0.2, 30_000, 1))
    key = begun(server, [("many.jsonl", "predictions", many)])
    (worker,) = until(lambda: workers(server))
    worker.kill()
    found = ended(server, key, "zh-Hans")
    assert (found["state"], found["why"]) == (
        "failed",
        "这是我们的错误，或者机器内存不足。运行工作台的终端上有更多信息。",
    )
    assert folders(server) == []
    assert evaluated(server, ("a.jsonl", "predictions", LABELS))["state"] == "done"


def test_a_history_named_from_here_is_the_same_for_evaluations(workspace: Open, own_place: str, tmp_path: Path) -> None:
    server = workspace(os.path.relpath(own_place, tmp_path))
    assert server.got("runs")["n"] == ALL
    assert evaluated(server, ("a.jsonl", "predictions", LABELS))["state"] == "done"
    assert server.got("runs")["n"] == ALL + 1


def test_evaluations_keep_no_texts_where_none_are_to_be_kept(workspace: Open, own_place: str) -> None:
    server = workspace(own_place, ASSAY_HISTORY_KEEPS="numbers")
    done = evaluated(server, ("a.jsonl", "predictions", LABELS))
    whole = server.got(f"runs/{done['run']}")
    assert (whole["page"], whole["examples"]) == (False, False)


def test_real_files_of_tools_are_recognised_by_themselves(server: Workspace) -> None:
    for name in ("predictions/tweeteval_irony.jsonl", "classification/sms_spam.tsv"):
        found = evaluated(server, (Path(name).name, "predictions", shared_data(name).read_bytes()))
        assert found["state"] in {"done", "failed"}
        assert "mistake of ours" not in (found["why"] or "")
