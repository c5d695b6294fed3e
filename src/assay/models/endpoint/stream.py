"""Asynchronous work as plain code sees it: an event loop in a thread of its own, its results an iterator."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
Give: TypeAlias = Callable[[T], Awaitable[None]]
Work: TypeAlias = Callable[[Give[T]], Coroutine[object, object, None]]

MOST_UNREAD = 1024  # results that wait for a slow reader; more keep the work waiting


class _End:
    """The work is through, or failed with `error`."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def streamed(work: Work[T]) -> Iterator[T]:
    """Each result as soon as `work` gives it. What the work raises is raised after its last result. Leaving the
    iterator early cancels the work and waits until it has let go of what it holds.
    """
    stream = _Stream(work)
    stream.start()
    try:
        while not isinstance(result := stream.next(), _End):
            yield result
        if result.error is not None:
            raise result.error
    finally:
        stream.stop()


def only(work: Coroutine[object, object, T]) -> T:
    """What the work returns, whether or not the caller itself runs in an event loop."""

    async def giving(give: Give[T]) -> None:
        await give(await work)

    (returned,) = streamed(giving)
    return returned


class _Stream(Generic[T]):
    def __init__(self, work: Work[T]) -> None:
        self._work = work
        self._results: SimpleQueue[T | _End] = SimpleQueue()
        self._thread = Thread(target=self._run, name="assay-endpoint", daemon=True)
        self._ready = Event()
        self._task: asyncio.Task[object] | None = None
        self._room = asyncio.Event()
        self._kept_waiting = False

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def next(self) -> T | _End:
        result = self._results.get()
        if self._kept_waiting and self._task is not None and self._results.qsize() < MOST_UNREAD // 2:
            self._kept_waiting = False
            self._task.get_loop().call_soon_threadsafe(self._room.set)
        return result

    def stop(self) -> None:
        if self._task is not None:
            with suppress(RuntimeError):  # the loop is closed: it came to its end by itself
                self._task.get_loop().call_soon_threadsafe(self._task.cancel)
        self._thread.join()

    def _run(self) -> None:
        error: BaseException | None = None
        try:
            asyncio.run(self._main())
        except BaseException as failed:
            error = failed
        self._results.put(_End(error))
        self._ready.set()

    async def _main(self) -> None:
        self._task = asyncio.current_task()
        self._ready.set()
        await self._work(self._give)

    async def _give(self, result: T) -> None:
        self._results.put(result)
        if self._results.qsize() > MOST_UNREAD:
            self._room.clear()
            self._kept_waiting = True
            # The reader may have read it all before it could see that it is waited for.
            if self._results.qsize() >= MOST_UNREAD // 2:
                await self._room.wait()
