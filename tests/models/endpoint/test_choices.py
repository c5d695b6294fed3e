"""Labels are chosen by their likelihood as a whole, or by their first token where they have one."""

from __future__ import annotations

import math

import pytest

from assay.core.asking import Question
from assay.core.errors import InputError
from tests.models.endpoint.alphabet import Alphabet, logprob, logprobs_after
from tests.models.endpoint.asked import chats, endpoint, texts
from tests.models.endpoint.hostile import Server


def test_labels_of_several_tokens_are_weighed_whole_where_prompts_are_scored() -> None:
    labels = [" yes", " no", " perhaps"]
    with Server(Alphabet().reply) as server:
        ((_, answer),) = endpoint(server.url).choices(texts(1), labels, [0])
    own = [logprob(label, "t") for label in labels]
    total = sum(math.exp(one) for one in own)
    assert answer.text == labels[own.index(max(own))]
    assert answer.logprob == pytest.approx(max(own))
    assert answer.probabilities == pytest.approx([math.exp(one) / total for one in own])


def test_labels_of_a_chat_are_weighed_with_what_ends_them() -> None:
    labels = ["1", "10", "no"]  # "1" does not begin "10": it is over
    with Server(Alphabet(chats_scored=True).reply) as server:
        ((_, answer),) = endpoint(server.url).choices(chats(1), labels, [0])
    own = [logprob(f"{label}.", " ") for label in labels]
    total = sum(math.exp(one) for one in own)
    assert answer.text == labels[own.index(max(own))]
    assert answer.logprob == pytest.approx(max(own))
    assert answer.probabilities == pytest.approx([math.exp(one) / total for one in own])


def test_labels_of_one_token_are_weighed_by_the_listed_tokens_elsewhere() -> None:
    after = logprobs_after(" ")
    first, second, *_ = sorted(after, key=lambda c: -after[c])
    with Server(Alphabet().reply) as server:
        ((_, answer),) = endpoint(server.url).choices(chats(1), [second, first], [0])
    p, q = math.exp(after[first]), math.exp(after[second])
    assert answer.text == first
    assert answer.probabilities == pytest.approx([q / (p + q), p / (p + q)])


def test_labels_of_several_tokens_are_refused_where_only_the_first_is_told() -> None:
    after = logprobs_after(" ")
    first, second, *_ = sorted(after, key=lambda c: -after[c])
    with Server(Alphabet().reply) as server, pytest.raises(InputError, match=f"The label '{first}es' is more than one"):
        list(endpoint(server.url).choices(chats(1), [f"{first}es", second], [0]))


def test_a_server_that_tells_nothing_is_refused_with_the_reason() -> None:
    with (
        Server(Alphabet(logprobs=False).reply) as server,
        pytest.raises(
            InputError, match="lists no likeliest tokens, and of a prompt: it answers without the likelihoods"
        ),
    ):
        list(endpoint(server.url).choices(chats(1), ["a", "b"], [0]))


def test_a_label_that_begins_like_another_is_refused_behind_a_text() -> None:
    with Server(Alphabet().reply) as server, pytest.raises(InputError, match="'10' begins like '1'"):
        list(endpoint(server.url).choices(texts(1), ["1", "10"], [0]))


def test_labels_that_the_model_would_not_say_are_no_choice() -> None:
    after = logprobs_after(" ")
    *_, rare = sorted(after, key=lambda c: -after[c])
    with Server(Alphabet(echo="refused").reply) as server:
        ((_, answer),) = endpoint(server.url).choices([Question("1", text="x ")], [rare, "木"], [0])
    assert answer.finish == "refused"
    assert answer.error is not None
    assert answer.error.startswith("The 20 likeliest first tokens are no labels")
