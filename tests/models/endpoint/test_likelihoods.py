"""Texts are scored by what a server says about prompts, once it was seen to be right."""

from __future__ import annotations

import pytest

from assay.core.asking import Passage, Question, Window
from assay.core.errors import InputError
from tests.models.endpoint.alphabet import Alphabet, Body, logprob
from tests.models.endpoint.asked import chats, endpoint
from tests.models.endpoint.hostile import FAULTS, Server


def test_a_text_is_scored_but_for_its_first_token_and_behind_a_prompt_whole() -> None:
    passages = [
        Passage("alone", "the cat"),
        Passage("behind", "the cat", Question("", text="Once upon ")),
        Passage("", ""),
    ]
    with Server(Alphabet().reply) as server:
        got = dict(endpoint(server.url).likelihoods(passages, Window(), range(3)))
    assert (got[0].tokens, got[1].tokens, got[2].tokens) == (6, 7, 0)
    assert got[0].nll == pytest.approx(-logprob("he cat", "t"))
    assert got[1].nll == pytest.approx(-logprob("the cat", " "))
    assert got[2].nll == 0


def test_a_text_is_scored_as_the_answer_of_a_chat() -> None:
    with Server(Alphabet(chats_scored=True).reply) as server:
        ((_, got),) = endpoint(server.url).likelihoods([Passage("1", "the cat", chats(1)[0])], Window(), [0])
    assert got.tokens == 7
    assert got.nll == pytest.approx(-logprob("the cat", " "))


def test_likelihoods_are_the_same_on_a_hostile_server() -> None:
    passages = [Passage(str(i), f"text {i} of many") for i in range(60)]
    with Server(Alphabet().reply) as calm:
        expected = sorted(endpoint(calm.url).likelihoods(passages, Window(), range(60)), key=lambda one: one[0])
    with Server(Alphabet().reply, faults=FAULTS, share=0.2, late=0.3, seed=2) as hostile:
        got = list(endpoint(hostile.url, timeout_s=0.2).likelihoods(passages, Window(), range(60)))
    assert sorted(got, key=lambda one: one[0]) == expected


@pytest.mark.parametrize(
    ("alphabet", "why"),
    [
        (Alphabet(echo="shifted"), "they are wrong. It gave '.' the log-likelihood -.* when it said it, and -"),
        (Alphabet(echo="silent"), "it answers without the likelihoods that were asked for"),
        (Alphabet(echo="refused"), r"it refuses \(echo is not supported\)"),
        (Alphabet(logprobs=False), "it answers without the likelihoods that were asked for"),
    ],
    ids=lambda value: value.echo if isinstance(value, Alphabet) else "",
)
def test_a_server_that_is_wrong_or_silent_about_prompts_is_refused_with_the_reason(
    alphabet: Alphabet, why: str
) -> None:
    with Server(alphabet.reply) as server, pytest.raises(InputError, match=why.replace("'.'", "'.+'")):
        list(endpoint(server.url).likelihoods([Passage("1", "a text")], Window(), [0]))


def test_a_server_that_breaks_at_the_question_is_refused_and_not_waited_for() -> None:
    def breaking(path: str, body: Body) -> tuple[int, Body]:
        return (500, {"error": "IndexError"}) if body.get("echo") else Alphabet().reply(path, body)

    with Server(breaking) as server, pytest.raises(InputError, match=r"it refuses \(500 IndexError\)"):
        list(endpoint(server.url).likelihoods([Passage("1", "a text")], Window(), [0]))


def test_what_a_server_cannot_do_is_said() -> None:
    long = [Passage("fine", "a text"), Passage("long", "a" * 200)]
    with Server(Alphabet(context=100).reply) as server:
        model = endpoint(server.url)
        with pytest.raises(InputError, match="Text 'long' is longer than the server takes: This model's maximum"):
            list(model.likelihoods(long, Window(), range(2)))
        with pytest.raises(InputError, match="Windows need the model's tokenizer"):
            list(model.likelihoods(long, Window(length=64), range(2)))
        with pytest.raises(InputError, match="Whether a text's end is likely cannot be asked"):
            list(model.likelihoods(long, Window(eos=True), range(2)))
