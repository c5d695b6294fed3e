"""Against a real server, where the environment names one: what it says about a model is what the model itself says.

    ASSAY_TEST_ENDPOINT=http://localhost:8000 ASSAY_TEST_ENDPOINT_MODEL=FOLDER pytest tests/models/endpoint

The server has to tell the likelihoods of prompts, as vLLM does; the model has a chat template.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

import pytest

from assay.core.asking import Decoding, Message, Passage, Question, Window
from tests.models.endpoint.asked import answered, endpoint

URL = os.environ.get("ASSAY_TEST_ENDPOINT")
FOLDER = os.environ.get("ASSAY_TEST_ENDPOINT_MODEL")
pytestmark = [
    pytest.mark.skipif(not URL, reason="ASSAY_TEST_ENDPOINT names no server"),
    pytest.mark.skipif(not FOLDER, reason="ASSAY_TEST_ENDPOINT_MODEL names no model"),
    pytest.mark.filterwarnings("ignore"),  # torch's own
]
CHAT = Question("chat", messages=(Message("user", "The printer is broken. What is it?"),))
TEXTS = ("The printer is broken and makes a noise.", "The 打印机 is broken", "Tschüß 🎉 π.", "a")
LABELS = ("hardware", "delivery", "hard")


def test_texts_are_as_likely_as_the_model_itself_finds_them() -> None:
    passages = [Passage(text, text) for text in TEXTS]
    got = dict(_endpoint().likelihoods(passages, Window(), range(len(passages))))
    for place, text in enumerate(TEXTS):
        ids = _tokenizer()(text)["input_ids"]
        assert got[place].tokens == len(ids) - 1
        assert got[place].nll == pytest.approx(-sum(_logprobs(ids)[1:]), abs=1e-3)


def test_texts_behind_prompts_are_as_likely_as_the_model_itself_finds_them() -> None:
    behind = [
        Passage("text", " is broken.", Question("", text="The printer")),
        Passage("chat", "Send us the lamp.", CHAT),
    ]
    got = dict(_endpoint().likelihoods(behind, Window(), range(2)))
    for place, before in enumerate(["The printer", _asked()]):
        whole = before + behind[place].text
        start, ids = len(_ids(before)), _ids(whole)
        assert got[place].tokens == len(ids) - start
        assert got[place].nll == pytest.approx(-sum(_logprobs(ids)[start:]), abs=1e-3)


def test_labels_are_as_likely_as_the_model_itself_finds_them() -> None:
    ((_, answer),) = _endpoint().choices([CHAT], LABELS, [0])
    start = len(_ids(_asked()))
    end = _tokenizer().eos_token
    own = [sum(_logprobs(_ids(_asked() + label + end))[start:]) for label in LABELS]
    assert answer.text == LABELS[own.index(max(own))]
    assert answer.logprob == pytest.approx(max(own), abs=1e-3)
    assert answer.probabilities is not None
    assert sum(answer.probabilities) == pytest.approx(1)


def test_greedy_answers_have_the_likelihood_that_the_model_itself_gives_them() -> None:
    (chat,) = answered(_endpoint(logprobs=True), [CHAT], Decoding(max_tokens=40))
    start = len(_ids(_asked()))
    end = _tokenizer().eos_token if chat.finish == "stop" else ""
    assert chat.logprob == pytest.approx(sum(_logprobs(_ids(_asked() + chat.text + end))[start:]), abs=1e-3)


def test_drawn_answers_are_drawn_again_by_their_seed() -> None:
    drawn = Decoding(max_tokens=12, temperature=1.0, seed=5)
    chats = [Question(str(i), messages=CHAT.messages) for i in range(8)]
    first, second = answered(_endpoint(), chats, drawn), answered(_endpoint(), chats, drawn)
    assert first == second
    assert len({answer.text for answer in first}) > 1


def test_an_answer_keeps_to_a_schema() -> None:
    good = {"good": {"enum": ["yes", "no"]}}
    schema = {"type": "object", "properties": good, "required": ["good"], "additionalProperties": False}
    ((_, answer),) = _endpoint().structured([CHAT], schema, Decoding(max_tokens=200), [0])
    if answer.finish == "stop":
        assert json.loads(answer.text)["good"] in {"yes", "no"}
    else:  # a tiny model may go on with white space for ever, which JSON allows
        assert answer.text.strip().startswith("{")


def _endpoint(**settings: Any) -> Any:
    return endpoint(str(URL), timeout_s=100.0, **settings)


@cache
def _tokenizer() -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(str(FOLDER))


@cache
def _model() -> Any:
    import torch
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM.from_pretrained(str(FOLDER), dtype=torch.float32)


def _asked() -> str:
    turns = [{"role": "user", "content": CHAT.messages[0].content}]
    return str(_tokenizer().apply_chat_template(turns, tokenize=False, add_generation_prompt=True))


def _ids(text: str) -> list[int]:
    return list(_tokenizer()(text, add_special_tokens=False)["input_ids"])


def _logprobs(ids: list[int]) -> list[float]:
    """Of each token behind all before it; 0 for the first."""
    import torch

    with torch.no_grad():
        rows = torch.log_softmax(_model()(torch.tensor([ids])).logits[0].double(), -1)
    return [0.0, *(float(rows[at, token]) for at, token in enumerate(ids[1:]))]
