"""The server on this machine, or on a network where that was asked for; it ends when it is told to."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from assay.core.errors import InputError
from assay.frozen import frozen

LOOPBACK = "127.0.0.1"
USUAL_PORT = 8237
_TRIED = 20  # ports from the usual one on
_PATIENCE = 3  # seconds for answers that are under way
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - only told apart here; the user has asked for it


@frozen
class Address:
    """Where the server listens: `port` None is the usual one, or the next that is free."""

    host: str = LOOPBACK
    port: int | None = None

    @property
    def local(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

    @property
    def hosts(self) -> tuple[str, ...] | None:
        """The names under which it may be asked; None where that is any of the machine's."""
        return None if self.host in _EVERYWHERE else (self.host, f"[{self.host}]")


def listening(address: Address) -> socket.socket:
    """A socket at the address. Raises InputError where that is not to be had."""
    ports = [address.port] if address.port is not None else range(USUAL_PORT, USUAL_PORT + _TRIED)
    why = ""
    for port in ports:
        try:
            return _bound(address.host, port)
        except (OSError, OverflowError, UnicodeError) as failed:  # the last two: of what is none
            why = str(getattr(failed, "strerror", None) or failed).rstrip(".")
    raise InputError("rating.no-address", host=address.host, port=ports[0], why=why)


def origin(address: Address, listener: socket.socket) -> str:
    """What links begin with: "http://127.0.0.1:8237"; of a server for everybody, this machine's name on its network."""
    host, port = address.host, listener.getsockname()[1]
    if host in _EVERYWHERE:
        host = _own_address()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(app: ASGIApp, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Answers until the process is interrupted or told to end. `ready` is called once it does."""
    server = _Server(
        uvicorn.Config(
            app,
            log_level="error",
            access_log=False,  # the address of a page is its key
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
            lifespan="off",
        )
    )
    server.ready = ready
    with suppress(KeyboardInterrupt):  # raised again once all is closed: it is how people end it
        server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says when it is there."""

    ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self.ready()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # unnamed, asyncio lets answers wait 40 ms
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(256)
    except OSError:
        listener.close()
        raise
    return listener


def _own_address() -> str:
    """The address that this machine has towards others; nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation (RFC 5737)
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()
