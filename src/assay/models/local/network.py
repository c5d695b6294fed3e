"""The weights of a model, loaded once, with one adapter or none switched on: tokens in, logits out."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from assay.models.local.libraries import quiet

if TYPE_CHECKING:
    from peft import PeftModel
    from torch import Tensor
    from torch.nn import Module
    from transformers import PreTrainedConfig, PreTrainedModel

Finish: TypeAlias = "Callable[[Tensor], Tensor]"

_LENGTHS = ("n_positions", "max_position_embeddings", "n_ctx", "max_seq_len", "seq_length")


class Cache(Protocol):
    """What the layers keep of the tokens they have seen, a row each."""

    def reorder_cache(self, beam_idx: Tensor) -> None:
        """Keeps the rows at these places, in this order; a place may come more than once."""


class _Tuner(Protocol):
    """What peft has put into the layers."""

    def enable_adapter_layers(self) -> None: ...

    def disable_adapter_layers(self) -> None: ...


class Network:
    """A model whose `states` are made by its body, and `logits` of some of them by its head: a head costs as much as
    many layers, and most of what a whole model would apply it to is not asked for.

    Where body and head do not add up to the model, tried on a few tokens, the states are already the model's logits.
    """

    def __init__(self, model: PreTrainedModel, adapted: PeftModel | None = None) -> None:
        self.model = model
        self.model.train(mode=False)
        self._adapted = adapted
        self._switched: str | None = None
        if adapted is not None:
            self._switch(None)
        self._finish = self._found_finish()
        self._part = model if self._finish is None else model.base_model
        self._accepted = frozenset(inspect.signature(self._part.forward).parameters)
        self._cache = "cache" if "cache" in self._accepted else "past_key_values"

    @property
    def is_divided(self) -> bool:
        """Whether body and head add up to the model."""
        return self._finish is not None

    @property
    def goes_on(self) -> bool:
        """Whether several tokens can be put at once behind those that were seen. Recurrent models take them one by one;
        some models keep nothing of what they saw.
        """
        return self._cache in self._accepted and not getattr(self.model, "_is_stateful", False)

    @property
    def vocabulary(self) -> int:
        """How many tokens it chooses from."""
        return int(self.model.config.get_text_config().vocab_size)

    @property
    def context(self) -> int | None:
        """The most tokens the model can see at once; None where it says nothing of it."""
        config = self.model.config.get_text_config()
        known = (getattr(config, name, None) for name in _LENGTHS)
        return next((int(length) for length in known if length), None)

    @property
    def ends(self) -> frozenset[int]:
        """The tokens that end an answer by the model's own settings for generation."""
        settings = self.model.generation_config
        known = None if settings is None else settings.eos_token_id
        return frozenset([known] if isinstance(known, int) else known or [])

    def use(self, adapter: str | None) -> None:
        """Switches to an adapter by its name; None is the base."""
        if adapter != self._switched:
            self._switch(adapter)

    def states(
        self,
        ids: Tensor,
        mask: Tensor | None = None,
        cache: Cache | None = None,
        *,
        caching: bool = False,
    ) -> tuple[Tensor, Cache | None]:
        """(rows, length, width) for tokens (rows, length), and the cache to go on with.

        `mask` (rows, all seen until now) is 0 at what pads a row's beginning; what pads its end needs none, since no
        token sees what comes later.
        """
        given: dict[str, object] = {"input_ids": ids}
        if "use_cache" in self._accepted:
            given["use_cache"] = caching
        if mask is not None:
            given["attention_mask"] = mask
            if "position_ids" in self._accepted:
                given["position_ids"] = (mask.cumsum(-1) - 1).clamp(min=0)[:, -ids.shape[1] :]
        if cache is not None:
            given[self._cache] = cache
        if caching and self._finish is None and "logits_to_keep" in self._accepted:
            given["logits_to_keep"] = ids.shape[1] if cache is not None else 1
        with quiet():
            output = self._part(**given)
        made: Tensor = output.logits if self._finish is None else output.last_hidden_state
        return made, getattr(output, self._cache, None) if caching else None

    def logits(self, states: Tensor) -> Tensor:
        """(..., vocabulary) as float32, the caller's own."""
        head = self._head
        if self._finish is None or head is None:
            return states.float().clone()
        return self._finish(head(states)).float()

    def _switch(self, adapter: str | None) -> None:
        if self._adapted is None:
            return
        tuner = cast("_Tuner", self._adapted.base_model)
        if adapter is None:
            tuner.disable_adapter_layers()
        else:
            tuner.enable_adapter_layers()
            self._adapted.set_adapter(adapter)
        self._switched = adapter

    @property
    def _head(self) -> Module | None:
        head: Module | None = self.model.get_output_embeddings()  # type: ignore[no-untyped-call] # as the library has it
        return head

    def _found_finish(self) -> Finish | None:
        """What the model does to its head's output, found by trying: to the last bit, since the work is the same."""
        import torch

        body, head = self.model.base_model, self._head
        if body is self.model or head is None:
            return None
        rows = self.vocabulary
        ids = torch.arange(3, 19, device=self.model.device).view(2, 8) % rows
        with torch.inference_mode(), quiet():
            try:
                raw = head(body(input_ids=ids, use_cache=False).last_hidden_state)
            except (AttributeError, RuntimeError, TypeError, ValueError):  # not a body and a head
                return None
            whole = self.model(input_ids=ids, use_cache=False).logits
            return next((finish for finish in _finishes(self.model.config) if _same(finish(raw), whole)), None)


def _same(one: Tensor, other: Tensor) -> bool:
    return one.shape == other.shape and bool((one == other).all())


def _finishes(config: PreTrainedConfig) -> Iterator[Finish]:
    """What models are known to do after the head: nothing, a soft cap (Gemma), a factor (Cohere), or a divisor
    (Granite).
    """
    import torch

    config = config.get_text_config()
    yield lambda logits: logits
    cap = getattr(config, "final_logit_softcapping", None)
    if cap:
        yield lambda logits: torch.tanh(logits / cap) * cap
    factor, divisor = getattr(config, "logit_scale", None), getattr(config, "logits_scaling", None)
    if factor:
        yield lambda logits: logits * factor
    if divisor:
        yield lambda logits: logits / divisor
