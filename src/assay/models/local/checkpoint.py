"""Where a checkpoint lies, and whether it is one: said before anything heavy is imported."""

from __future__ import annotations

import json
import os
from pathlib import Path

from assay.core.errors import InputError
from assay.frozen import frozen

_CONFIG, _ADAPTER = "config.json", "adapter_config.json"
_TOKENIZERS = (
    "tokenizer.json",
    "tokenizer.model",
    "vocab.json",
    "vocab.txt",
    "spiece.model",
    "sentencepiece.bpe.model",
)


@frozen
class Checkpoint:
    """A folder on this machine, or a name on the hub, where `folder` is None."""

    name: str
    folder: Path | None

    @property
    def given(self) -> dict[str, object]:
        """How it is asked for: a folder never from the network, and weights never by pickle. PyTorch reads the older
        `.bin` of a folder by a reader of its own that makes nothing but tensors.
        """
        if self.folder is None:
            return {"use_safetensors": True}
        return {"local_files_only": True, "use_safetensors": any(self.folder.glob("*.safetensors"))}


def checkpoint(name: str) -> Checkpoint:
    """The model called `name`; raises InputError for a folder that holds none."""
    folder = _folder(name)
    if folder is None:
        return Checkpoint(name, None)
    if not (folder / _CONFIG).is_file():
        if (folder / _ADAPTER).is_file():
            raise InputError("local.is-adapter", path=name, base=base_of(folder))
        raise InputError("local.no-config", path=name)
    if not any(folder.glob("*.safetensors")) and not any(folder.glob("*.bin")):
        raise InputError("local.no-weights", path=name)
    if not has_tokenizer(folder):
        raise InputError("local.no-tokenizer", path=name)
    return Checkpoint(str(folder), folder)


def adapter(name: str) -> Checkpoint:
    """The adapter called `name`; raises InputError for a folder that holds none."""
    folder = _folder(name)
    if folder is None:
        return Checkpoint(name, None)
    if not (folder / _ADAPTER).is_file():
        raise InputError("local.is-model" if (folder / _CONFIG).is_file() else "local.no-adapter", path=name)
    if not any(folder.glob("adapter_model.*")):
        raise InputError("local.no-adapter", path=name)
    return Checkpoint(str(folder), folder)


def has_tokenizer(folder: Path) -> bool:
    """Whether a tokenizer was saved in the folder."""
    return any((folder / name).is_file() for name in _TOKENIZERS)


def base_of(folder: Path) -> str:
    """The model that an adapter says it was trained on; "?" where it says nothing."""
    try:
        said = json.loads((folder / _ADAPTER).read_text(encoding="utf-8"))
        return str(said.get("base_model_name_or_path") or "?")
    except (OSError, ValueError, AttributeError):
        return "?"


def _folder(name: str) -> Path | None:
    """None for what is no path here and may be a name on the hub: OWNER/NAME."""
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    if path.exists() or path.is_absolute() or name.startswith((".", "~")) or name.count("/") != 1 or os.sep == name[-1]:
        raise InputError("local.no-folder", path=name)
    return None
