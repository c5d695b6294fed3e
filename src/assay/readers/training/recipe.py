"""How it was trained: the arguments that stand beside a log, under Assay's names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from math import prod
from pathlib import Path

import yaml

from assay.core.trainers import AXOLOTL, LLAMA_FACTORY, NAMES, SWIFT, TRANSFORMERS, TRL
from assay.core.training_run import Recipe
from assay.readers.files.content import Content
from assay.readers.training.curves import number_of
from assay.text.patterns import pattern

# Of each tool, what only its files of arguments have.
_SIGNS = {
    LLAMA_FACTORY: ("stage", "finetuning_type", "dataset_dir"),
    SWIFT: ("swift_version", "rlhf_type", "tuner_type", "train_type"),
    AXOLOTL: ("base_model", "micro_batch_size", "sequence_len"),
}
_FILES = ("args.json", "training_args.json", "training_args.yaml", "llamaboard_config.yaml", "axolotl.yaml")
_LARGEST = 4_000_000  # bytes
_SIZE = pattern(r"(?<![\w.])(?:(\d+)x)?(\d+(?:\.\d+)?)([bm])(?![a-z\d])", re.IGNORECASE)
_UNITS = {"b": 1e9, "m": 1e6}


def recipe_in(folder: Path, tool: str | None) -> Recipe:
    """What the files of a run's folder say, and one of its name beside it; `tool` is what the log says."""
    found: dict[str, object] = {}
    for path in _argument_files(folder):
        found |= {key: value for key, value in _mapping(path).items() if value is not None and key not in found}
    tool = next((name for name, signs in _SIGNS.items() if any(sign in found for sign in signs)), tool)
    adapter = _mapping(folder / "adapter_config.json")
    arguments = _known(found, tool or TRANSFORMERS) | _of_adapter(adapter)
    return Recipe(tool, arguments, _parameters(folder, arguments))


def tool_of(entries: list[Mapping[str, object]]) -> str | None:
    """The trainer, by fields that only its log has."""
    keys = {str(key) for entry in entries[:20] for key in entry}
    if "current_steps" in keys:
        return LLAMA_FACTORY
    if "global_step/max_steps" in keys or {"token_acc", "eval_token_acc"} & keys:
        return SWIFT
    if {"mean_token_accuracy", "num_tokens", "rewards/margins"} & keys:
        return TRL
    return TRANSFORMERS if {"loss", "learning_rate"} <= keys else None


def _argument_files(folder: Path) -> Iterator[Path]:
    named = [folder / name for name in _FILES]
    beside = [folder.parent / f"{folder.name}{ending}" for ending in (".yaml", ".yml", ".json")]
    own = sorted(folder.glob("*.y*ml"))
    yield from dict.fromkeys(path for path in [*named, *own, *beside] if path.is_file())


def _mapping(path: Path) -> dict[str, object]:
    """The values of a JSON or YAML file; none where it cannot be read as such: it says nothing then."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return {}
        text = Content.of(path).text()
        found = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return found if isinstance(found, dict) else {}


def _known(found: Mapping[str, object], tool: str) -> dict[str, float | str]:
    """The arguments that Assay has a name for."""
    known: dict[str, float | str] = {}
    for name, theirs in NAMES[tool].items():
        value = found.get(theirs)
        number = number_of(value)
        if number is not None:
            known[name] = number
        elif isinstance(value, str | bool):
            known[name] = str(value).lower() if isinstance(value, bool) else value
    return known


def _of_adapter(adapter: Mapping[str, object]) -> dict[str, float | str]:
    """What a LoRA adapter says of itself."""
    rank, alpha = number_of(adapter.get("r")), number_of(adapter.get("lora_alpha"))
    base = adapter.get("base_model_name_or_path")
    told = {"lora_rank": rank, "lora_alpha": alpha, "model": base if isinstance(base, str) else None}
    return {name: value for name, value in told.items() if value is not None}


def _parameters(folder: Path, arguments: Mapping[str, float | str]) -> float | None:
    """How large the base model is: from its weights where they are there, else from its name."""
    model = arguments.get("model")
    places = [folder, *([Path(model)] if isinstance(model, str) else [])]
    for place in places:
        found = _mapping(place / "model.safetensors.index.json").get("metadata")
        size = number_of(found.get("total_parameters")) if isinstance(found, dict) else None
        size = size or _of_weights(place / "model.safetensors")
        if size:
            return size
    return _of_name(model) if isinstance(model, str) else None


def _of_weights(path: Path) -> float | None:
    """From the shapes at the head of a file of weights: its length in eight bytes, and then JSON."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            head = json.loads(file.read(length)) if length <= _LARGEST else {}
        return float(sum(prod(one["shape"]) for name, one in head.items() if name != "__metadata__")) or None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _of_name(model: str) -> float | None:
    """As in Qwen2.5-7B-Instruct, Mixtral-8x7B or gemma-3-270m."""
    found = _SIZE.search(model.replace("\\", "/").rsplit("/", 1)[-1])
    if found is None:
        return None
    experts, number, unit = found.groups()
    return float(experts or 1) * float(number) * _UNITS[unit.lower()]
