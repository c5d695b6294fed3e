"""Which checkpoint is run, and how."""

from __future__ import annotations

from typing import Literal, TypeAlias

from assay.frozen import frozen

Dtype: TypeAlias = Literal["auto", "float32", "bfloat16", "float16"]


@frozen
class LocalSettings:
    """A folder, or a name on the hub, and one model for each of `adapters`; None is the base itself.

    `dtype` "auto" is the checkpoint's own on an accelerator, and float32 on a CPU, where halves are slow. `device`
    "auto" is cuda, else mps, else cpu. `batch_tokens` bounds rows times padded length of what is run together; None
    chooses by the memory there is. Python code that comes with a checkpoint runs only with `trust_remote_code`.
    """

    path: str
    adapters: tuple[str | None, ...] = (None,)
    dtype: Dtype = "auto"
    device: str = "auto"
    quantise: Literal["8bit", "4bit"] | None = None
    batch_tokens: int | None = None
    trust_remote_code: bool = False
