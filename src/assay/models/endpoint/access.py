"""The sentence for a server that takes no question at all: what to do about it."""

from __future__ import annotations

from assay.core.errors import InputError
from assay.models.endpoint.failure import NO_CERTIFICATE, NO_HOST, AccessError, PassingError, RefusalError
from assay.models.endpoint.key import Key
from assay.models.endpoint.line import Line

MOST_NAMED = 12
_SENTENCES = {
    402: "endpoint.spent",
    404: "endpoint.no-path",
    405: "endpoint.no-path",
    NO_CERTIFICATE: "endpoint.certificate",
    NO_HOST: "endpoint.no-host",
}


async def no_access(failed: AccessError, line: Line, path: str, model: str, key: Key) -> InputError:
    """What is wrong with the key, the model or the address. Asks the server which models it has."""
    url, words = f"{line.address.root}/{path}", failed.words
    if failed.status in {401, 403}:
        refused = "endpoint.wrong-key" if failed.status == 401 else "endpoint.forbidden"
        name = refused if key else "endpoint.no-key"
        return InputError(name, url=url, variable=key.variable, status=failed.status, words=words)
    if failed.status == 404:
        names = await _names(line)
        if names and model not in names:
            return InputError("endpoint.no-model", url=line.address.root, model=model, names=names[:MOST_NAMED])
    other = "endpoint.moved" if 300 <= failed.status < 400 else "endpoint.not-served"
    return InputError(_SENTENCES.get(failed.status, other), url=url, status=failed.status, words=words)


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
