"""JSON as it is sent."""

from __future__ import annotations

import msgspec
from fastapi.responses import JSONResponse

from assay.renderers.said.safety import without_half_characters


class Sent(JSONResponse):
    """JSON of plain values. Outputs of models may hold halves of characters, which no text that is sent may: they stand
    there as in result.json.
    """

    def render(self, content: object) -> bytes:
        """The bytes."""
        try:
            return msgspec.json.encode(content)
        except UnicodeEncodeError:
            return msgspec.json.encode(without_half_characters(content))
