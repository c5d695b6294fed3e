"""Answers in the form of a JSON schema, for those who judge: forced by the server, as far as it can."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assay.core.asking import Answer, Decoding, Question
from assay.core.messages import say
from assay.models.endpoint.client import Client
from assay.models.endpoint.failure import RefusalError
from assay.models.endpoint.refusals import answered
from assay.models.endpoint.reply import answer_of
from assay.models.endpoint.request import Asked, Body, answering
from assay.models.endpoint.server import Server
from assay.models.endpoint.stream import Give


async def structured(
    client: Client,
    questions: Sequence[Question],
    schema: Mapping[str, object],
    decoding: Decoding,
    wanted: Collection[int],
    give: Give[tuple[int, Answer]],
) -> None:
    """Gives the answer to each wanted question. Where the server takes neither a schema nor JSON as such, the answer is
    as the question asks for it.
    """
    forms = _Forms(client, schema)

    async def ask(server: Server, place: int) -> Answer:
        kind = client.kind_of(questions[place])
        body = {**client.body(questions[place], kind), **answering(decoding, place)}
        return answer_of(await forms.reply(server, kind, body), decoding.stop)

    await answered(client, wanted, ask, give)


class _Forms:
    """From the strictest form to none; what the server refused and then took otherwise is not tried again."""

    def __init__(self, client: Client, schema: Mapping[str, object]) -> None:
        named = {"name": "answer", "schema": dict(schema), "strict": True}
        self._client = client
        self._forms: list[Body] = [
            {"response_format": {"type": "json_schema", "json_schema": named}},
            {"response_format": {"type": "json_object"}},
            {},
        ]
        self._first = 0

    async def reply(self, server: Server, kind: Asked, body: Body) -> Mapping[str, object]:
        for at in range(self._first, len(self._forms)):
            try:
                reply = await self._client.reply(server, kind, {**body, **self._forms[at]})
            except RefusalError as refused:
                if refused.too_long or at == len(self._forms) - 1:
                    raise
            else:
                self._learn(at)
                return reply
        raise AssertionError

    def _learn(self, at: int) -> None:
        self._first = max(self._first, at)
        if at:
            self._client.notes["structure"] = say("endpoint.no-schema")
