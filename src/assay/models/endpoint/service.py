"""A model where it is served: lines to its servers, open while one piece of work lasts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from assay.core.errors import InputError
from assay.models.endpoint.access import MOST_NAMED, models_of, no_access
from assay.models.endpoint.address import Address
from assay.models.endpoint.asking import Pace
from assay.models.endpoint.concurrency import Concurrency
from assay.models.endpoint.failure import AccessError, PassingError, RefusalError
from assay.models.endpoint.key import Key
from assay.models.endpoint.line import Line
from assay.models.endpoint.pool import Pool
from assay.models.endpoint.server import Pauses, Server
from assay.models.endpoint.settings import EndpointSettings


def pace_of(settings: EndpointSettings) -> Pace:
    """How patiently, and how fast."""
    pauses = Pauses(settings.first_pause_s, settings.longest_pause_s)
    return Pace(settings.patience_s, pauses, settings.requests_per_minute)


@asynccontextmanager
async def lines(settings: EndpointSettings, addresses: Sequence[Address], key: Key) -> AsyncIterator[list[Line]]:
    """A line to each server, closed in the end."""
    opened = [Line(address, key, settings.timeout_s) for address in addresses]
    try:
        yield opened
    finally:
        await asyncio.gather(*(line.close() for line in opened))


def pool_of(settings: EndpointSettings, opened: Sequence[Line]) -> Pool:
    """The servers, to be asked by turns."""
    pauses = pace_of(settings).pauses
    return Pool([Server(line, Concurrency(settings.concurrency), pauses) for line in opened], settings.concurrency)


async def only_model(opened: Sequence[Line], pace: Pace, key: Key) -> str:
    """The one model that all servers list. Raises InputError where there is none, or several, or no server answers
    within the patience.
    """
    deadline = asyncio.get_running_loop().time() + pace.patience_s
    failures = 0
    while True:
        replies = [await _listed(line, key) for line in opened]
        names = sorted({name for reply in replies if isinstance(reply, list) for name in reply})
        if len(names) > 1:
            raise InputError("endpoint.several-models", names=names[:MOST_NAMED], n=len(names))
        if names:
            return names[0]
        failed = next((reply for reply in replies if isinstance(reply, PassingError)), None)
        if failed is None:
            raise InputError("endpoint.no-models", url=opened[0].address.root)
        failures += 1
        await _pause(pace, failures, deadline, failed, opened[0])


async def _pause(pace: Pace, failures: int, deadline: float, failed: PassingError, line: Line) -> None:
    pause = max(failed.after, pace.pauses.after(failures))
    if asyncio.get_running_loop().time() + pause > deadline:
        raise InputError("endpoint.not-there", url=line.address.root, seconds=pace.patience_s, words=failed.words)
    await asyncio.sleep(pause)


async def _listed(line: Line, key: Key) -> list[str] | PassingError:
    """The server's models; none where it has no list."""
    try:
        return await models_of(line)
    except PassingError as failed:
        return failed
    except RefusalError:
        return []
    except AccessError as failed:
        if failed.status in {404, 405}:
            return []
        raise await no_access(failed, line, "models", "", key) from None
