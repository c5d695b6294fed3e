"""The real command, serving pages, in a process of its own; and what asks it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.cli.command import environment

_PATIENCE = 20  # seconds for an answer, on a busy machine


# Each process of the tests has ports of its own, so that none takes one that another is about to use again.
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_PORTS = count(20_000 + 500 * (_WORKER % 20))


def free_port() -> int:
    """One that nobody listens at."""
    for port in _PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError  # counting has no end


@dataclass
class Served:
    """`assay rate` with these arguments, in a folder, at a port of its own; it can be killed and started again."""

    folder: Path
    arguments: tuple[str, ...]
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    links: dict[str, str] = field(default_factory=dict)  # of the raters, by name
    owner: str = ""

    def start(self) -> Served:
        """Starts it, and reads its links; returns once it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "assay", "rate", *self.arguments, "--port", str(self.port), "--lang", "en"],
            cwd=self.folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.match(r"  (.+): (http\S+/r/\S+)", line):
                self.links[found[1]] = found[2]
            elif found := re.search(r"http\S+/o/\S+", line):
                self.owner = found[0]
                return self
        raise AssertionError(self.process.communicate()[1])

    def kill(self) -> None:
        """As a power cut does."""
        assert self.process is not None
        self.process.kill()
        self.process.communicate()

    def end(self) -> tuple[int, str]:
        """As Ctrl-C does; the exit status, and what was said."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        said = self.process.communicate(timeout=_PATIENCE)[1]
        return self.process.returncode, said


def get(address: str, **headers: str) -> tuple[int, str, Mapping[str, str]]:
    """The status, the text, and the headers."""
    return _asked(Request(address, headers=headers))  # noqa: S310 - this machine's own server


def got(address: str, **headers: str) -> Any:
    """The JSON of an answer that is one."""
    status, text, _ = get(address, **headers)
    assert status == 200, text
    return json.loads(text)


def post(address: str, body: object) -> tuple[int, Any]:
    """The status and the JSON."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    status, text, _ = _asked(Request(address, sent, {"Content-Type": "application/json"}))  # noqa: S310 - as above
    return status, json.loads(text)


def _asked(request: Request) -> tuple[int, str, Mapping[str, str]]:
    try:
        with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - as above
            return answer.status, answer.read().decode(), dict(answer.headers)
    except HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode(), dict(refused.headers)
