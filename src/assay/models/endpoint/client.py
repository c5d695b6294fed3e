"""One model, asked at all its servers: what the ways of asking have in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from assay.core.asking import Question
from assay.core.messages import Text
from assay.models.endpoint.access import no_access
from assay.models.endpoint.address import Address
from assay.models.endpoint.asking import Ask, Asking
from assay.models.endpoint.dialect import Dialect
from assay.models.endpoint.failure import AccessError
from assay.models.endpoint.key import Key
from assay.models.endpoint.request import PATHS, Asked, Body, body_of, kind_of
from assay.models.endpoint.server import Server
from assay.models.endpoint.service import lines, only_model, pace_of, pool_of
from assay.models.endpoint.settings import EndpointSettings, Kind
from assay.models.endpoint.stream import Give

A = TypeVar("A")


class Client:
    """What is learnt about the servers stays here from one piece of work to the next; connections do not."""

    def __init__(self, settings: EndpointSettings, addresses: Sequence[Address], key: Key) -> None:
        self.settings = settings
        self.dialect = Dialect()
        self.notes: dict[str, Text] = {}
        self.model = settings.model
        self._addresses, self._key = addresses, key

    @property
    def kind(self) -> Kind:
        """What is asked for, by the settings or by the paths of all addresses."""
        named = {one.kind for one in self._addresses}
        said = named.pop() if len(named) == 1 else None
        return said or "auto" if self.settings.kind == "auto" else self.settings.kind

    async def name(self) -> str:
        """The model's name; raises InputError where the servers must say it and do not."""
        if self.model is None:
            async with lines(self.settings, self._addresses, self._key) as opened:
                self.model = await only_model(opened, pace_of(self.settings), self._key)
        return self.model

    async def carry_out(self, places: Collection[int], ask: Ask[A], give: Give[tuple[int, A]]) -> None:
        """Asks for every place by `ask`, and gives each answer once."""
        await self.name()
        async with lines(self.settings, self._addresses, self._key) as opened:
            pool = pool_of(self.settings, opened)
            await Asking(pool, pace_of(self.settings), ask, give).carry_out(places)

    def kind_of(self, question: Question) -> Asked:
        """Whether the question goes out as a chat or as a text."""
        return kind_of(question, self.kind)

    def body(self, question: Question, kind: Asked) -> Body:
        """The question as it is sent."""
        return body_of(question, kind, self.model or "", self.settings)

    async def reply(self, server: Server, kind: Asked, body: Body) -> Mapping[str, object]:
        """What the server replies. Raises PassingError or RefusalError, and InputError where it takes no question."""
        try:
            return await self.dialect.reply(server, PATHS[kind], body)
        except AccessError as failed:
            raise await no_access(failed, server.line, PATHS[kind], self.model or "", self._key) from None
