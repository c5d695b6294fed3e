"""A server on a real socket that answers, or does what servers do instead, by a schedule drawn from a seed."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from threading import Event, Thread
from types import TracebackType
from typing import Any

Reply = Callable[[str, Mapping[str, Any]], tuple[int, Mapping[str, Any]]]

FAULTS = (
    "500", "502 with a page", "429 in seconds", "429 at a date", "503", "stall", "half a body", "no JSON", "no object",
    "no choices", "null choices", "closed", "closed after asking", "late", "error in 200", "half a header",
)  # fmt: skip


@dataclass
class Server:
    """Answers by `reply`, after `delay` seconds. Every request has one of the `faults` with the chance `share`. Serves
    from entry to exit; can be stopped and started at the same port in between.
    """

    reply: Reply
    models: Sequence[str] = ("alphabet",)
    faults: Sequence[str] = ()
    share: float = 0.0
    seed: int = 0
    delay: float = 0.0
    late: float = 0.5
    key: str | None = None
    asked: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0
    port: int = 0

    def __enter__(self) -> Server:
        self._draw = random.Random(self.seed)  # noqa: S311 - a schedule, no secret
        self._open, self._now = set[asyncio.StreamWriter](), 0
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._ready = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """As if killed: what is open is cut."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end.set)
            self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._end.wait()
        server.close()
        for writer in self._open:
            writer.transport.abort()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            try:
                while await self._one(reader, writer):
                    pass
            finally:
                writer.transport.abort()
                self._open.discard(writer)

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = [line.partition(":")[2] for line in head.splitlines() if line.lower().startswith("content-length:")]
        body = json.loads(await reader.readexactly(int(length[0]))) if length else {}
        path = head.split(" ")[1]
        self.headers.append(head)
        if head.startswith("GET"):
            return self._send(writer, 200, {"data": [{"id": name} for name in self.models]})
        fault = self._draw.choice(self.faults) if self._draw.random() < self.share else ""
        self.asked.append((path, body))
        self.seen[fault] += 1
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            await asyncio.sleep(self.delay)
            return await self._answer(writer, fault, path, body)
        finally:
            self._now -= 1

    async def _answer(self, writer: asyncio.StreamWriter, fault: str, path: str, body: Mapping[str, Any]) -> bool:
        if fault in {"stall", "late"}:
            await asyncio.sleep(self.late)
        if fault and fault != "late":
            return self._spoil(writer, fault, path, body)
        return self._send(writer, *self.reply(path, body))

    def _spoil(self, writer: asyncio.StreamWriter, fault: str, path: str, body: Mapping[str, Any]) -> bool:
        whole = _http(*self.reply(path, body))
        date = format_datetime(datetime.now(UTC), usegmt=True)
        writer.write(
            {
                "500": _http(500, {"error": {"message": "out of memory"}}),
                "502 with a page": _http(502, b"<html>Bad Gateway</html>", "Content-Type: text/html"),
                "429 in seconds": _http(429, {"detail": "slow down"}, "Retry-After: 0.05"),
                "429 at a date": _http(429, {"detail": "slow down"}, f"Retry-After: {date}"),
                "503": _http(503, {"message": "loading"}),
                "half a body": whole[:-40],
                "no JSON": _http(200, b"data: {\n\n", "Content-Type: text/event-stream"),
                "no object": _http(200, b"[]"),
                "no choices": _http(200, {"choices": []}),
                "null choices": _http(200, {"choices": None}),
                "error in 200": _http(200, {"error": {"message": "upstream is gone", "code": 502}}),
                "half a header": whole[:20],
            }.get(fault, b"")
        )
        return fault not in {
            "half a body",
            "closed",
            "closed after asking",
            "half a header",
            "stall",
        } and self._flushed(writer)

    def _send(self, writer: asyncio.StreamWriter, status: int, body: Mapping[str, Any]) -> bool:
        writer.write(_http(status, body))
        return self._flushed(writer)

    def _flushed(self, writer: asyncio.StreamWriter) -> bool:
        return not writer.is_closing()


def _http(status: int, body: Mapping[str, Any] | bytes, header: str = "Content-Type: application/json") -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return f"HTTP/1.1 {status} X\r\n{header}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content
