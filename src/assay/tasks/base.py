"""What a user says about the task; everything left out is found out from the examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assay.core.task import Family


@dataclass(frozen=True)
class TaskOptions:
    """`family` "auto" is detected; `labels` empty and `positive` None likewise."""

    family: Family | Literal["auto"] = "auto"
    labels: tuple[str, ...] = ()
    positive: str | None = None
