"""Answers are what the library says one row at a time, whatever is answered beside them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assay.core.asking import Answer, Decoding, Message, Question
from assay.models.local import LocalModel, LocalSettings, load
from tests.models.corpus import tickets
from tests.models.local.asked import KINDS, chat, in_order, in_two_goes, questions
from tests.models.local.peers import continued, log_likelihood, peer, prompt_of
from tests.models.tiny import CONTEXT

SHORT = Decoding(max_tokens=24)
DRAWN = Decoding(max_tokens=24, temperature=0.9, top_p=0.95, seed=3)


def answered(model: LocalModel, asked: list[Question], decoding: Decoding = SHORT) -> list[Answer]:
    return in_order(model.answers(asked, decoding, range(len(asked))), len(asked))


@pytest.mark.parametrize("name", [*KINDS, *(f"{kind}-adapter" for kind in KINDS)])
def test_greedy_answers_are_those_of_generate_one_row_at_a_time(
    name: str, tiny: dict[str, Path], loaded: dict[str, LocalModel]
) -> None:
    kind = name.removesuffix("-adapter")
    model, tokenizer = peer(tiny[kind], None if kind == name else tiny[name])
    asked = questions(12)
    for question, answer in zip(asked, answered(loaded[name], asked), strict=True):
        prompt = prompt_of(tokenizer, question)
        tokens = continued(model, tokenizer, prompt, SHORT.max_tokens)
        said = str(tokenizer.decode(tokens, skip_special_tokens=True))
        assert answer.text == said.removeprefix(" " if kind == "llama" else "")
        assert (answer.tokens, answer.prompt_tokens) == (len(tokens), len(prompt))
        assert answer.finish == ("stop" if tokens[-1] == tokenizer.eos_token_id else "length")
        assert answer.logprob == pytest.approx(log_likelihood(model, prompt, tokens), abs=1e-3)


def test_an_adapter_makes_the_answers_right(loaded: dict[str, LocalModel]) -> None:
    labels = [ticket.label for ticket in tickets(40, seed=7)]
    for kind in KINDS:
        base, tuned = answered(loaded[kind], questions(40)), answered(loaded[f"{kind}-adapter"], questions(40))
        right = [sum(a.text == label for a, label in zip(said, labels, strict=True)) for said in (base, tuned)]
        assert right[0] < 25
        assert right[1] > 35


@pytest.mark.parametrize("decoding", [SHORT, DRAWN])
def test_resumed_work_is_what_unbroken_work_is(decoding: Decoding, loaded: dict[str, LocalModel]) -> None:
    asked, model = questions(30), loaded["llama"]
    resumed = in_two_goes(lambda wanted: model.answers(asked, decoding, wanted), len(asked))
    assert resumed == answered(model, asked, decoding)  # to the last digit


def test_a_drawn_answer_follows_from_seed_and_row_and_not_from_its_neighbours(
    tiny: dict[str, Path], loaded: dict[str, LocalModel]
) -> None:
    alone = load(LocalSettings(str(tiny["qwen2"]), device="cpu", batch_tokens=1))[0]
    asked = [chat(tickets(1)[0].asked, str(place)) for place in range(16)]
    beside = [answer.text for answer in answered(loaded["qwen2"], asked, DRAWN)]
    assert [answer.text for answer in answered(alone, asked, DRAWN)] == beside
    assert len(set(beside)) > 2
    other = Decoding(max_tokens=24, temperature=0.9, top_p=0.95, seed=4)
    assert [answer.text for answer in answered(loaded["qwen2"], asked, other)] != beside


def test_a_temperature_near_nothing_is_greedy(loaded: dict[str, LocalModel]) -> None:
    cold = Decoding(max_tokens=24, temperature=1e-4)
    asked = questions(8)
    assert [a.text for a in answered(loaded["gpt2"], asked, cold)] == [a.text for a in answered(loaded["gpt2"], asked)]


def test_the_models_own_settings_for_generation_do_not_leak_in(
    tiny: dict[str, Path], loaded: dict[str, LocalModel], tmp_path: Path
) -> None:
    folder = shutil.copytree(tiny["qwen2"], tmp_path / "model")
    settings = json.loads((folder / "generation_config.json").read_text(encoding="utf-8"))
    settings |= {"do_sample": True, "temperature": 5.0, "repetition_penalty": 3.0, "min_new_tokens": 9, "max_length": 5}
    (folder / "generation_config.json").write_text(json.dumps(settings), encoding="utf-8")
    asked = questions(8)
    assert answered(load(LocalSettings(str(folder), device="cpu"))[0], asked) == answered(loaded["qwen2"], asked)


def test_the_ends_of_the_models_settings_end_an_answer_too(
    tiny: dict[str, Path], loaded: dict[str, LocalModel], tmp_path: Path
) -> None:
    folder = shutil.copytree(tiny["gpt2"], tmp_path / "model")
    from transformers import AutoTokenizer

    line = AutoTokenizer.from_pretrained(folder)("refund", add_special_tokens=False)["input_ids"][-1]
    settings = {"eos_token_id": [0, line]}
    (folder / "generation_config.json").write_text(json.dumps(settings), encoding="utf-8")
    plain = answered(loaded["gpt2"], questions(10))
    ended = answered(load(LocalSettings(str(folder), device="cpu"))[0], questions(10))
    assert [a.tokens for a in ended] != [a.tokens for a in plain]
    assert all(a.text.startswith(b.text) for a, b in zip(plain, ended, strict=True))


def test_an_answer_ends_before_a_stop_text(loaded: dict[str, LocalModel]) -> None:
    asked = [Question("0", text="The lamp"), Question("1", text="The phone has")]
    free = answered(loaded["gpt2"], asked, Decoding(max_tokens=40))
    stopped = answered(loaded["gpt2"], asked, Decoding(max_tokens=40, stop=("zzz", ".\n", " a")))
    for whole, cut in zip(free, stopped, strict=True):
        ends = [whole.text.find(stop) for stop in (".\n", " a") if stop in whole.text]
        assert cut.text == whole.text[: min(ends)]
        assert cut.finish == "stop"
        assert (cut.tokens or 0) < (whole.tokens or 0)


def test_a_mark_ends_an_answer_as_a_stop_text(loaded: dict[str, LocalModel]) -> None:
    asked = [Question("0", text="<|im_start|>user\nThe lamp has not arrived yet.<|im_end|>\n")]
    answer = answered(loaded["qwen2"], asked, Decoding(max_tokens=40, stop=("<|im_start|>",)))[0]
    assert (answer.text, answer.finish, answer.tokens) == ("", "stop", 1)


def test_a_plain_text_is_continued_as_it_is(tiny: dict[str, Path], loaded: dict[str, LocalModel]) -> None:
    model, tokenizer = peer(tiny["llama"])
    text = "Send us the lamp"
    answer = answered(loaded["llama"], [Question("0", text=text)])[0]
    prompt = tokenizer(text)["input_ids"]
    assert str(tokenizer.decode(prompt)).startswith("<s>")
    tokens = continued(model, tokenizer, prompt, SHORT.max_tokens)
    assert answer.text == tokenizer.decode(tokens, skip_special_tokens=True)


def test_a_prompt_that_fills_the_context_is_refused_and_one_that_nearly_does_is_answered(
    loaded: dict[str, LocalModel],
) -> None:
    asked = [Question("0", text="a" * CONTEXT), Question("1", text="x" * (CONTEXT - 3)), Question("2", text="The")]
    long, near, short = answered(loaded["gpt2"], asked, Decoding(max_tokens=8))
    assert (long.text, long.finish) == ("", "refused")
    assert long.error == "The prompt has 96 tokens, and the model sees 96 at most, the answer included."
    assert (near.finish, near.tokens) == ("length", 3)
    assert short.tokens == 8


def test_a_chat_that_the_template_does_not_take_is_refused_in_its_words(loaded: dict[str, LocalModel]) -> None:
    asked = [Question("0", (Message("system", "Be kind."), Message("user", "Hello"))), chat("Hello")]
    refused, good = answered(loaded["llama"], asked)
    assert (refused.finish, refused.error) == ("refused", "No system turns here.")
    assert good.finish != "refused"


def test_an_empty_prompt_begins_with_the_models_own_start(loaded: dict[str, LocalModel]) -> None:
    answer = answered(loaded["gpt2"], [Question("0", text="")])[0]
    assert answer.prompt_tokens == 1
    assert answer.text


def test_answers_come_as_soon_as_their_batch_is_done(tiny: dict[str, Path]) -> None:
    model = load(LocalSettings(str(tiny["gpt2"]), device="cpu", batch_tokens=1))[0]
    asked = questions(5)
    first = next(model.answers(asked, SHORT, range(5)))
    assert first == next(iter(list(model.answers(asked, SHORT, range(5)))))
    model.close()


def test_nothing_wanted_is_nothing_done(loaded: dict[str, LocalModel]) -> None:
    assert list(loaded["gpt2"].answers(questions(5), SHORT, [])) == []
    assert list(loaded["gpt2"].answers([], SHORT, [])) == []
