"""What a reader is: one tool's file in, examples out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadOptions:
    """What the user says about a file; everything left out is found out.

    `format` names a reader. The column names override the aliases. `references` is a file to join by id.
    """

    format: str | None = None
    id: str | None = None
    prompt: str | None = None
    prediction: str | None = None
    reference: str | None = None
    probability: str | None = None
    references: str | None = None
