"""How much is run at once, and what is done when it was too much."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from transformers import PreTrainedModel

Row = TypeVar("Row")
Result = TypeVar("Result")

# On a CPU a batch pays only while what it works on stays near the processor.
_ON_CPU = {"scored": 2048, "generated": 8192}
_LEAST, _MOST = 2048, 1 << 17
_USED = 0.7  # of an accelerator's memory beside the weights; the rest is for what is only held for a moment


def batch_tokens(model: PreTrainedModel, kind: str) -> int:
    """Padded tokens a batch, by the memory of the device: all of it, not what is free now, so that work that is gone
    on with is cut as it was before.
    """
    if model.device.type == "cpu":
        return _ON_CPU[kind]
    weights = model.get_memory_footprint()  # type: ignore[no-untyped-call] # the library carries no types here
    left = _USED * _total(model) - weights
    tokens = max(_LEAST, min(_MOST, int(left / _bytes_a_token(model))))
    power: int = 1 << (tokens.bit_length() - 1)
    return power


def in_parts(
    rows: Sequence[Row], work: Callable[[Sequence[Row]], list[Result]]
) -> Iterator[tuple[Sequence[Row], list[Result] | None]]:
    """What `work` makes of the rows, in as few parts as memory allows, each halved where it does not fit.

    None in place of the results of a single row that does not fit.
    """
    results = _unless_full(rows, work)
    if results is not None or len(rows) == 1:
        yield rows, results
        return
    _release()
    half = (len(rows) + 1) // 2
    yield from in_parts(rows[:half], work)
    yield from in_parts(rows[half:], work)


def is_out_of_memory(failed: BaseException) -> bool:
    """Whether an error says that there was not enough memory: not every device has its own kind of error for it."""
    said = str(failed).lower()
    return isinstance(failed, MemoryError) or "out of memory" in said or "can't allocate memory" in said


def _unless_full(rows: Sequence[Row], work: Callable[[Sequence[Row]], list[Result]]) -> list[Result] | None:
    try:
        return work(rows)
    except (RuntimeError, MemoryError) as failed:
        if not is_out_of_memory(failed):
            raise
        # Not handled here: while the error lives, it holds all that was in memory when it was raised.
        return None


def _release() -> None:
    import torch

    gc.collect(1)  # what the failure has left is young; all of memory would take seconds
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _total(model: PreTrainedModel) -> float:
    import torch

    if model.device.type == "cuda":
        return float(torch.cuda.get_device_properties(model.device).total_memory)
    if model.device.type == "mps":
        return float(torch.mps.recommended_max_memory())
    return 16e9


def _bytes_a_token(model: PreTrainedModel) -> float:
    """What a token keeps in the cache of every layer, and holds for a moment in the widest one."""
    config = model.config.get_text_config()
    hidden = getattr(config, "hidden_size", 4096)
    layers = getattr(config, "num_hidden_layers", 32)
    heads = getattr(config, "num_attention_heads", 1) or 1
    shared = (getattr(config, "num_key_value_heads", None) or heads) / heads
    return float(model.dtype.itemsize * hidden * (2 * layers * shared + 32))
