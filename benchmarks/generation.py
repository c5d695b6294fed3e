"""Answers to prompts of many lengths: batches of like length against batches in the order of the file."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from assay.core.asking import Decoding, Question
from assay.models.local.libraries import quiet
from assay.models.local.model import LocalModel
from assay.models.local.network import Network
from assay.models.local.prompts import Prompts
from assay.models.local.running import Runner
from benchmarks.language_model import language_model, texts
from benchmarks.measure import Row, compare

if TYPE_CHECKING:
    from transformers import GPT2LMHeadModel, PreTrainedTokenizerBase

PROMPTS, MEDIAN, LONGEST, BATCH, NEW = 48, 60, 400, 8, 24
Work = Callable[[], list[str]]


def run() -> list[Row]:
    """The same greedy answers, by batches of the same size: the padded tokens of the largest batch of the peer."""
    model, tokenizer = language_model()
    _end_some_answers(model)
    prompts = texts(PROMPTS, MEDIAN, LONGEST)
    ours, peer = _ours(model, tokenizer, prompts), _peer(model, tokenizer, prompts)
    assert ours() == peer()
    a, b, ratio = compare(ours, peer)
    job = f"generation, {PROMPTS} prompts of 4 to {LONGEST} tokens, {NEW} new, small GPT-2"
    return [Row(job=job, peer=f"transformers generate, {BATCH}", ours_s=a, peer_s=b, ratio=ratio, target="1.5x")]


def _end_some_answers(model: GPT2LMHeadModel, seed: int = 0) -> None:
    """Answers have lengths of their own too: a fiftieth of the words end one."""
    draw = random.Random(seed)
    model.generation_config.eos_token_id = [0, *draw.sample(range(1, model.config.vocab_size), 1000)]


def _ours(model: GPT2LMHeadModel, tokenizer: PreTrainedTokenizerBase, prompts: list[str]) -> Work:
    budget = BATCH * (max(len(prompt.split()) for prompt in prompts) + NEW)
    ours = LocalModel(Runner(Network(model), budget=budget), Prompts(tokenizer), {})
    questions = [Question(str(place), text=prompt) for place, prompt in enumerate(prompts)]

    def work() -> list[str]:
        found = dict(ours.answers(questions, Decoding(max_tokens=NEW), range(len(questions))))
        return [found[place].text for place in range(len(questions))]

    return work


def _peer(model: GPT2LMHeadModel, tokenizer: PreTrainedTokenizerBase, prompts: list[str]) -> Work:
    import torch

    ends = set(model.generation_config.eos_token_id)

    def said(tokens: list[int]) -> str:
        end = next((place for place, token in enumerate(tokens) if token in ends), len(tokens))
        return str(tokenizer.decode(tokens[:end], skip_special_tokens=True))

    def work() -> list[str]:
        found: list[str] = []
        for start in range(0, len(prompts), BATCH):
            seen = tokenizer(prompts[start : start + BATCH], padding=True, padding_side="left", return_tensors="pt")
            with torch.inference_mode(), quiet():
                whole = model.generate(**seen, max_new_tokens=NEW, do_sample=False, pad_token_id=0)
            found += map(said, whole[:, seen["input_ids"].shape[1] :].tolist())
        return found

    return work
