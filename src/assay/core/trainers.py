"""What trainers call their arguments: advice is given in the words of the one that was used."""

from __future__ import annotations

from collections.abc import Mapping

LLAMA_FACTORY, SWIFT, AXOLOTL, TRL, TRANSFORMERS = "LLaMA-Factory", "ms-swift", "axolotl", "TRL", "Transformers Trainer"

_HUGGING_FACE = {
    "learning_rate": "learning_rate",
    "epochs": "num_train_epochs",
    "max_steps": "max_steps",
    "batch_size": "per_device_train_batch_size",
    "accumulation": "gradient_accumulation_steps",
    "schedule": "lr_scheduler_type",
    "warmup": "warmup_ratio",
    "clip": "max_grad_norm",
    "weight_decay": "weight_decay",
    "keep_best": "load_best_model_at_end",
    "evaluate": "eval_strategy",
    "seed": "seed",
    "max_length": "max_length",
    "lora_rank": "r",
    "lora_alpha": "lora_alpha",
    "model": "model_name_or_path",
    "max_new_tokens": "max_new_tokens",
}

NAMES: Mapping[str, Mapping[str, str]] = {
    TRANSFORMERS: _HUGGING_FACE,
    TRL: {**_HUGGING_FACE, "train_on_prompt": "completion_only_loss"},
    LLAMA_FACTORY: {
        **_HUGGING_FACE,
        "validation_share": "val_size",
        "max_length": "cutoff_len",
        "lora_rank": "lora_rank",
        "train_on_prompt": "train_on_prompt",
    },
    SWIFT: {**_HUGGING_FACE, "validation_share": "split_dataset_ratio", "lora_rank": "lora_rank", "model": "model"},
    AXOLOTL: {
        **_HUGGING_FACE,
        "epochs": "num_epochs",
        "batch_size": "micro_batch_size",
        "schedule": "lr_scheduler",
        "validation_share": "val_set_size",
        "max_length": "sequence_len",
        "lora_rank": "lora_r",
        "model": "base_model",
        "train_on_prompt": "train_on_inputs",
    },
}

_TURNED = {(TRL, "train_on_prompt")}
"""Of these the tool's argument means the opposite."""


def argument(tool: str | None, name: str) -> str | None:
    """What the tool calls the argument; None where the tool is not known or has none for it."""
    return None if tool is None else NAMES.get(tool, {}).get(name)


def written(tool: str, name: str, value: str) -> str:
    """A value as the tool takes it."""
    if (tool, name) in _TURNED:
        return {"true": "false", "false": "true"}.get(value, value)
    return value
