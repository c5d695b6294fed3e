"""What is asked of a model, and how a row of it is written, with real tiny models."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from assay.core.asking import Decoding, Message, Passage, Question, Window
from assay.models.local import LocalModel
from assay.predicting.jobs import Answers, Choices, Job, Likelihoods, prompt_of, with_other_prompts
from tests.models.corpus import LABELS, tickets

TICKETS = tickets(12, seed=5)
QUESTIONS = [
    Question(f"t{row}", (Message("user", one.asked),), references=(one.label,)) for row, one in enumerate(TICKETS)
]
PASSAGES = [
    Passage(f"t{row}", one.reply, Question(f"t{row}", (Message("user", one.question),)))
    for row, one in enumerate(TICKETS)
]
JOBS: list[Job] = [
    Answers(QUESTIONS, Decoding(max_tokens=12)),
    Choices(QUESTIONS, LABELS),
    Likelihoods(PASSAGES, Window(), relevance=True),
]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: type(job).__name__)
def test_what_a_row_gets_does_not_depend_on_which_others_are_wanted(job: Job, loaded: dict[str, LocalModel]) -> None:
    whole = dict(job.results(loaded["qwen2"], range(job.rows)))
    part = dict(job.results(loaded["qwen2"], [7, 2]))
    assert sorted(whole) == list(range(12))
    assert part == {row: whole[row] for row in (2, 7)}


def test_an_answer_stands_beside_its_question_and_reference(loaded: dict[str, LocalModel]) -> None:
    ((_, fields),) = Answers(QUESTIONS[:1], Decoding(max_tokens=12)).results(loaded["qwen2-adapter"], [0])
    assert fields["id"] == "t0"
    assert fields["prompt"] == TICKETS[0].asked
    assert fields["reference"] == fields["prediction"] == TICKETS[0].label
    assert fields["finish"] == "stop"
    assert fields["logprob"] < 0


def test_the_labels_probabilities_stand_by_their_names_and_sum_to_one(loaded: dict[str, LocalModel]) -> None:
    for _, fields in Choices(QUESTIONS, LABELS).results(loaded["qwen2-adapter"], range(12)):
        assert tuple(fields["probabilities"]) == LABELS
        assert math.fsum(fields["probabilities"].values()) == pytest.approx(1)
        assert fields["prediction"] == max(fields["probabilities"], key=lambda label: fields["probabilities"][label])


def test_a_text_is_likelier_behind_its_own_prompt(loaded: dict[str, LocalModel]) -> None:
    rows = [fields for _, fields in Likelihoods(PASSAGES, Window(), relevance=True).results(loaded["qwen2"], range(12))]
    saved = sum(fields["nll_other_prompt"] - fields["nll"] for fields in rows)
    assert saved / sum(fields["tokens"] for fields in rows) > 0.1


def test_what_has_no_effect_on_a_greedy_answer_is_no_setting() -> None:
    greedy, other = (Answers(QUESTIONS, Decoding(seed=seed)).settings for seed in (1, 2))
    random, again = (Answers(QUESTIONS, Decoding(temperature=0.7, seed=seed)).settings for seed in (1, 2))
    assert greedy == other
    assert random != again


def _prompts(passages: Sequence[Passage]) -> list[str]:
    return [prompt_of(one.prompt) for one in passages if one.prompt is not None]


def test_another_prompt_is_never_the_same_prompt() -> None:
    twice = [*PASSAGES, *PASSAGES]
    assert all(own != other for own, other in zip(_prompts(twice), _prompts(with_other_prompts(twice)), strict=True))


def test_several_references_are_a_list() -> None:
    question = Question("1", (Message("system", "Be brief."), Message("user", "Hi")), references=("a", "b"))
    assert prompt_of(question) == "Hi"
    assert prompt_of(Question("1", text="Once")) == "Once"
