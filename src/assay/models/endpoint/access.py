"""The sentence for a server that takes no question at all: what to do about it."""

from __future__ import annotations

from assay.core.errors import InputError
from assay.models.endpoint.failure import NO_CERTIFICATE, NO_HOST, AccessError, PassingError, RefusalError
from assay.models.endpoint.key import Key
from assay.models.endpoint.line import Line

MOST_NAMED = 12


async def no_access(failed: AccessError, line: Line, path: str, model: str, key: Key) -> InputError:
    """What is wrong with the key, the model or the address. Asks the server which models it has."""
    url, words = f"{line.address.root}/{path}", failed.words
    if failed.status in {401, 403}:
        name = ("wrong-key" if failed.status == 401 else "forbidden") if key else "no-key"
        return InputError(f"endpoint.{name}", url=url, variable=key.variable, status=failed.status, words=words)
    if failed.status == 404:
        names = await _names(line)
        if names and model not in names:
            return InputError("endpoint.no-model", url=line.address.root, model=model, names=names[:MOST_NAMED])
    names_of = {402: "spent", 404: "no-path", 405: "no-path", NO_CERTIFICATE: "certificate", NO_HOST: "no-host"}
    name = "moved" if 300 <= failed.status < 400 else names_of.get(failed.status, "not-served")
    return InputError(f"endpoint.{name}", url=url, status=failed.status, words=words)


async def models_of(line: Line) -> list[str]:
    """The names that the server lists; raises as `Line.get` does."""
    listed = (await line.get("models")).get("data")
    entries = listed if isinstance(listed, list) else []
    return [str(entry["id"]) for entry in entries if isinstance(entry, dict) and "id" in entry]


async def _names(line: Line) -> list[str]:
    try:
        return await models_of(line)
    except (PassingError, RefusalError, AccessError):
        return []
