"""The likelihood of a text is what the peers say it is."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assay.core.asking import Likelihood, Passage, Question, Window
from assay.core.errors import InputError
from assay.models.local import LocalModel, LocalSettings, load
from assay.models.local.libraries import quiet
from tests.models.corpus import story, tickets
from tests.models.local.asked import KINDS, chat, in_order, in_two_goes, passages
from tests.models.local.peers import log_likelihood, peer, prompt_of
from tests.models.tiny import CONTEXT

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

WHOLE = Window()


def scored(model: LocalModel, texts: list[Passage], window: Window = WHOLE) -> list[Likelihood]:
    return in_order(model.likelihoods(texts, window, range(len(texts))), len(texts))


def lm_eval(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, texts: list[str]) -> list[float]:
    """By lm-evaluation-harness 0.4.13."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lm_eval.api.instance import Instance  # type: ignore[import-untyped] # it carries no types
        from lm_eval.models.huggingface import HFLM  # type: ignore[import-untyped] # as above

        harness = HFLM(pretrained=model, tokenizer=tokenizer, batch_size=3, add_bos_token=False, device="cpu")
        asked = [Instance("loglikelihood_rolling", {}, (text,), place) for place, text in enumerate(texts)]
        found: list[float] = harness.loglikelihood_rolling(asked, disable_tqdm=True)
        return found


@pytest.mark.parametrize("kind", KINDS)
def test_short_and_long_texts_are_as_likely_as_lm_eval_says(
    kind: str, tiny: dict[str, Path], loaded: dict[str, LocalModel]
) -> None:
    texts = [text for text in passages(12) if text.text]
    ours = [-one.nll for one in scored(loaded[kind], texts)]
    with quiet():
        theirs = lm_eval(*peer(tiny[kind]), [text.text for text in texts])
    assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-4)
    assert max(one.tokens for one in scored(loaded[kind], texts)) > 2 * CONTEXT


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("length", "stride"), [(32, 16), (64, 7), (CONTEXT, 95)])
def test_overlapping_windows_are_those_of_the_recipe(
    kind: str, length: int, stride: int, tiny: dict[str, Path], loaded: dict[str, LocalModel]
) -> None:
    text = story(12)
    ours = scored(loaded[kind], [Passage("0", text)], Window(length, stride, bos=False))[0]
    nll, tokens = recipe(*peer(tiny[kind]), text, length, stride)
    assert ours.tokens == tokens
    assert ours.nll / tokens == pytest.approx(nll / tokens, abs=1e-4)


def recipe(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, text: str, max_length: int, stride: int
) -> tuple[float, int]:
    """After "Perplexity of fixed-length models" in the documentation of transformers: the total and how many tokens."""
    import torch

    ids = torch.tensor([tokenizer(text, add_special_tokens=False)["input_ids"]])
    whole, nats, tokens, done = ids.shape[1], 0.0, 0, 0
    for start in range(0, whole, stride):
        end = min(start + max_length, whole)
        seen = ids[:, start:end]
        targets = seen.clone()
        targets[:, : done - start] = -100  # scored by a window before
        with torch.no_grad(), quiet():
            mean = model(seen, labels=targets).loss
        scored = int((targets[:, 1:] != -100).sum())  # the first token of a window is no target
        nats, tokens, done = nats + float(mean) * scored, tokens + scored, end
        if end == whole:
            break
    return nats, tokens


@pytest.mark.parametrize("kind", KINDS)
def test_a_prompt_is_seen_and_not_scored(kind: str, tiny: dict[str, Path], loaded: dict[str, LocalModel]) -> None:
    ticket = tickets(1)[0]
    asked, model, tokenizer = chat(ticket.asked), *peer(tiny[kind])
    said = f" {ticket.label}" if kind == "llama" else ticket.label
    text = tokenizer(said, add_special_tokens=False)["input_ids"]
    for eos in (False, True):
        ours = scored(loaded[kind], [Passage("0", ticket.label, asked)], Window(eos=eos))[0]
        end = [tokenizer.eos_token_id] * eos
        assert ours.tokens == len(text + end)
        assert -ours.nll == pytest.approx(log_likelihood(model, prompt_of(tokenizer, asked), text + end), abs=1e-4)


def test_the_first_token_is_scored_where_something_stands_before_it(loaded: dict[str, LocalModel]) -> None:
    text = [Passage("0", "The lamp")]
    with_start, without = scored(loaded["gpt2"], text)[0], scored(loaded["gpt2"], text, Window(bos=False))[0]
    assert with_start.tokens == without.tokens + 1
    assert scored(loaded["gpt2"], text, Window(eos=True))[0].tokens == with_start.tokens + 1


def test_a_text_that_begins_with_the_start_itself_does_not_get_it_twice(loaded: dict[str, LocalModel]) -> None:
    plain, begun = scored(loaded["llama"], [Passage("0", "The lamp"), Passage("1", "<s>The lamp")])
    assert begun == plain


def test_nothing_has_no_likelihood(loaded: dict[str, LocalModel]) -> None:
    assert scored(loaded["qwen2"], [Passage("0", "")]) == [Likelihood(0.0, 0)]
    assert scored(loaded["qwen2"], [Passage("0", "", Question("0", text="Well"))]) == [Likelihood(0.0, 0)]


@pytest.mark.parametrize("window", [WHOLE, Window(24, 12)])
def test_resumed_work_is_what_unbroken_work_is(window: Window, loaded: dict[str, LocalModel]) -> None:
    texts, model = passages(20), loaded["qwen2-adapter"]
    resumed = in_two_goes(lambda wanted: model.likelihoods(texts, window, wanted), len(texts))
    assert resumed == scored(model, texts, window)  # to the last digit


def test_small_batches_change_no_more_than_rounding(tiny: dict[str, Path], loaded: dict[str, LocalModel]) -> None:
    texts = passages(20)
    small = load(LocalSettings(str(tiny["gpt2"]), device="cpu", batch_tokens=100))[0]
    assert [one.nll for one in scored(small, texts)] == pytest.approx(
        [one.nll for one in scored(loaded["gpt2"], texts)], rel=1e-5
    )


def test_a_window_longer_than_the_context_is_refused(loaded: dict[str, LocalModel]) -> None:
    with pytest.raises(InputError, match="A window of 97 tokens is more than the model sees at once, which is 96"):
        scored(loaded["gpt2"], passages(2), Window(CONTEXT + 1))


def test_a_prompt_that_the_template_does_not_take_is_named(loaded: dict[str, LocalModel]) -> None:
    from assay.core.asking import Message

    asked = Question("row 3", (Message("system", "Be kind."), Message("user", "Hello")))
    with pytest.raises(InputError, match=r"prompt of 'row 3': No system turns here\."):
        scored(loaded["llama"], [Passage("row 3", "Hi", asked)])


def test_trained_texts_are_likelier_than_noise(loaded: dict[str, LocalModel]) -> None:
    known, noise = scored(loaded["llama"], [Passage("0", story(2)), Passage("1", "xqj vvk zzp wqx jjq")])
    assert known.nll / known.tokens < noise.nll / noise.tokens
    assert math.isfinite(noise.nll)
