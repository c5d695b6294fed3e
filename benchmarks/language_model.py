"""A small GPT-2 with random weights, its words, and texts of many lengths: nothing is downloaded."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from assay.models.local.libraries import quiet

if TYPE_CHECKING:
    from transformers import GPT2LMHeadModel, PreTrainedTokenizerBase

WORDS, CONTEXT = 50_257, 1024
START = "<|endoftext|>"


def language_model() -> tuple[GPT2LMHeadModel, PreTrainedTokenizerBase]:
    """Four layers of 256, in float32, and a tokenizer for which each word is a token."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    torch.manual_seed(0)
    vocabulary = {START: 0, **{f"w{word}": word for word in range(1, WORDS)}}
    words = Tokenizer(models.WordLevel(vocabulary, unk_token=START))
    words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    with quiet():
        model = GPT2LMHeadModel(GPT2Config(n_embd=256, n_layer=4, n_head=4, n_positions=CONTEXT, vocab_size=WORDS))
        tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call] # the library carries no types here
            tokenizer_object=words, bos_token=START, eos_token=START, pad_token=START
        )
    model.train(mode=False)
    return model, tokenizer


def texts(n: int, median: int, longest: int, seed: int = 0) -> list[str]:
    """Of as many words as texts have: few are long, most are short (log-normal, sigma 0.8)."""
    draw = random.Random(seed)
    lengths = [max(4, min(longest, round(draw.lognormvariate(0, 0.8) * median))) for _ in range(n)]
    return [" ".join(f"w{draw.randrange(1, WORDS)}" for _ in range(length)) for length in lengths]
