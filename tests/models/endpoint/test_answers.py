"""Every question gets one answer, whatever the server does in between."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from assay.core.asking import Decoding, Message, Question
from assay.core.errors import InputError
from tests.models.endpoint.alphabet import Alphabet, likeliest, logprob
from tests.models.endpoint.asked import SHORT, answered, chats, endpoint, texts
from tests.models.endpoint.hostile import FAULTS, Server


def test_texts_are_continued_and_chats_answered() -> None:
    with Server(Alphabet().reply) as server:
        text, chat = answered(endpoint(server.url), [texts(1)[0], chats(1)[0]])
    assert (text.text, text.finish) == (likeliest("Question 0: what", 5), "length")
    assert (chat.text, chat.finish) == (likeliest("user: say 0. assistant: ", 5), "stop")
    assert (chat.prompt_tokens, chat.tokens, chat.logprob) == (24, 5, None)
    assert [path for path, _ in server.asked] == ["/v1/completions", "/v1/chat/completions"]


def test_no_row_is_lost_or_repeated_on_a_hostile_server_and_answers_are_those_of_a_calm_one() -> None:
    questions = [question for pair in zip(texts(100), chats(100), strict=True) for question in pair]
    with Server(Alphabet().reply) as calm:
        expected = answered(endpoint(calm.url, logprobs=True), questions)
    with Server(Alphabet().reply, faults=FAULTS, share=0.4, late=0.3, seed=1) as hostile:
        got = answered(endpoint(hostile.url, logprobs=True, timeout_s=0.2), questions)
    assert got == expected
    assert set(hostile.seen) == {"", *FAULTS}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_alone_is_overcome(fault: str) -> None:
    def at_first(path: str, body: Any) -> Any:
        server.faults = ()
        return Alphabet().reply(path, body)

    with Server(Alphabet().reply, faults=(fault,), share=1.0, late=0.2) as server:
        model = endpoint(server.url, timeout_s=0.1, concurrency=1)
        timer = threading.Timer(0.15, setattr, (server, "share", 0.0))
        timer.start()
        assert answered(model, texts(1))[0].text == likeliest("Question 0: what", 5)
        timer.join()


def test_a_server_that_dies_and_comes_back_loses_nothing() -> None:
    with Server(Alphabet().reply, delay=0.02) as server:
        places = endpoint(server.url).answers(texts(120), SHORT, range(120))
        got = [next(places) for _ in range(30)]
        server.stop()
        timer = threading.Timer(0.3, server.start)
        timer.start()
        got += places
        timer.join()
    assert sorted(place for place, _ in got) == list(range(120))
    assert all(answer.text for _, answer in got)


def test_only_wanted_rows_are_asked_and_get_what_all_would_get() -> None:
    drawn = Decoding(max_tokens=5, temperature=1.0, seed=3)
    with Server(Alphabet().reply) as server:
        model = endpoint(server.url)
        all_of_them = answered(model, texts(9), drawn)
        some = dict(model.answers(texts(9), drawn, {2, 7}))
    assert some == {2: all_of_them[2], 7: all_of_them[7]}
    assert len({answer.text.partition(" ")[2] for answer in all_of_them}) == 9  # a seed for each row
    assert len(server.asked) == 11


def test_nothing_is_left_to_the_server_to_choose() -> None:
    with Server(Alphabet().reply) as server:
        answered(endpoint(server.url, extra={"top_k": 3}), chats(1), Decoding(max_tokens=7, stop=("\n",)))
    ((_, body),) = server.asked
    assert isinstance(body["seed"], int)
    assert {**body, "seed": 0} == {
        "model": "alphabet", "messages": [{"role": "user", "content": "say 0"}], "temperature": 0.0, "top_p": 1.0,
        "max_tokens": 7, "seed": 0, "stop": ["\n"], "top_k": 3,
    }  # fmt: skip


def test_logprobs_are_summed_and_are_none_where_a_server_is_silent() -> None:
    for speaks in (True, False):
        with Server(Alphabet(logprobs=speaks).reply) as server:
            text, chat = answered(endpoint(server.url, logprobs=True), [texts(1)[0], chats(1)[0]])
        if speaks:
            assert text.logprob == pytest.approx(logprob(text.text, "t"))
            assert chat.logprob == pytest.approx(logprob(chat.text, " "))
        else:
            assert (text.logprob, chat.logprob) == (None, None)


def test_a_question_that_is_too_long_is_refused_in_the_servers_words_and_the_others_are_answered() -> None:
    long = Question("long", messages=(Message("user", "x" * 300),))
    with Server(Alphabet(context=100).reply) as server:
        refused, fine = answered(endpoint(server.url), [long, chats(1)[0]])
    assert (refused.text, refused.finish) == ("", "refused")
    assert refused.error == "This model's maximum context length is 100 tokens, not 319."
    assert fine.finish == "stop"


def test_a_server_that_refuses_everything_is_not_taken_for_an_answer() -> None:
    with (
        Server(Alphabet(refused={"temperature": "only 1 is supported"}).reply) as server,
        pytest.raises(InputError, match="refused all of the first 20 questions: only 1 is supported"),
    ):
        list(endpoint(server.url).answers(chats(40), SHORT, range(40)))


def test_fields_that_a_server_does_not_know_are_left_out_or_renamed() -> None:
    unknown = {
        "max_tokens": "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead.",
        "seed": "[{'loc': ['body', 'seed'], 'msg': 'Extra inputs are not permitted'}]",
        "logprobs": "logprobs is not supported",
    }
    with Server(Alphabet(refused=unknown).reply) as server:
        model = endpoint(server.url, logprobs=True)
        got = answered(model, chats(20), Decoding(max_tokens=3, temperature=0.5))
    assert all(answer.text and answer.logprob is None for answer in got)
    assert len(server.asked) < 20 + 3 * 8 + 1  # learnt once
    assert sorted(str(note) for note in model.notes) == [
        "The server does not say how likely its answers are.",
        "The server takes no seed: its answers are drawn anew each time.",
    ]


def test_a_question_without_an_answer_ends_the_work_and_the_others_are_kept() -> None:
    def poisoned(path: str, body: Any) -> Any:
        if "Question 7:" in body["prompt"]:
            return 500, {"error": "out of memory"}
        return Alphabet().reply(path, body)

    got: list[int] = []
    with Server(poisoned) as server:
        answers = endpoint(server.url, patience_s=0.2).answers(texts(500), SHORT, range(500))
        with pytest.raises(InputError, match=r"for 0.2 seconds, .*: 500 out of memory. \d+ questions were answered"):
            got.extend(place for place, _ in answers)
    assert len(got) > 20
    assert len(set(got)) == len(got)
    assert 7 not in got


def test_waiting_longer_than_patience_lasts_is_not_begun() -> None:
    def busy(path: str, body: Any) -> Any:
        return 429, {"error": "come back tomorrow"}

    began = time.monotonic()
    with Server(busy, faults=("429 in seconds",), share=0) as server, pytest.raises(InputError, match="come back"):
        list(endpoint(server.url, patience_s=0.3).answers(texts(3), SHORT, range(3)))
    assert time.monotonic() - began < 5


def test_leaving_early_ends_all_and_leaves_no_thread() -> None:
    before = threading.active_count()
    with Server(Alphabet().reply, delay=0.01) as server:
        places = endpoint(server.url).answers(texts(10_000), SHORT, range(10_000))
        next(places)
        places.close()  # type: ignore[attr-defined]
        time.sleep(0.3)  # what was on its way to the server gets there
        asked = len(server.asked)
        time.sleep(0.1)
        assert len(server.asked) == asked < 100
    assert threading.active_count() == before


@pytest.mark.usefixtures("signals_as_on_a_terminal")
def test_an_interrupt_ends_all_at_once_and_quietly(tmp_path: Path) -> None:
    script = tmp_path / "ask.py"
    script.write_text(
        "import sys\n"
        "from assay.core.asking import Decoding, Question\n"
        "from assay.models.endpoint import Endpoint, EndpointSettings\n"
        "model = Endpoint(EndpointSettings((sys.argv[1],)))\n"
        "for place, answer in model.answers([Question('1', text='a')] * 1000, Decoding(), range(1000)):\n"
        "    print(place, flush=True)\n"
    )
    with Server(Alphabet().reply, delay=0.05) as server:
        command = [sys.executable, "-W", "error", str(script), server.url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=10)
    assert said.strip().endswith("KeyboardInterrupt")
    assert said.count("Traceback") == 1


def test_an_iterator_that_nobody_reads_does_not_run_ahead_without_end() -> None:
    with Server(Alphabet().reply) as server:
        places = endpoint(server.url, concurrency=4).answers(texts(3000), SHORT, range(3000))
        next(places)
        time.sleep(1.5)
        assert len(server.asked) < 1100
        assert len(list(places)) == 2999


def test_questions_are_answered_by_several_servers_and_by_those_that_are_left(unused: str) -> None:
    with Server(Alphabet().reply, delay=0.01) as one, Server(Alphabet().reply, delay=0.05) as other:
        got = answered(endpoint(one.url, f"{other.url}/v1/", unused, model="alphabet"), texts(300))
        assert len(got) == 300
        assert len(one.asked) > 2 * len(other.asked) > 20


def test_no_more_questions_are_asked_at_once_than_was_said() -> None:
    with Server(Alphabet().reply, delay=0.01) as one, Server(Alphabet().reply, delay=0.01) as other:
        answered(endpoint(one.url, other.url, concurrency=3), texts(60))
    assert max(one.most_at_once, other.most_at_once) <= 3


def test_no_more_requests_are_made_in_a_minute_than_was_said() -> None:
    began = time.monotonic()
    with Server(Alphabet().reply) as server:
        answered(endpoint(server.url, requests_per_minute=1200), texts(11))
    assert time.monotonic() - began >= 10 * 60 / 1200


def test_half_a_character_in_a_question_is_no_failure() -> None:
    with Server(Alphabet().reply) as server:
        assert answered(endpoint(server.url), [Question("1", text="\ud83d and")])[0].text


@pytest.fixture
def unused() -> str:
    """An address at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"
