"""Perplexity of texts of many lengths: a head applied where a target is, in batches of like length."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr
from io import StringIO
from typing import TYPE_CHECKING

import numpy as np

from assay.core.asking import Passage, Window
from assay.models.local.batches import batches
from assay.models.local.libraries import quiet
from assay.models.local.model import LocalModel
from assay.models.local.network import Network
from assay.models.local.prompts import Prompts
from assay.models.local.running import Runner
from assay.models.local.scoring import padded
from benchmarks.language_model import language_model, texts
from benchmarks.measure import Row, compare

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import GPT2LMHeadModel, PreTrainedTokenizerBase

TEXTS, MEDIAN, LONGEST, BATCH, BUDGET = 48, 80, 500, 16, 2048
Work = Callable[[], list[float]]


def run() -> list[Row]:
    """The same texts by two peers, and the work that nobody can leave out."""
    model, tokenizer = language_model()
    documents = texts(TEXTS, MEDIAN, LONGEST)
    mine = _ours(model, tokenizer, documents)
    found = np.array(mine())
    tokens = np.array([len(text.split()) for text in documents])
    harness, recipe = _harness(model, tokenizer, documents), _padded_to_the_longest(model, tokenizer, documents)
    assert np.allclose(found, -np.array(harness()), rtol=0, atol=1e-2)  # of some hundreds: six digits
    assert np.allclose(found / tokens, np.log(recipe()), rtol=0, atol=1e-4)
    job = f"perplexity, {TEXTS} texts, {tokens.sum():,} tokens, small GPT-2, fp32"
    rows = []
    for name, peer, target in (
        (f"lm-evaluation-harness rolling, {BATCH}", harness, "3x"),
        (f"Hugging Face evaluate's, {BATCH}", recipe, "6x"),
        ("body and head alone, nothing padded", _least(model, tokenizer, documents), "0.87x"),
    ):
        a, b, ratio = compare(mine, peer)
        rows.append(Row(job=job, peer=name, ours_s=a, peer_s=b, ratio=ratio, target=target))
    return rows


def _ours(model: GPT2LMHeadModel, tokenizer: PreTrainedTokenizerBase, documents: list[str]) -> Work:
    ours = LocalModel(Runner(Network(model)), Prompts(tokenizer), {})
    passages = [Passage(str(place), text) for place, text in enumerate(documents)]

    def work() -> list[float]:
        found = dict(ours.likelihoods(passages, Window(), range(len(passages))))
        return [found[place].nll for place in range(len(passages))]

    return work


def _harness(model: GPT2LMHeadModel, tokenizer: PreTrainedTokenizerBase, documents: list[str]) -> Work:
    with warnings.catch_warnings(), quiet():
        warnings.simplefilter("ignore")
        from lm_eval.api.instance import Instance  # type: ignore[import-untyped] # it carries no types
        from lm_eval.models.huggingface import HFLM  # type: ignore[import-untyped] # as above

        harness = HFLM(pretrained=model, tokenizer=tokenizer, batch_size=BATCH, device="cpu")
    asked = [Instance("loglikelihood_rolling", {}, (text,), place) for place, text in enumerate(documents)]

    def work() -> list[float]:
        with redirect_stderr(StringIO()):  # some of its bars cannot be turned off
            return list(harness.loglikelihood_rolling(asked, disable_tqdm=True))

    return work


def _padded_to_the_longest(model: GPT2LMHeadModel, tokenizer: PreTrainedTokenizerBase, documents: list[str]) -> Work:
    """What `evaluate`'s measurement of perplexity does: all texts padded to the longest of all, a start token before
    each, and the whole model run on a batch at a time; exp of the mean over a text's own tokens.
    """
    import torch
    from torch.nn.functional import cross_entropy

    def of_batch(ids: Tensor, own: Tensor) -> list[float]:
        start = ids.new_full((len(ids), 1), tokenizer.bos_token_id)
        seen, mask = torch.cat([start, ids], 1), torch.cat([torch.ones_like(start), own], 1)
        with torch.no_grad():
            logits = model(seen, attention_mask=mask).logits
        nats = cross_entropy(logits[:, :-1].transpose(1, 2), ids, reduction="none") * own
        return [float(value) for value in torch.exp(nats.sum(1) / own.sum(1))]

    def work() -> list[float]:
        coded = tokenizer(documents, add_special_tokens=False, padding=True, return_tensors="pt")
        parts = zip(coded["input_ids"].split(BATCH), coded["attention_mask"].split(BATCH), strict=True)
        return [value for ids, own in parts for value in of_batch(ids, own)]

    return work


def _least(model: GPT2LMHeadModel, tokenizer: PreTrainedTokenizerBase, documents: list[str]) -> Work:
    """Every token through the layers once and times the head once, and nothing done with the product."""
    import torch

    rows: list[list[int]] = tokenizer([f"{tokenizer.bos_token} {text}" for text in documents])["input_ids"]
    plan = list(batches([len(row) - 1 for row in rows], BUDGET))

    def work() -> list[float]:
        with torch.inference_mode():
            for batch in plan:
                seen = [rows[place][:-1] for place in batch]
                states = model.transformer(padded(seen, left=False), use_cache=False).last_hidden_state
                real = torch.cat([states[place, : len(row)] for place, row in enumerate(seen)])
                for part in real.split(128):  # type: ignore[no-untyped-call] # the library carries no types here
                    model.lm_head(part)
        return [math.nan]

    return work
