"""The likeliest label as the whole answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assay.core.asking import Answer, Question
from assay.models.local import LocalModel
from tests.models.corpus import LABELS, tickets
from tests.models.local.asked import KINDS, chat, in_order, in_two_goes, questions
from tests.models.local.peers import log_likelihood, peer, prompt_of


def chosen(model: LocalModel, asked: list[Question], labels: tuple[str, ...] = LABELS) -> list[Answer]:
    return in_order(model.choices(asked, labels, range(len(asked))), len(asked))


@pytest.mark.parametrize("kind", KINDS)
def test_a_labels_probability_is_its_share_of_the_likelihood_of_whole_answers(
    kind: str, tiny: dict[str, Path], loaded: dict[str, LocalModel]
) -> None:
    model, tokenizer = peer(tiny[kind])
    labels = ("1", "10", "100", "refund")
    asked = questions(6)
    for question, answer in zip(asked, chosen(loaded[kind], asked, labels), strict=True):
        prompt = prompt_of(tokenizer, question)
        written = [f" {label}" if kind == "llama" else label for label in labels]
        coded = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in written]
        values = np.array([log_likelihood(model, prompt, [*one, tokenizer.eos_token_id]) for one in coded])
        shares = np.exp(values - values.max()) / np.exp(values - values.max()).sum()
        assert answer.probabilities == pytest.approx(shares.tolist(), abs=1e-4)
        assert answer.text == labels[int(values.argmax())]
        assert answer.logprob == pytest.approx(values.max(), abs=1e-3)


def test_a_label_that_begins_another_is_not_preferred_for_being_short(loaded: dict[str, LocalModel]) -> None:
    model = loaded["qwen2-adapter"]
    for answer, ticket in zip(chosen(model, questions(12), ("re", *LABELS)), tickets(12, seed=7), strict=True):
        assert answer.text == ticket.label


def test_the_probabilities_sum_to_one_in_the_order_of_the_labels(loaded: dict[str, LocalModel]) -> None:
    one, other = (chosen(loaded["llama-adapter"], questions(4), labels) for labels in (LABELS, LABELS[::-1]))
    for a, b in zip(one, other, strict=True):
        assert sum(a.probabilities or ()) == pytest.approx(1)
        assert a.probabilities == pytest.approx((b.probabilities or ())[::-1], abs=1e-6)


def test_resumed_work_is_what_unbroken_work_is(loaded: dict[str, LocalModel]) -> None:
    asked, model = questions(30), loaded["gpt2"]
    resumed = in_two_goes(lambda wanted: model.choices(asked, LABELS, wanted), len(asked))
    assert resumed == chosen(model, asked)  # to the last digit


def test_one_label_is_certain_and_an_empty_one_is_an_answer(loaded: dict[str, LocalModel]) -> None:
    assert chosen(loaded["qwen2"], questions(1), ("refund",))[0].probabilities == (1.0,)
    empty = chosen(loaded["qwen2"], questions(1), ("", "refund"))[0]
    assert empty.text == "refund"


def test_a_prompt_without_room_for_a_label_is_refused(loaded: dict[str, LocalModel]) -> None:
    long, short = chosen(loaded["gpt2"], [Question("0", text="a" * 90), chat("Is it broken?")])
    assert (long.finish, long.probabilities) == ("refused", None)
    assert short.finish == "stop"
