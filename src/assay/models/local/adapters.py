"""Adapters beside the weights they were trained on, each under a name, so that one base serves them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assay.core.errors import InputError
from assay.models.local.checkpoint import Checkpoint
from assay.models.local.failures import said_as

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import PreTrainedModel

_NAMED = 3  # weights without a place that are named


def adapter_name(number: int) -> str:
    """Under which an adapter is switched on, by its place."""
    return f"tuned-{number}"


def attached(
    model: PreTrainedModel, adapters: Sequence[Checkpoint | None], base: str
) -> tuple[PreTrainedModel, PeftModel | None]:
    """The model with all adapters in it. Raises InputError for one that is damaged, was trained on another model, or is
    of a kind that puts something before the text instead of changing weights.
    """
    adapted = None
    for number, adapter in enumerate(adapters):
        if adapter is not None:
            with said_as("local.wrong-adapter", path=adapter.name, base=base):
                adapted = _attached(adapted, model, adapter, adapter_name(number))
    return model, adapted


def _attached(adapted: PeftModel | None, model: PreTrainedModel, adapter: Checkpoint, name: str) -> PeftModel:
    from peft import PeftConfig, PeftModel

    config = PeftConfig.from_pretrained(adapter.name)
    if config.is_prompt_learning or config.task_type not in {None, "CAUSAL_LM"}:
        kind = config.task_type if not config.is_prompt_learning else config.peft_type
        raise InputError("local.adapter-kind", path=adapter.name, kind=str(getattr(kind, "value", kind)))
    device = str(model.device)
    if adapted is None:
        adapted = PeftModel.from_pretrained(model, adapter.name, adapter_name=name, torch_device=device)
    # Once more for the first: what says whether all weights found a place is returned only here.
    result = adapted.load_adapter(adapter.name, adapter_name=name, torch_device=device)
    lost = sorted([*result.missing_keys, *result.unexpected_keys])
    if lost:
        raise InputError("local.other-adapter", path=adapter.name, n=len(lost), names=lost[:_NAMED])
    return adapted
