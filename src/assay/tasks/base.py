"""What a user says about the task; everything left out is found out from the examples."""

from __future__ import annotations

from typing import Literal

from assay.core.task import Family
from assay.frozen import frozen


@frozen
class TaskOptions:
    """`family` "auto" is detected; `labels` empty and `positive` None likewise."""

    family: Family | Literal["auto"] = "auto"
    labels: tuple[str, ...] = ()
    positive: str | None = None
