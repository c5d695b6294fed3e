"""A server in a process of its own: how near we come to its maximum, and what a request costs us in processor time."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assay.core.asking import Decoding, Message, Question
from assay.models.endpoint import Endpoint, EndpointSettings
from benchmarks.measure import Row, compare

WORKERS, SECONDS, QUESTIONS = 40, 0.1, 4000  # 400 answers a second at the most
RATE, AT_RATE = 200.0, 2000  # requests a second, and how many

# As small a server as can be, so that it is not what is measured: a bounded number of workers, and a set time for each.
_SERVER = """
import asyncio, json, sys
port, workers, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
message = {"role": "assistant", "content": "an answer of some length " * 8}
usage = {"prompt_tokens": 40, "completion_tokens": 48}
body = json.dumps({"choices": [{"message": message, "finish_reason": "stop"}], "usage": usage}).encode()
reply = b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body) + body

class Connection(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.held = transport, b""
    def data_received(self, data):
        self.held += data
        while (end := self.held.find(b"\\r\\n\\r\\n")) >= 0:
            head = self.held[:end].lower()
            length = int(head.partition(b"content-length:")[2].split(b"\\r\\n")[0])
            if len(self.held) < end + 4 + length:
                return
            self.held = self.held[end + 4 + length:]
            waiting.append(self.transport)
            work()

waiting, free = __import__("collections").deque(), workers
def work():
    global free
    while waiting and free:
        free -= 1
        loop.call_later(seconds, done, waiting.popleft())
def done(transport):
    global free
    free += 1
    transport.write(reply)
    work()
async def main():
    global loop
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", port, backlog=2048)
    print("ready", flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


def run() -> list[Row]:
    """Our throughput beside that of bare sockets that send one prepared request, and our processor time at 200 requests
    a second beside a tenth of a core.
    """
    return [_throughput(), _processor_time()]


def _throughput() -> Row:
    questions = _questions(QUESTIONS)
    with _server(WORKERS, SECONDS) as port:

        def ours() -> None:
            assert len(list(_endpoint(port).answers(questions, Decoding(), range(QUESTIONS)))) == QUESTIONS

        a, b, ratio = compare(ours, lambda: asyncio.run(_bare(port, 2 * WORKERS, QUESTIONS)))
    job = f"{QUESTIONS:,} questions, a server with {WORKERS} workers of {SECONDS:g} s"
    return Row(job=job, peer="bare sockets", ours_s=a, peer_s=b, ratio=ratio, target="0.95x")


def _processor_time() -> Row:
    """`ours_s` are seconds of processor time for all requests, `peer_s` those that a tenth of a core would have."""
    questions = _questions(AT_RATE)
    with _server(int(RATE * SECONDS), SECONDS) as port:
        model = _endpoint(port)
        list(model.answers(questions[:200], Decoding(), range(200)))
        took, used = _timed(lambda: list(model.answers(questions, Decoding(), range(AT_RATE))))
    assert AT_RATE / took > 0.9 * RATE
    allowed = 0.1 * took
    job = f"processor time of {AT_RATE:,} requests at {AT_RATE / took:.0f} a second: {used / took:.1%} of a core"
    return Row(job=job, peer="a tenth of a core", ours_s=used, peer_s=allowed, ratio=allowed / used, target="1x")


def _endpoint(port: int) -> Endpoint:
    return Endpoint(EndpointSettings((f"http://127.0.0.1:{port}",), model="m"))


def _questions(n: int) -> list[Question]:
    return [Question(str(i), messages=(Message("user", f"Question {i}. " + "Some words. " * 20),)) for i in range(n)]


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and seconds of processor time of all threads."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - used


async def _bare(port: int, connections: int, requests: int) -> None:
    """As fast as sockets go: one prepared request, sent again when its reply is there."""
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": "Some words. " * 20}]}).encode()
    request = b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    left = iter(range(requests))

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in left:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]))
        writer.close()

    await asyncio.gather(*(connection() for _ in range(connections)))


@contextmanager
def _server(workers: int, seconds: float) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _SERVER, str(port), str(workers), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - ourselves
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield port
        finally:
            process.kill()
