"""What `assay predict` writes."""

from __future__ import annotations

from typing import ClassVar

from assay.readers.rows.flat_reader import FlatReader
from assay.readers.rows.names import Roles


class Predictions(FlatReader):
    """A row a question, with what the model said and how that ended. The likelihoods it writes have a reader already."""

    name: ClassVar[str] = "assay-predictions"
    tool: ClassVar[str] = "assay predict"
    fields: ClassVar[tuple[str, ...]] = ("id", "prompt", "prediction", "finish")
    roles: ClassVar[Roles] = Roles("id", ("prompt",), "prediction", "reference")
