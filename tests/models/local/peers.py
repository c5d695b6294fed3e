"""The library's own way with a checkpoint, one row at a time, to compare with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assay.core.asking import Question
from assay.models.local.libraries import quiet

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


def peer(folder: Path, adapter: Path | None = None) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """The model in float32, an adapter merged into its weights, and the tokenizer."""
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer

    with quiet():
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
        if adapter is not None:
            model = PeftModel.from_pretrained(model, str(adapter)).merge_and_unload()
        model.train(mode=False)
        return model, AutoTokenizer.from_pretrained(folder)


def prompt_of(tokenizer: PreTrainedTokenizerBase, question: Question) -> list[int]:
    """The tokens by the library's own template; where there is none, each turn on a line."""
    chat = [{"role": turn.role, "content": turn.content} for turn in question.messages]
    if tokenizer.chat_template is None:
        coded = tokenizer("".join(f"{turn['content']}\n" for turn in chat))
    else:
        coded = tokenizer.apply_chat_template(chat, add_generation_prompt=True, return_dict=True)
    tokens: list[int] = coded["input_ids"]
    return tokens


def continued(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, prompt: list[int], max_tokens: int
) -> list[int]:
    """What `generate` adds greedily to one prompt, its end included."""
    import torch
    from transformers import GenerationConfig

    greedy = GenerationConfig(max_new_tokens=max_tokens, do_sample=False, eos_token_id=tokenizer.eos_token_id)  # type: ignore[no-untyped-call] # as it is
    model.generation_config = greedy
    seen = torch.tensor([prompt])
    with torch.inference_mode(), quiet():
        whole = model.generate(seen, attention_mask=torch.ones_like(seen), pad_token_id=0)  # type: ignore[operator] # as the library has it
    tokens: list[int] = whole[0, len(prompt) :].tolist()
    return tokens


def log_likelihood(model: PreTrainedModel, prompt: list[int], text: list[int]) -> float:
    """The ln p of a text's tokens behind a prompt."""
    import torch

    whole = torch.tensor([prompt + text])
    with torch.inference_mode():
        said = model(input_ids=whole[:, :-1]).logits.double().log_softmax(-1)
    chosen = said[0, len(prompt) - 1 :].gather(-1, whole[0, len(prompt) :, None])
    return float(chosen.sum())
