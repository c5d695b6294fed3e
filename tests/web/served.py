"""The real command, serving pages, in a process of its own; and what asks it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
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
class Running:
    """A command in a folder, serving at a port of its own; it can be killed and started again."""

    folder: Path
    arguments: tuple[str, ...]
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    variables: Mapping[str, str] = field(default_factory=dict)

    def kill(self) -> None:
        """As a power cut does."""
        assert self.process is not None
        self.process.kill()
        self.process.communicate()

    def end(self, how: int = signal.SIGINT) -> tuple[int, str]:
        """As Ctrl-C does, to all processes of the terminal; the exit status, and what was said."""
        assert self.process is not None
        os.killpg(self.process.pid, how)
        said = self.process.communicate(timeout=_PATIENCE)[1]
        return self.process.returncode, said

    def begun(self, command: str) -> Iterator[str]:
        """Starts it; the lines of its standard output."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "assay", command, *self.arguments, "--port", str(self.port), "--lang", "en"],
            cwd=self.folder,
            env=environment(**self.variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:  # noqa: UP028 - `yield from` would close it with this
            yield line
        raise AssertionError(self.process.communicate()[1])


@dataclass
class Served(Running):
    """`assay rate` with these arguments."""

    links: dict[str, str] = field(default_factory=dict)  # of the raters, by name
    owner: str = ""

    def start(self) -> Served:
        """Starts it, and reads its links; returns once it answers."""
        for line in self.begun("rate"):
            if found := re.match(r"  (.+): (http\S+/r/\S+)", line):
                self.links[found[1]] = found[2]
            elif found := re.search(r"http\S+/o/\S+", line):
                self.owner = found[0]
                return self
        raise AssertionError


@dataclass
class Workspace(Running):
    """`assay serve` with these arguments; `variables` say where its history is."""

    address: str = ""

    def start(self) -> Workspace:
        """Starts it; returns once it answers."""
        self.address = next(self.begun("serve")).strip().rstrip("/")
        return self

    @property
    def place(self) -> str:
        """Its history."""
        return self.variables["ASSAY_HISTORY"]

    def api(self, path: str, body: object = None, method: str | None = None, **headers: str) -> tuple[int, Any]:
        """The status, and the JSON where there is any."""
        status, text, _ = asked(f"{self.address}/api/{path}", body, method, **headers)
        return status, json.loads(text) if text else None

    def got(self, path: str, **values: object) -> Any:
        """The JSON of an answer that is one."""
        return got(f"{self.address}/api/{path}{'?' if values else ''}{urlencode(values, doseq=True)}")


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


def asked(
    address: str, body: object = None, method: str | None = None, **headers: str
) -> tuple[int, str, Mapping[str, str]]:
    """The status, the text and the headers, of a body that is bytes, or JSON."""
    sent = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    kind = {} if sent is None else {"Content-Type": "application/json"}
    return _asked(Request(address, sent, kind | headers, method=method))  # noqa: S310 - as above


def _asked(request: Request) -> tuple[int, str, Mapping[str, str]]:
    try:
        with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - as above
            return answer.status, answer.read().decode(), dict(answer.headers)
    except HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode(), dict(refused.headers)
