"""What is wrong with the address, the key or the model is said at once, and the key is never shown."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from assay.core.errors import InputError, UsageError
from assay.models.base import Model
from assay.models.endpoint import Endpoint, EndpointSettings
from tests.models.endpoint.alphabet import Alphabet, Body
from tests.models.endpoint.asked import SHORT, answered, chats, endpoint
from tests.models.endpoint.hostile import Server

KEY = "sk-very-secret-0123456789"


def _asked(model: Endpoint) -> None:
    list(model.answers(chats(50), SHORT, range(50)))


def test_an_endpoint_is_a_model() -> None:
    model: Model = endpoint("http://localhost:1")  # an `isinstance` would ask the server for its identity
    model.close()


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/", "/v1/models", "/v1/chat/completions"])
def test_a_host_a_root_and_a_full_path_are_the_same(path: str) -> None:
    with Server(Alphabet().reply) as server:
        assert answered(endpoint(server.url + path), chats(1))[0].text


def test_a_full_path_says_what_is_asked() -> None:
    with Server(Alphabet().reply) as server:
        model = endpoint(f"{server.url}/v1/completions")
        answered(model, chats(1))
    assert server.asked[0][1]["prompt"] == "say 0"
    assert model.identity["kind"] == "completion"


def test_the_identity_is_the_model_and_not_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with Server(Alphabet().reply) as one, Server(Alphabet().reply) as other:
        model = endpoint(one.url, extra={"top_k": 1})
        assert model.identity == {"model": "alphabet", "kind": "auto", "extra": '{"top_k": 1}'}
        assert model.identity == endpoint(other.url, extra={"top_k": 1}).identity
    assert KEY not in f"{model!r} {model.identity} {vars(model)}"


def test_the_key_is_sent_and_where_it_is_wrong_the_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(path: str, body: Body) -> tuple[int, Body]:
        if f"Bearer {KEY}\r" in server.headers[-1]:
            return Alphabet().reply(path, body)
        return 401, {"error": {"message": f"Incorrect API key provided: {KEY}2\x1b[31m"}}

    with Server(locked) as server:
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        with pytest.raises(
            InputError, match=r"wants a key \(401\), and the environment variable OPENAI_API_KEY holds none"
        ):
            _asked(endpoint(server.url, model="alphabet"))
        monkeypatch.setenv("MY_KEY", KEY + "2")
        with pytest.raises(InputError, match="does not take the key in the environment variable MY_KEY") as raised:
            _asked(endpoint(server.url, model="alphabet", key_variable="MY_KEY", concurrency=1))
        assert KEY not in str(raised.value)
        assert "\x1b" not in str(raised.value)
        assert len(server.asked) < 30  # at once, and not 50 times
        monkeypatch.setenv("MY_KEY", KEY)
        assert answered(endpoint(server.url, key_variable="MY_KEY"), chats(1))[0].text


def test_a_key_in_the_servers_words_about_one_question_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with Server(Alphabet(refused={"model": f"too long for Authorization: Bearer {KEY}\n" + "x" * 999}).reply) as server:
        (answer,) = answered(endpoint(server.url), chats(1))
    assert answer.error is not None
    assert KEY not in answer.error
    assert len(answer.error) == 300


@pytest.mark.parametrize("echoed", ["/v1/models?key={}&v=1", "the key {} is wrong", "the key {quoted} is wrong"])
def test_a_key_in_the_query_is_hidden_too(echoed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key = "sk/in+a=query"
    quoted = quote(key, safe="")
    monkeypatch.setenv("OPENAI_API_KEY", key)
    words = echoed.format(key, quoted=quoted)
    with Server(Alphabet(refused={"model": words}).reply) as server:
        (answer,) = answered(endpoint(f"{server.url}/v1?key={quoted}&v=1"), chats(1))
    assert answer.error == words.replace(f"{key}&v=1", "…&v=1").replace(key, "…").replace(quoted, "…")


def test_a_query_that_is_echoed_whole_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with Server(Alphabet(refused={"model": "POST /v1/chat/completions?v=1&key=abc"}).reply) as server:
        (answer,) = answered(endpoint(f"{server.url}/v1?v=1&key=abc"), chats(1))
    assert answer.error == "POST /v1/chat/completions?…"


def test_a_number_that_is_too_small_is_named_as_the_user_names_it() -> None:
    with pytest.raises(UsageError, match=r"^timeout is 0"):
        endpoint("http://example.com", timeout_s=0.0)


def test_a_key_in_the_open_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    (note,) = endpoint("http://example.com", "http://[::1]:8000", "https://example.com").notes
    assert str(note).startswith("The key in OPENAI_API_KEY goes to http://example.com/v1 without encryption")


def test_a_model_that_is_not_there_is_named_with_those_that_are() -> None:
    with Server(Alphabet().reply, models=("alphabet", "beta")) as server:
        with pytest.raises(InputError, match="has no model 'gamma'; it has alphabet, beta"):
            _asked(endpoint(server.url, model="gamma"))
        with pytest.raises(InputError, match="There are 2 models: alphabet, beta"):
            _asked(endpoint(server.url))
        with pytest.raises(InputError, match="2 models"):
            _ = endpoint(server.url).identity


def test_servers_with_different_models_are_not_mixed() -> None:
    with (
        Server(Alphabet().reply) as one,
        Server(Alphabet().reply, models=("beta",)) as other,
        pytest.raises(InputError, match="There are 2 models: alphabet, beta"),
    ):
        _asked(endpoint(one.url, other.url))


def test_a_path_that_is_not_there_is_said() -> None:
    def chat_only(path: str, body: Body) -> tuple[int, Body]:
        return 404, {"detail": "Not Found"}

    with (
        Server(chat_only) as server,
        pytest.raises(InputError, match=r"/v1/chat/completions does not exist there \(404"),
    ):
        _asked(endpoint(server.url))


def test_a_server_that_is_not_there_is_said_after_patience() -> None:
    with pytest.raises(InputError, match=r"did not say within 0\.2 seconds which model it has"):
        _asked(endpoint("http://127.0.0.1:9", patience_s=0.2))


def test_a_host_that_nobody_knows_is_said_at_once() -> None:
    try:
        socket.getaddrinfo("no-such-host.invalid", 80)
    except socket.gaierror as failed:
        if failed.errno != socket.EAI_NONAME:
            pytest.skip("Nobody can be asked for names here")
    with pytest.raises(InputError, match=r"There is no such host: http://no-such-host\.invalid/v1/"):
        _asked(endpoint("http://no-such-host.invalid"))


def test_a_redirect_is_not_followed_with_the_key(monkeypatch: pytest.MonkeyPatch, elsewhere: str) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with pytest.raises(InputError, match=r"sends on to another address \(307\): http://127.0.0.1:9/v1"):
        _asked(endpoint(elsewhere, model="alphabet"))


def test_no_proxy_stands_before_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Server(Alphabet().reply) as server:
        assert answered(endpoint(server.url), chats(1))[0].text
    with pytest.raises(InputError, match=r"127\.0\.0\.1.*9"):  # asked through the proxy, which is not there
        _asked(endpoint("http://model.example", patience_s=0.1))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://host", "'ftp://host' is no address of a server"),
        ("http://", "is no address"),
        ("http://host:port", "is no address"),
        ("http://me:secret@host/v1", "The address of host has a user or a password in it"),
    ],
)
def test_an_address_that_is_none_is_said_without_what_may_be_secret(url: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        endpoint(url)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "settings", [{"urls": ()}, {"concurrency": 0}, {"timeout_s": 0.0}, {"requests_per_minute": -1}]
)
def test_settings_with_which_nothing_can_be_asked_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        EndpointSettings(**{"urls": ("http://localhost",), **settings})


def test_aiohttp_is_asked_for_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    monkeypatch.delitem(__import__("sys").modules, "aiohttp", raising=False)
    with pytest.raises(InputError, match=r"pip install assay\[endpoint\]"):
        endpoint("http://localhost")


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A server that sends everybody on."""

    class Moved(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(307)
            self.send_header("Location", "http://127.0.0.1:9/v1?token=1")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Moved) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
