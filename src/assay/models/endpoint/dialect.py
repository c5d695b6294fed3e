"""What a server takes of a request, learnt from what it refuses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assay.core.messages import Text, say
from assay.models.endpoint.failure import RefusalError
from assay.models.endpoint.request import Body
from assay.models.endpoint.server import Server
from assay.text.patterns import pattern

# A server that refuses a field by these words takes the question without it; others complain of its value.
_UNKNOWN = pattern(
    r"(?i)unsupported|not support|does ?n.t support|unknown|unrecogni[sz]ed|unexpected|not permitted|not allowed|extra|"
    r"no longer|instead"
)


class Dialect:
    """Speaks to servers in the fields that they take. `notes` say what had to be left out and changes the answers."""

    def __init__(self) -> None:
        self.notes: dict[str, Text] = {}
        self._without: set[str] = set()
        self._renamed: dict[str, str] = {}

    async def reply(self, server: Server, path: str, body: Body) -> Mapping[str, object]:
        """What the server replies to the body in a dialect that it takes; raises as `Line.post` does."""
        while True:
            spoken = self.spoken(body)
            try:
                return await server.line.post(path, spoken)
            except RefusalError as refused:
                self._learn(refused, spoken)
                if self.spoken(body) == spoken:
                    raise

    def spoken(self, body: Body) -> Body:
        """The body in the dialect."""
        if not self._without and not self._renamed:
            return body
        return {self._renamed.get(name, name): value for name, value in body.items() if name not in self._without}

    def _learn(self, refused: RefusalError, spoken: Body) -> None:
        if refused.too_long or not _UNKNOWN.search(refused.words):
            return
        if "max_tokens" in spoken and "max_completion_tokens" in refused.words:
            self._renamed["max_tokens"] = "max_completion_tokens"
        for name in ("seed", "logprobs", "top_p"):
            if name in spoken and re.search(rf"\b{name}\b", refused.words) and _dispensable(name, spoken):
                self._without.add(name)
                if name != "top_p" and not (name == "seed" and spoken.get("temperature") == 0):
                    self.notes[name] = say("endpoint.no-seed" if name == "seed" else "endpoint.no-logprobs")


def _dispensable(name: str, spoken: Body) -> bool:
    """Whether the answer means the same without the field."""
    return name != "top_p" or spoken["top_p"] == 1 or spoken.get("temperature") == 0
