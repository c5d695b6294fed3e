"""`assay serve` as people run it: an address, a stop, and what is wrong said in a sentence."""

from __future__ import annotations

import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from assay.cli.serve import PASSWORD
from assay.core.messages import LANGUAGES
from assay.stores.history import History
from assay.stores.schema import LATEST
from tests.cli.command import assay, environment
from tests.pipeline.made import drawn, labels, written
from tests.rating.made import predictions
from tests.stores.runs import RESULT, run_of
from tests.web.served import Served, Workspace, get

pytestmark = pytest.mark.usefixtures("signals_as_on_a_terminal")


def served(folder: Path, *arguments: str, **variables: str) -> Workspace:
    place = {"ASSAY_HISTORY": str(folder / "history.sqlite3")}
    return Workspace(folder, arguments, variables=place | variables).start()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_explains_itself(language: str) -> None:
    done = assay("serve", "--help", "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    for option in ("--host", "--port", "--password-file", "--store", PASSWORD):
        assert option in done.stdout
    assert done.stdout.isascii() == (language == "en")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_when_it_is_told_to(tmp_path: Path, how: signal.Signals) -> None:
    server = served(tmp_path)
    assert server.address == f"http://127.0.0.1:{server.port}"
    assert server.got("runs") == {"runs": [], "n": 0}
    status, said = server.end(how)
    rating = Served(tmp_path, (predictions(tmp_path, "a"),)).start()
    assert status == rating.end(how)[0]  # as `assay rate` does
    assert said == f"It shows what {tmp_path / 'history.sqlite3'} keeps. Ctrl-C ends.\n"


def test_a_history_is_made_in_the_project_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    server = Workspace(tmp_path, (), variables={"ASSAY_HISTORY": ""}).start()
    assert server.got("projects") == []
    assert (tmp_path / ".assay" / "history.sqlite3").exists()
    assert (tmp_path / ".assay" / "ratings.sqlite3").exists()
    server.end()


def test_ratings_that_were_begun_here_are_gone_on_with(tmp_path: Path) -> None:
    Served(tmp_path, (predictions(tmp_path, "a"), "--name", "ours")).start().end()
    server = served(tmp_path)
    assert [one["name"] for one in server.got("ratings")] == ["ours"]
    server.end()
    other = served(tmp_path, "--store", str(tmp_path / "other.sqlite3"))
    assert other.got("ratings") == []
    other.end()


def refused(folder: Path, *arguments: str, **variables: str) -> str:
    """The one sentence with which it does not start."""
    place = {"ASSAY_HISTORY": str(folder / "history.sqlite3")}
    done = assay("serve", *arguments, "--lang", "en", folder=folder, variables=place | variables)
    assert done.returncode not in (0, 130), done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2, done.stderr
    return done.stderr


def test_what_is_wrong_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert str(port) in refused(tmp_path, "--port", str(port))
    assert "65535" in refused(tmp_path, "--port", "99999")
    assert "--port" in refused(tmp_path, "--port", "x")
    for host in ("nowhere.invalid", "x" * 300, "a..b", "192.0.2.1", "文 字"):
        assert "listen" in refused(tmp_path, "--host", host, **{PASSWORD: "long enough"}).lower()
    for variables in ({PASSWORD: "short"}, {PASSWORD: ""}, {PASSWORD: "       "}):
        assert "at least 8 characters" in refused(tmp_path, **variables)
    (tmp_path / "empty").write_text("\n")
    assert "at least 8 characters" in refused(tmp_path, "--password-file", str(tmp_path / "empty"))
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00" * 9)
    for file in ("nowhere", ".", "bytes"):
        assert "password cannot be read" in refused(tmp_path, "--password-file", str(tmp_path / file))
    assert "ending" in refused(tmp_path, "ending")
    assert "mysql" in refused(tmp_path, ASSAY_HISTORY="mysql://x/y")
    assert "***" in refused(tmp_path, ASSAY_HISTORY="postgresql://me:secret@127.0.0.1:1/none")
    (tmp_path / "text").write_text("no database, " * 100)
    assert "text" in refused(tmp_path, ASSAY_HISTORY=str(tmp_path / "text"))


def test_a_history_of_a_later_version_is_not_touched(tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    History(place).close()
    with closing(sqlite3.connect(place)) as later:
        later.execute("INSERT INTO history_steps (number) VALUES (?)", (LATEST + 1,))
        later.commit()
    assert "later version" in refused(tmp_path)


def test_without_its_extra_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None; sys.argv = ['assay', 'serve', '--lang', 'zh-Hans'];"
        "from assay.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "工作台需要附加组件" in done.stderr
    assert "Traceback" not in done.stderr


# Several processes over one history


def test_the_command_writes_while_the_server_lists(tmp_path: Path) -> None:
    server = served(tmp_path)
    files = [written(tmp_path / f"{n}.jsonl", labels(drawn(0.8, 60, n))) for n in range(6)]
    done, seen = threading.Event(), []

    def listing() -> None:
        while not done.is_set():
            found = server.got("runs", limit=500)
            assert len(found["runs"]) == found["n"] or len(found["runs"]) - found["n"] in (-1, 1)
            seen.append(found["n"])

    with ThreadPoolExecutor(5) as threads:
        lists = [threads.submit(listing) for _ in range(2)]
        runs = [threads.submit(assay, "eval", file, folder=tmp_path, variables=server.variables) for file in files]
        said = [one.result().stderr for one in runs]
        done.set()
        for one in lists:
            one.result()
    assert not any("not kept" in one or "Traceback" in one for one in said), said
    assert server.got("runs")["n"] == 6
    assert set(seen) <= set(range(7))
    server.end()


def test_the_page_that_was_written_is_the_page_that_is_shown(tmp_path: Path) -> None:
    server = served(tmp_path)
    for n, language in enumerate(LANGUAGES):
        file = written(tmp_path / f"{n}.jsonl", labels(drawn(0.8, 60, n)))
        out = str(tmp_path / f"out-{n}")
        assay("eval", file, "--out", out, "--lang", language, folder=tmp_path, variables=server.variables)
        run = server.got("runs")["runs"][0]
        page = get(f"{server.address}/runs/{run['id']}/page")[1]
        assert page == (tmp_path / f"out-{n}" / "report.html").read_text(encoding="utf-8")
        assert get(f"{server.address}/runs/{run['id']}/result.json")[1] == (
            tmp_path / f"out-{n}" / "result.json"
        ).read_text(encoding="utf-8")
    server.end()


def test_a_server_that_is_killed_while_it_writes_leaves_a_whole_history(tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    run = run_of(1).id
    with History(place) as history:
        history.add(run_of(1), RESULT)
    said: list[str] = []
    for turn in range(4):
        server = served(tmp_path)
        stop = threading.Timer(0.3 + turn / 5, server.process.kill if server.process else lambda: None)
        stop.start()
        try:
            for n in range(100_000):
                note = f"{turn}-{n} {'文' * 3000}"
                server.api(f"runs/{run}", {"note": note, "tags": [f"{turn}-{n}"]}, "PATCH")
                said.append(note)
        except (OSError, ValueError):
            pass  # it was killed
        stop.join()
        server.kill()
        with closing(sqlite3.connect(place)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with History(place) as history:
            found = history.run(run)
            assert history.result(found) == RESULT
            assert re.fullmatch(r"\d-\d+ 文{3000}", found.note)
            assert int(found.note.split("-")[1].split()[0]) >= int(said[-1].split("-")[1].split()[0])
            assert len(found.tags) <= 1


def test_two_servers_show_one_history(tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    with History(place) as history:
        history.add(run_of(1), RESULT)
    servers = [served(tmp_path) for _ in range(2)]
    assert servers[0].port != servers[1].port
    assert servers[0].api(f"runs/{run_of(1).id}", {"note": "of the other"}, "PATCH")[0] == 200
    assert servers[1].got("runs")["runs"][0]["note"] == "of the other"
    assert servers[1].api(f"runs/{run_of(1).id}", method="DELETE")[0] == 204
    assert servers[0].got("runs")["n"] == 0
    for server in servers:
        server.end()
