"""ms-swift: infer_result/*.jsonl."""

from __future__ import annotations

from typing import ClassVar

from assay.readers.rows.flat_reader import FlatReader
from assay.readers.rows.names import Roles


class SwiftPredictions(FlatReader):
    """What `swift infer` writes; `response` is the prediction here."""

    name: ClassVar[str] = "swift-predictions"
    tool: ClassVar[str] = "ms-swift"
    fields: ClassVar[tuple[str, ...]] = ("response", "labels", "messages")
    roles: ClassVar[Roles] = Roles(prompt=("messages",), prediction="response", reference="labels")
