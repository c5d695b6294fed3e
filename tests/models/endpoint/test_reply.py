"""A reply is read with care: any part may be missing."""

from __future__ import annotations

from typing import Any

import pytest

from assay.core.asking import Answer
from assay.models.endpoint.failure import PassingError
from assay.models.endpoint.reply import answer_of


def _reply(message: Any = None, finish: Any = "stop", **more: Any) -> dict[str, Any]:
    return {"choices": [{"message": message or {"content": "yes"}, "finish_reason": finish, **more}]}


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        (_reply(), Answer("yes")),
        (_reply({"content": None, "reasoning_content": "let me think"}, "length"), Answer("", "length")),
        (_reply({"content": None, "tool_calls": []}, "tool_calls"), Answer("")),
        (_reply({"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}), Answer("ab")),
        (_reply({"content": None, "refusal": "I will not."}), Answer("", "refused", error="I will not.")),
        (_reply(finish="content_filter"), Answer("", "refused", error="content_filter")),
        (_reply(logprobs={"content": [{"logprob": -1.0}, {"logprob": -0.5}]}), Answer("yes", logprob=-1.5)),
        (_reply(logprobs={"content": [{"logprob": -1.0}, {}]}), Answer("yes")),
        (_reply(logprobs={"content": []}), Answer("yes")),
        (_reply(logprobs={"token_logprobs": [-1, None]}), Answer("yes")),
        (
            {"choices": [{"text": "a"}], "usage": {"prompt_tokens": 3, "completion_tokens": "1"}},
            Answer("a", prompt_tokens=3),
        ),
        ({"choices": [{"text": "a"}], "usage": None}, Answer("a")),
    ],
)
def test_an_answer_is_what_the_reply_has_of_it(reply: dict[str, Any], answer: Answer) -> None:
    assert answer_of(reply) == answer


@pytest.mark.parametrize(
    "reply", [{}, {"choices": []}, {"choices": [None]}, {"choices": [{}]}, {"choices": [{"message": "x"}]}]
)
def test_a_reply_without_an_answer_is_asked_for_again(reply: dict[str, Any]) -> None:
    with pytest.raises(PassingError):
        answer_of(reply)


def test_an_answer_ends_before_a_stop_that_the_server_left_in() -> None:
    reply = _reply({"content": "yes\nQ: no"}, "length") | {"usage": {"completion_tokens": 6}}
    assert answer_of(reply, ("Q:", "\n")) == Answer("yes", "stop")
