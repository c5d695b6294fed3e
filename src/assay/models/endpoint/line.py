"""The line to one server: JSON there, JSON back, or what stood in the way as an error of one of three kinds."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec
from yarl import URL

from assay.models.endpoint.address import Address
from assay.models.endpoint.failure import NO_CERTIFICATE, NO_HOST, AccessError, PassingError, error_in, failure
from assay.models.endpoint.key import Key

Reply = Mapping[str, object]
MOST_BYTES = 1 << 28  # of one reply: what is longer is no answer


class Line:
    """Connections to a server that stay open between questions. Lives in one event loop, and is closed there."""

    def __init__(self, address: Address, key: Key, timeout_s: float) -> None:
        self.address, self._key = address, key
        self._urls: dict[str, URL] = {}
        self._reached = False
        self._proxy = None if address.loopback else _proxy(address)
        self._session = aiohttp.ClientSession(
            # How many are open at once is for `Concurrency` to say.
            connector=aiohttp.TCPConnector(limit=0),
            headers={"Content-Type": "application/json", "Accept": "application/json", **key.headers()},
            timeout=aiohttp.ClientTimeout(total=timeout_s),
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def post(self, path: str, body: Mapping[str, object]) -> Reply:
        """What the server replies. Raises PassingError, RefusalError or AccessError, with harmless words."""
        return await self._exchange("POST", path, _encoded(body))

    async def get(self, path: str) -> Reply:
        """What the server has at `path`; raises as `post` does."""
        return await self._exchange("GET", path, None)

    async def close(self) -> None:
        """Lets go of the connections."""
        await self._session.close()

    async def _exchange(self, method: str, path: str, data: bytes | None) -> Reply:
        try:
            # A redirect is not followed: the key may not go to another host, and a POST would become a GET.
            async with self._session.request(
                method, self._url(path), data=data, proxy=self._proxy, allow_redirects=False
            ) as response:
                self._reached = True
                body = await _read(response)
                return self._reply(response.status, response.headers, body)
        except TimeoutError:
            raise PassingError("timeout", full=True) from None
        except aiohttp.ClientConnectorCertificateError as failed:
            raise AccessError(self._harmless(str(failed)), NO_CERTIFICATE) from None
        except aiohttp.ClientConnectorDNSError as failed:
            raise self._unknown(failed) from None
        except (aiohttp.ClientError, OSError, ValueError) as failed:
            words = self._harmless(str(failed) or type(failed).__name__)
            raise PassingError(words, gone=isinstance(failed, aiohttp.ClientConnectorError)) from None

    def _unknown(self, failed: aiohttp.ClientConnectorDNSError) -> Exception:
        """A name that nobody knew from the beginning is mistyped; one that was known before comes back."""
        words = self._harmless(str(failed.os_error))
        if failed.os_error.errno == socket.EAI_NONAME and not self._reached:
            return AccessError(words, NO_HOST)
        return PassingError(words, gone=True)

    def _harmless(self, words: str) -> str:
        return self._key.harmless(self.address.without_query(words))

    def _url(self, path: str) -> URL:
        if path not in self._urls:
            self._urls[path] = URL(self.address.at(path))
        return self._urls[path]

    def _reply(self, status: int, headers: Mapping[str, str], body: bytes) -> Reply:
        if status in {301, 302, 303, 307, 308}:
            raise AccessError(self._harmless(_without_query(headers.get("Location", ""))), status)
        if status != 200:
            words, code = error_in(body)
            raise failure(status, self._harmless(words), headers.get("Retry-After"), code)
        reply = _decoded(body)
        if reply.get("error"):  # gateways put a failure of the server behind them into a 200
            words, code = error_in(body)
            raise failure(code if isinstance(code, int) and code >= 400 else 502, self._harmless(words), None, code)
        return reply


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The whole body; raises PassingError for one that does not end."""
    parts, length = [], 0
    async for part in response.content.iter_any():
        length += len(part)
        if length > MOST_BYTES:
            raise PassingError("a reply without end")
        parts.append(part)
    return b"".join(parts)


def _decoded(body: bytes) -> Reply:
    try:
        reply = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise PassingError("a reply that is not JSON") from None
    if not isinstance(reply, dict):
        raise PassingError("a reply that is not a JSON object")
    return reply


def _encoded(body: Mapping[str, object]) -> bytes:
    try:
        return msgspec.json.encode(body)
    except UnicodeEncodeError:  # half a character, which only an escape can say
        return json.dumps(body).encode()


def _proxy(address: Address) -> str | None:
    """What the environment names for the server, unless it makes an exception of it."""
    parts = urlsplit(address.root)
    if parts.hostname is None or proxy_bypass(parts.netloc):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def _without_query(location: str) -> str:
    return location.partition("?")[0]
