"""A checkpoint from its files: the base once, and each adapter beside it."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from assay.core.errors import InputError
from assay.frozen import frozen
from assay.models.base import Identity
from assay.models.local.adapters import adapter_name, attached
from assay.models.local.checkpoint import Checkpoint, adapter, checkpoint, has_tokenizer
from assay.models.local.failures import said_as
from assay.models.local.fingerprints import (
    adapter_fingerprint,
    model_fingerprint,
    text_fingerprint,
    tokenizer_fingerprint,
)
from assay.models.local.libraries import check_installed, quiet
from assay.models.local.model import LocalModel
from assay.models.local.network import Network
from assay.models.local.prompts import Prompts
from assay.models.local.running import Runner
from assay.models.local.settings import LocalSettings
from assay.models.local.weights import device_of, weights

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


def load(settings: LocalSettings) -> list[LocalModel]:
    """One model for each of the adapters, in their order; they share the base's weights.

    Raises InputError for what is not installed, not there, damaged, does not fit together or not in memory.
    """
    base = checkpoint(settings.path)
    adapters = [None if name is None else adapter(name) for name in settings.adapters]
    check_installed("torch", "transformers", *(["peft"] if any(adapters) else []))
    with quiet():
        device = device_of(settings.device)
        tokenizer = _tokenizer(base, settings)
        local = [None if one is None else _here(one) for one in adapters]
        network = Network(*attached(weights(base, settings, device), local, settings.path))
        loaded = _Loaded(settings, base, network, tokenizer)
        return [loaded.model(number, one) for number, one in enumerate(local)]


@frozen
class _Loaded:
    """A base that is in memory."""

    settings: LocalSettings
    base: Checkpoint
    network: Network
    tokenizer: PreTrainedTokenizerBase

    def model(self, number: int, adapter: Checkpoint | None) -> LocalModel:
        """The base, or the base with the adapter of this number. An adapter that has a tokenizer beside it was trained
        with that one, and with its chat template.
        """
        own = adapter is not None and adapter.folder is not None and has_tokenizer(adapter.folder)
        beside = adapter if own and adapter is not None else self.base
        tokenizer = _tokenizer(beside, self.settings) if own else self.tokenizer
        self._check_fit(tokenizer, beside)
        runner = Runner(self.network, None if adapter is None else adapter_name(number), self.settings.batch_tokens)
        return LocalModel(runner, Prompts(tokenizer), self._identity(adapter, beside, tokenizer))

    def _check_fit(self, tokenizer: PreTrainedTokenizerBase, beside: Checkpoint) -> None:
        rows = self.network.vocabulary
        if len(tokenizer) > rows:
            raise InputError("local.other-tokenizer", path=beside.name, n=len(tokenizer), rows=rows)

    def _identity(self, adapter: Checkpoint | None, beside: Checkpoint, tokenizer: PreTrainedTokenizerBase) -> Identity:
        model, template = self.network.model, tokenizer.chat_template
        return {
            "kind": "local",
            "model": model_fingerprint(_folder(self.base)),
            "adapter": None if adapter is None else adapter_fingerprint(_folder(adapter)),
            "tokenizer": tokenizer_fingerprint(_folder(beside)),
            "chat": "contents, each on a line" if template is None else f"template {text_fingerprint(str(template))}",
            "dtype": str(model.dtype).removeprefix("torch."),
            "device": model.device.type,
            "quantise": self.settings.quantise,
            "torch": _release("torch"),
            "transformers": _release("transformers"),
        }


def _tokenizer(beside: Checkpoint, settings: LocalSettings) -> PreTrainedTokenizerBase:
    from transformers import AutoTokenizer

    with said_as("local.not-on-hub" if beside.folder is None else "local.unreadable-tokenizer", path=beside.name):
        given = {"local_files_only": beside.folder is not None}
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(
            beside.name, trust_remote_code=settings.trust_remote_code, **given
        )
    if len(tokenizer) < 2:  # made up by the library, since there was none
        raise InputError("local.no-tokenizer", path=beside.name)
    return tokenizer


def _here(adapter: Checkpoint) -> Checkpoint:
    """The adapter in a folder of this machine; from the hub where it is not."""
    if adapter.folder is not None:
        return adapter
    from huggingface_hub import snapshot_download

    with said_as("local.not-on-hub", path=adapter.name):
        return Checkpoint(adapter.name, Path(snapshot_download(adapter.name)))


def _folder(found: Checkpoint) -> Path:
    """Where the files of a model lie that has been loaded."""
    if found.folder is not None:
        return found.folder
    from transformers.utils.hub import cached_file

    return Path(str(cached_file(found.name, "config.json", local_files_only=True))).parent


def _release(library: str) -> str:
    """Its major and minor version."""
    return ".".join(version(library).split(".")[:2])
