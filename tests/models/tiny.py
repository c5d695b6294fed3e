"""Tiny language models, trained here in seconds and saved as people save theirs: three kinds, each with an adapter."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assay.models.local.libraries import quiet
from tests.models.corpus import LABELS, story, tickets

if TYPE_CHECKING:
    from torch.nn import Module
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

CONTEXT = 96  # tokens; of gpt2, whose positions are learnt: the others have twice as many
_VOCABULARY = 420
_SPECIAL = {
    "gpt2": {"bos_token": "<|endoftext|>", "eos_token": "<|endoftext|>"},
    "llama": {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"},
    "qwen2": {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>", "additional": "<|im_start|>"},
}
KINDS = tuple(_SPECIAL)
_TEMPLATES = {
    "llama": (
        "{{ bos_token }}{% for message in messages %}"
        "{% if message['role'] == 'system' %}{{ raise_exception('No system turns here.') }}{% endif %}"
        "{% if message['role'] == 'user' %}[INST] {{ message['content'] }} [/INST]"
        "{% else %} {{ message['content'] }}{{ eos_token }}{% endif %}{% endfor %}"
    ),
    "qwen2": (
        "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
        "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    ),
}


def tiny_models(folder: Path) -> dict[str, Path]:
    """Folders, made anew below `folder`: each kind of KINDS by its name, and its adapter as `gpt2-adapter` and so on.

    The models know the sentences of the help desk and answer a question about one with some label; with the adapter it
    is the right one far more often. gpt2 has no chat template.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with quiet():
            made = {kind: _base(kind, folder / kind) for kind in KINDS}
            return made | {f"{kind}-adapter": _adapter(made[kind], folder / f"{kind}-adapter") for kind in KINDS}
    finally:
        torch.set_num_threads(threads)


def _base(kind: str, folder: Path) -> Path:
    import torch

    torch.manual_seed(0)
    tokenizer = _tokenizer(kind)
    model = _untrained(kind, tokenizer)
    draw = random.Random(0)  # noqa: S311 - a draw of samples
    texts = [story(3, seed) + str(tokenizer.eos_token) for seed in range(40)]
    texts += [_turns(tokenizer, ticket.question, ticket.reply) for ticket in tickets(120, seed=1)]
    texts += [_turns(tokenizer, ticket.asked, draw.choice(LABELS)) for ticket in tickets(200, seed=2)]
    _train(model, tokenizer, texts, steps=90, rate=1e-2)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _adapter(base: Path, folder: Path) -> Path:
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.manual_seed(1)
    tokenizer = AutoTokenizer.from_pretrained(base)
    modules = ["c_attn", "c_fc", "c_proj"] if base.name == "gpt2" else "all-linear"
    settings = LoraConfig(r=16, lora_alpha=32, target_modules=modules, task_type="CAUSAL_LM")
    settings.fan_in_fan_out = base.name == "gpt2"
    model = get_peft_model(AutoModelForCausalLM.from_pretrained(base), settings)
    texts = [_turns(tokenizer, ticket.asked, ticket.label) for ticket in tickets(300, seed=3)]
    _train(model, tokenizer, texts, steps=60, rate=1e-2)
    model.save_pretrained(str(folder))
    return folder


def _tokenizer(kind: str) -> PreTrainedTokenizerBase:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    special = dict(_SPECIAL[kind])
    trained = Tokenizer(models.BPE())
    trained.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trained.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=_VOCABULARY,
        special_tokens=list(dict.fromkeys(special.values())),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    trained.train_from_iterator([story(400), *LABELS], trainer)
    if kind == "llama":  # as the real one does, it puts <s> before every text by itself
        trained.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 0)])
    extra = [special.pop("additional")] if "additional" in special else []
    tokenizer: PreTrainedTokenizerBase = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call] # as it is
        tokenizer_object=trained, extra_special_tokens=extra, **special
    )
    tokenizer.chat_template = _TEMPLATES.get(kind)
    return tokenizer


def _untrained(kind: str, tokenizer: PreTrainedTokenizerBase) -> PreTrainedModel:
    from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM

    ends = {"bos_token_id": tokenizer.bos_token_id, "eos_token_id": tokenizer.eos_token_id}
    if kind == "gpt2":
        sizes = GPT2Config(n_embd=64, n_layer=2, n_head=4, n_positions=CONTEXT, vocab_size=len(tokenizer), **ends)
        return GPT2LMHeadModel(sizes)
    shape: dict[str, Any] = {
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
    }
    shape |= {"num_key_value_heads": 2, "max_position_embeddings": 2 * CONTEXT, "vocab_size": len(tokenizer)}
    if kind == "llama":
        return LlamaForCausalLM(LlamaConfig(**shape, **ends))
    return Qwen2ForCausalLM(Qwen2Config(**shape, tie_word_embeddings=True, **ends))


def _turns(tokenizer: PreTrainedTokenizerBase, question: str, answer: str) -> str:
    """A question and its answer, as the model is to be asked."""
    if tokenizer.chat_template is None:
        return f"{question}\n{answer}{tokenizer.eos_token}"
    chat = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    return str(tokenizer.apply_chat_template(chat, tokenize=False))


def _train(model: Module, tokenizer: PreTrainedTokenizerBase, texts: Sequence[str], steps: int, rate: float) -> None:
    import torch

    draw = random.Random(0)  # noqa: S311 - a draw of samples
    coded = [tokenizer(text, add_special_tokens=False)["input_ids"][:CONTEXT] for text in texts]
    optimiser = torch.optim.AdamW([one for one in model.parameters() if one.requires_grad], lr=rate)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=rate, total_steps=steps)
    model.train()
    for _ in range(steps):
        rows = draw.sample(coded, 16)
        width = max(map(len, rows))
        seen = torch.tensor([row + [0] * (width - len(row)) for row in rows])
        scored = torch.tensor([row + [-100] * (width - len(row)) for row in rows])
        model(input_ids=seen, labels=scored).loss.backward()
        optimiser.step()
        plan.step()
        optimiser.zero_grad()
    model.train(mode=False)
