"""Questions that the server would not take: single ones are answers; all of them are a mistake in how it is asked."""

from __future__ import annotations

from collections.abc import Collection

from assay.core.asking import Answer
from assay.core.errors import InputError
from assay.models.endpoint.asking import Ask
from assay.models.endpoint.client import Client
from assay.models.endpoint.failure import RefusalError
from assay.models.endpoint.server import Server
from assay.models.endpoint.stream import Give

MOST_AT_FIRST = 20  # refusals before the first answer


async def answered(client: Client, places: Collection[int], ask: Ask[Answer], give: Give[tuple[int, Answer]]) -> None:
    """Gives the answer to each place by `ask`; where the server will not take a question that is its answer."""

    async def asked(server: Server, place: int) -> Answer:
        try:
            return await ask(server, place)
        except RefusalError as refused:
            return Answer(text="", finish="refused", error=refused.words)

    refusals = Refusals(give)
    try:
        await client.carry_out(places, asked, refusals.give)
    finally:
        await refusals.release()


class Refusals:
    """Gives answers on, and keeps refusals back until there is an answer. Questions that are too long are refused for
    their own sake, and do not count.
    """

    def __init__(self, give: Give[tuple[int, Answer]]) -> None:
        self._give_on = give
        self._held: list[tuple[int, Answer]] = []
        self._answered = False

    async def give(self, result: tuple[int, Answer]) -> None:
        """Raises InputError where nothing but refusals came."""
        answer = result[1]
        if not self._answered and answer.finish == "refused" and not RefusalError(answer.error or "").too_long:
            self._held.append(result)
            if len(self._held) >= MOST_AT_FIRST:
                self._held = []
                raise InputError("endpoint.all-refused", n=MOST_AT_FIRST, words=answer.error)
            return
        self._answered = True
        await self.release()
        await self._give_on(result)

    async def release(self) -> None:
        """Gives what was held back."""
        held, self._held = self._held, []
        for result in held:
            await self._give_on(result)
