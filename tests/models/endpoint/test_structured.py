"""Answers keep to a schema as far as a server can force them."""

from __future__ import annotations

import pytest

from tests.models.endpoint.alphabet import Alphabet, Body
from tests.models.endpoint.asked import SHORT, chats, endpoint
from tests.models.endpoint.hostile import Server

SCHEMA = {"type": "object"}


@pytest.mark.parametrize("taken", ["json_schema", "json_object", "nothing"])
def test_the_strictest_form_that_the_server_takes_is_used_and_a_weaker_one_is_said(taken: str) -> None:
    def choosy(path: str, body: Body) -> tuple[int, Body]:
        form = body.get("response_format", {}).get("type", "nothing")
        return Alphabet().reply(path, body) if form == taken else (400, {"error": f"{form}: unknown"})

    with Server(choosy) as server:
        model = endpoint(server.url, concurrency=2)
        got = list(model.structured(chats(20), SCHEMA, SHORT, range(20)))
    assert sorted(place for place, _ in got) == list(range(20))
    assert all(answer.finish == "stop" for _, answer in got)
    assert len(server.asked) <= 24  # what was refused is not tried again
    assert len(model.notes) == (taken != "json_schema")
    if taken == "json_schema":
        form = server.asked[0][1]["response_format"]["json_schema"]
        assert form == {"name": "answer", "schema": SCHEMA, "strict": True}
