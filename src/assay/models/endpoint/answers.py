"""What the model says to each question."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assay.core.asking import Answer, Decoding, Question
from assay.models.endpoint.client import Client
from assay.models.endpoint.refusals import answered
from assay.models.endpoint.reply import answer_of
from assay.models.endpoint.request import answering, with_logprobs
from assay.models.endpoint.server import Server
from assay.models.endpoint.stream import Give


async def answers(
    client: Client,
    questions: Sequence[Question],
    decoding: Decoding,
    wanted: Collection[int],
    give: Give[tuple[int, Answer]],
) -> None:
    """Gives the answer to each wanted question."""

    async def ask(server: Server, place: int) -> Answer:
        kind = client.kind_of(questions[place])
        body = {**client.body(questions[place], kind), **answering(decoding, place)}
        if client.settings.logprobs:
            body = with_logprobs(body, kind)
        return answer_of(await client.reply(server, kind, body), decoding.stop)

    await answered(client, wanted, ask, give)
