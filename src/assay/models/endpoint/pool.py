"""Who asks next, and whom: questions wait here until a server has room for one more."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from assay.models.endpoint.server import Server


class Pool:
    """The servers of one model. Lives in one event loop, whose clock it uses."""

    def __init__(self, servers: Sequence[Server], most: int | None = None) -> None:
        self.servers = servers
        self._most = most
        self._waiting: deque[asyncio.Future[Server | None]] = deque()
        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        self._alarm: asyncio.TimerHandle | None = None

    @property
    def limit(self) -> int:
        """How many questions may be asked at once."""
        return sum(server.concurrency.limit for server in self.servers)

    async def taken(self, *, first: bool = False) -> Server | None:
        """A server with room, which now has one more to answer; `first`, before those who wait already. None where it
        is over.
        """
        if self._over.is_set():
            return None
        server = self._best() if first or not self._waiting else None
        if server is not None:
            server.asked += 1
            return server
        waiting: asyncio.Future[Server | None] = self._loop.create_future()
        (self._waiting.appendleft if first else self._waiting.append)(waiting)
        self._set_alarm()
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled() and (server := waiting.result()) is not None:
                self.give_back(server)
            raise

    def give_back(self, server: Server) -> None:
        """The server has one less to answer."""
        server.asked -= 1
        self._serve()

    async def pause(self, seconds: float) -> None:
        """So long, or until it is over."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), max(0.0, seconds))

    def end(self) -> None:
        """It is over: who waits goes away without a server."""
        self._over.set()
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    def close(self) -> None:
        """Leaves no timer behind."""
        if self._alarm is not None:
            self._alarm.cancel()

    def _serve(self) -> None:
        while self._waiting:
            if self._waiting[0].done():  # cancelled
                self._waiting.popleft()
                continue
            server = self._best()
            if server is None:
                self._set_alarm()
                return
            server.asked += 1
            self._waiting.popleft().set_result(server)

    def _best(self) -> Server | None:
        """The one that would answer first, of those with room."""
        if self._most is not None and sum(server.asked for server in self.servers) >= self._most:
            return None
        now = self._loop.time()
        free = [server for server in self.servers if server.free(now)]
        return min(free, key=lambda server: server.wait, default=None)

    def _set_alarm(self) -> None:
        """Looks again when the first of those that rest is through; those that are full say so by themselves."""
        now = self._loop.time()
        resting = [server.rests_until for server in self.servers if server.rests_until > now]
        if resting and (self._alarm is None or self._alarm.when() <= now or self._alarm.when() > min(resting)):
            self.close()
            self._alarm = self._loop.call_at(min(resting), self._serve)
