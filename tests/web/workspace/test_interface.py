"""The interface, asked whatever its own description allows, and what it does not: never a mistake of ours."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.served import Workspace, asked, get
from tests.web.workspace.made import Made, copied

MANY = int(os.environ.get("ASSAY_FUZZ", "25"))  # requests of an operation
RUNS = ("round-0", "round-1", "texts-1", "nll-1", "sets-1", "halves-1", "题目-1", "numbers")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
Draw = Callable[[st.SearchStrategy[Any]], Any]

OPERATIONS = [
    *("GET /api/about", "GET /api/projects", "GET /api/runs", "GET /api/runs/{id}", "PATCH /api/runs/{id}"),
    *("DELETE /api/runs/{id}", "GET /api/comparison", "GET /api/rounds", "GET /api/changes"),
    *("POST /api/evaluations", "PUT /api/evaluations/{id}/files/{number}", "GET /api/evaluations/{id}"),
    *("DELETE /api/evaluations/{id}", "GET /api/ratings", "POST /api/ratings"),
    *("GET /r/{token}/start", "GET /r/{token}/cards", "POST /r/{token}/marks", "GET /o/{token}/overview"),
    *("GET /o/{token}/results", "POST /o/{token}/raters", "GET /o/{token}/export.jsonl", "GET /o/{token}/export.csv"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, made: Made) -> Iterator[Workspace]:
    """With a project of ratings in it, and an evaluation that waits for its files."""
    folder = tmp_path_factory.mktemp("interface")
    place = copied(made, str(folder / "history.sqlite3"))
    running = Workspace(folder, (), variables={"ASSAY_HISTORY": place, "TMPDIR": str(folder)}).start()
    running.api("ratings", {"runs": [made.ids["texts-1"]], "raters": ["Li", "王"], "name": "there"})
    yield running
    assert "Traceback" not in running.end()[1]


@pytest.fixture(scope="module")
def schema(server: Workspace) -> Any:
    return schemathesis.openapi.from_url(f"{server.address}/api/openapi.json")


def test_every_operation_is_tried(schema: Any) -> None:
    assert sorted(one.ok().label for one in schema.get_all_operations()) == sorted(OPERATIONS)


@pytest.mark.parametrize("label", OPERATIONS)
def test_an_answer_is_as_the_interface_describes_it(server: Workspace, schema: Any, made: Made, label: str) -> None:
    operation = next(one.ok() for one in schema.get_all_operations() if one.ok().label == label)
    there = Things(server, made)

    @seed(20261126)
    @settings(max_examples=MANY, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(), data=st.data())
    def ask(case: Any, data: st.DataObject) -> None:
        there.put_into(case, cast("Draw", data.draw))
        response = case.call()
        case.validate_response(response, checks=CHECKS)
        there.after(label, response)

    try:
        ask()
    finally:
        there.leave()


class Things:
    """What there is to ask for: in two of three requests one of them stands where the drawn one stood."""

    def __init__(self, server: Workspace, made: Made) -> None:
        self._server = server
        self._runs = [made.ids[name] for name in RUNS]
        project = server.got("ratings")[-1]
        self._tokens = {"o": project["owner"][3:], "r": project["raters"][0]["link"][3:]}
        body = {"files": [{"name": "a.jsonl", "role": "predictions"}, {"name": "b.jsonl", "role": "base"}]}
        self._job = server.api("evaluations", body)[1]["id"]

    def leave(self) -> None:
        """Takes the evaluation out that waits: no more than twenty may."""
        self._server.api(f"evaluations/{self._job}", method="DELETE")

    def put_into(self, case: Any, draw: Draw) -> None:
        """Real ids, tokens and names in place of drawn ones."""
        real, path = draw(st.sampled_from([True, True, False])), case.operation.path
        if not real:
            return
        run = st.sampled_from(self._runs)
        if path.startswith("/api/runs/"):
            case.path_parameters["id"] = draw(run)[: 4 if case.method == "DELETE" else None]
        elif path.startswith("/api/evaluations/"):
            case.path_parameters["id"] = self._job
        elif "{token}" in path:
            case.path_parameters["token"] = self._tokens[path[1]]
        elif path in ("/api/comparison", "/api/changes"):
            case.query["run"] = draw(st.lists(run, min_size=1, max_size=4))
            case.query["metric" if path == "/api/changes" else "by"] = draw(_METRICS)
        elif path == "/api/rounds":
            case.query["project"] = draw(st.sampled_from(["rounds", "texts", "halves", "likelihoods", "nobody"]))
        elif path == "/api/ratings" and isinstance(case.body, dict):
            case.body["runs"] = draw(st.lists(run, min_size=1, max_size=3))

    def after(self, label: str, response: Any) -> None:
        """Lets no evaluation wait for the files of who asked."""
        if label == "POST /api/evaluations" and response.status_code == 201:
            self._server.api(f"evaluations/{response.json()['id']}", method="DELETE")


_METRICS = st.sampled_from(
    ["accuracy", "macro_f1", "f1[spam]", "chrf", "bleu", "perplexity", "people.overall", "recall[", "[x]", "", "x.py:f"]
)


@pytest.mark.parametrize(
    "path", ["/runs/{}", "/runs/{}/page", "/runs/{}/result.json", "/runs/{0}/against/{0}/page", "/r/{}", "/o/{}"]
)
def test_pages_of_what_is_not_there_are_refused_and_no_mistake(server: Workspace, path: str) -> None:
    @seed(20261126)
    @settings(max_examples=MANY, database=None, deadline=None)
    @given(st.text(st.characters(codec="ascii", exclude_characters="#?/"), min_size=1, max_size=80))
    def ask(name: str) -> None:
        quoted = "".join(f"%{ord(c):02X}" for c in name)
        assert get(f"{server.address}{path.format(quoted)}")[0] in (200, 404, 409, 422)

    ask()


def test_no_body_makes_the_door_fail(server: Workspace) -> None:
    for body in (b"", b"\xff", b"[[[[", b"{}" * 1000, b"null", b'{"password": "\\ud83d"}'):
        for path in ("api/evaluations", "api/ratings", "r/x/marks", "o/x/raters", "login"):
            assert 400 <= asked(f"{server.address}/{path}", body, "POST")[0] < 500
