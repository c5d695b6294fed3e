"""The base model's weights, on their device and in their type."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from assay.core.errors import InputError
from assay.models.local.checkpoint import Checkpoint
from assay.models.local.failures import said_as
from assay.models.local.settings import LocalSettings

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

_NAMED = 3  # missing weights that are named


def weights(base: Checkpoint, settings: LocalSettings, device: torch.device) -> PreTrainedModel:
    """The model, whole; raises InputError where the files are damaged, or some weights are not there: a library would
    make those up.
    """
    from transformers import AutoModelForCausalLM

    with said_as("local.unreadable-model", path=settings.path):
        loaded = AutoModelForCausalLM.from_pretrained(
            base.name,
            dtype=_dtype(settings, device),
            trust_remote_code=settings.trust_remote_code,
            output_loading_info=True,
            **_quantised(settings, device),
            **base.given,
        )
        model, found = cast("tuple[PreTrainedModel, dict[str, set[str]]]", loaded)
        missing = sorted(found["missing_keys"])
        if missing:
            raise InputError("local.missing-weights", path=settings.path, n=len(missing), names=missing[:_NAMED])
        # What is quantised was put on its device piece by piece.
        return model if settings.quantise else cast("PreTrainedModel", model.to(device))  # type: ignore[arg-type] # its decorator hides Module.to


def device_of(name: str) -> torch.device:
    """The device called `name`; raises InputError for one that is not there."""
    import torch

    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if name == "auto":
        return torch.device(next(kind for kind, is_there in there.items() if is_there))
    try:
        device = torch.device(name)
        if there[device.type] and (device.type != "cuda" or (device.index or 0) < torch.cuda.device_count()):
            return device
    except (RuntimeError, KeyError):  # no such kind of device
        pass
    raise InputError("local.no-device", name=name, there=[kind for kind, is_there in there.items() if is_there])


def _dtype(settings: LocalSettings, device: torch.device) -> torch.dtype | str:
    import torch

    if settings.dtype != "auto":
        dtype: torch.dtype = getattr(torch, settings.dtype)
        return dtype
    return "auto" if device.type != "cpu" else torch.float32


def _quantised(settings: LocalSettings, device: torch.device) -> dict[str, object]:
    if settings.quantise is None:
        return {}
    if find_spec("bitsandbytes") is None or find_spec("accelerate") is None:
        raise InputError("local.no-quantising", bits=settings.quantise)
    from transformers import BitsAndBytesConfig

    eight = settings.quantise == "8bit"
    how = BitsAndBytesConfig(load_in_8bit=eight, load_in_4bit=not eight)  # type: ignore[no-untyped-call] # the library carries no types here
    return {"quantization_config": how, "device_map": {"": device}}
