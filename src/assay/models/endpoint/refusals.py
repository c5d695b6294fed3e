"""Questions that the server would not take: single ones are answers; all of them are a mistake in how it is asked."""

from __future__ import annotations

from assay.core.asking import Answer
from assay.core.errors import InputError
from assay.models.endpoint.failure import RefusalError
from assay.models.endpoint.stream import Give

MOST_AT_FIRST = 20  # refusals before the first answer


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
