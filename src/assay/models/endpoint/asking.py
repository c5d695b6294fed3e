"""All that is to be asked, each once: a few at a time, again where it failed, until patience is over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, TypeVar

from assay.core.errors import InputError
from assay.frozen import frozen
from assay.models.endpoint.failure import PassingError
from assay.models.endpoint.pool import Pool
from assay.models.endpoint.server import Pauses, Server
from assay.models.endpoint.stream import Give

A = TypeVar("A")
Ask = Callable[[Server, int], Awaitable[A]]

LEAST_WAITING = 16  # questions that may wait for another try, or for a slow reader, while new ones are asked


@frozen
class Pace:
    """How long a question may go on failing, with which pauses, and how many requests a minute there may be."""

    patience_s: float
    pauses: Pauses
    requests_per_minute: float | None = None


class Asking(Generic[A]):
    """Asks by `ask`, gives each place and what was answered by `give`."""

    def __init__(self, pool: Pool, pace: Pace, ask: Ask[A], give: Give[tuple[int, A]]) -> None:
        self._pool, self._pace, self._ask, self._give = pool, pace, ask, give
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._error: Exception | None = None
        self._answered = 0
        self._room = asyncio.Event()
        self._turn = float("-inf")

    async def carry_out(self, places: Iterable[int]) -> None:
        """Asks all. Where a question's patience is over, no new one is asked, those on their way are waited for, and
        InputError is raised; an error that waiting does not mend is raised at once.
        """
        try:
            await self._start(places)
            if self._tasks:
                await asyncio.wait(self._tasks)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self._pool.close()
        if self._error is not None:
            raise self._error

    async def _start(self, places: Iterable[int]) -> None:
        for place in places:
            while len(self._tasks) >= self._pool.limit + max(LEAST_WAITING, self._pool.limit) and self._error is None:
                self._room.clear()
                await self._room.wait()
            server = await self._pool.taken()
            if server is None:
                return
            task = self._loop.create_task(self._row(place, server))
            self._tasks.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._room.set()

    async def _row(self, place: int, server: Server | None) -> None:
        failing_since: float | None = None
        failures = 0
        while server is not None:
            try:
                answer = await self._attempt(server, place)
                self._answered += 1
                await self._give((place, answer))
                return
            except PassingError as failed:
                failing_since = failing_since or self._loop.time()
                failures += 1
                server = await self._again(failed, failures, failing_since + self._pace.patience_s)
            except Exception as failed:
                self._end(failed, at_once=True)
                return

    async def _attempt(self, server: Server, place: int) -> A:
        try:
            await self._take_turn()
            asked = self._loop.time()
            try:
                answer = await self._ask(server, place)
            except PassingError as failed:
                server.failed(failed, asked, self._loop.time())
                raise
            server.answered(asked, self._loop.time())
            return answer
        finally:
            self._pool.give_back(server)

    async def _again(self, failed: PassingError, failures: int, deadline: float) -> Server | None:
        """A server for the next try, after a pause; None where it is over, for this question or for all."""
        now = self._loop.time()
        awake = min(server.rests_until for server in self._pool.servers)
        if now >= deadline or awake > deadline:
            self._end(self._given_up(failed), at_once=False)
        # A server that is gone rests by itself; another one can be asked at once.
        pause = 0.0 if failed.gone and awake <= now else self._pace.pauses.after(failures)
        await self._pool.pause(min(pause, deadline - now))
        return await self._pool.taken(first=True)

    async def _take_turn(self) -> None:
        """Waits so that there are no more requests a minute than there may be."""
        if self._pace.requests_per_minute is not None:
            self._turn = max(self._turn + 60 / self._pace.requests_per_minute, self._loop.time())
            await asyncio.sleep(self._turn - self._loop.time())

    def _end(self, error: Exception, *, at_once: bool) -> None:
        if self._error is None:
            self._error = error
            self._pool.end()
            self._room.set()
        for task in self._tasks if at_once else ():
            if task is not asyncio.current_task():
                task.cancel()

    def _given_up(self, failed: PassingError) -> InputError:
        return InputError(
            "endpoint.gave-up", seconds=self._pace.patience_s, answered=self._answered, words=failed.words
        )
