"""A model behind one or several OpenAI-compatible servers, asked from plain code."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from assay.core.asking import Answer, Decoding, Likelihood, Passage, Question, Window
from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.models.base import Identity
from assay.models.endpoint.address import address
from assay.models.endpoint.key import Key
from assay.models.endpoint.settings import EndpointSettings
from assay.models.endpoint.stream import only, streamed

if TYPE_CHECKING:
    from assay.models.endpoint.client import Client


class Endpoint:
    """Asks over HTTP, many questions at once. Between two calls nothing is open.

    Raises UsageError for addresses that are none, InputError where aiohttp is not installed.
    """

    def __init__(self, settings: EndpointSettings) -> None:
        if find_spec("aiohttp") is None:
            raise InputError("endpoint.no-aiohttp")
        self._settings = settings
        self._addresses = tuple(address(url) for url in settings.urls)
        self._key = Key(settings.key_variable)

    @property
    def identity(self) -> Identity:
        """The model's name and how it is asked; not where, since the same model may be served elsewhere tomorrow.
        Asks the servers for the name where it was not given.
        """
        extra = (
            json.dumps(dict(self._settings.extra), sort_keys=True, ensure_ascii=False) if self._settings.extra else None
        )
        return {"model": only(self._client.name()), "kind": self._client.kind, "extra": extra}

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a user should know about the servers, as far as it was found out so far."""
        open_to_read = [one.root for one in self._addresses if self._key and not (one.encrypted or one.loopback)]
        warned = (
            [say("endpoint.key-in-the-open", urls=open_to_read, variable=self._key.variable)] if open_to_read else []
        )
        return (*warned, *self._client.dialect.notes.values(), *self._client.notes.values())

    def answers(
        self, questions: Sequence[Question], decoding: Decoding, wanted: Collection[int]
    ) -> Iterator[tuple[int, Answer]]:
        """What the model says to each question."""
        from assay.models.endpoint.answers import answers

        return streamed(lambda give: answers(self._client, questions, decoding, wanted, give))

    def structured(
        self, questions: Sequence[Question], schema: Mapping[str, object], decoding: Decoding, wanted: Collection[int]
    ) -> Iterator[tuple[int, Answer]]:
        """What the model says to each question, in the form of a JSON schema as far as the server can force it."""
        from assay.models.endpoint.structured import structured

        return streamed(lambda give: structured(self._client, questions, schema, decoding, wanted, give))

    def choices(
        self, questions: Sequence[Question], labels: Sequence[str], wanted: Collection[int]
    ) -> Iterator[tuple[int, Answer]]:
        """Which label the model finds likeliest. Raises InputError where the server says too little to know it."""
        from assay.models.endpoint.choices import choices

        return streamed(lambda give: choices(self._client, questions, labels, wanted, give))

    def likelihoods(
        self, passages: Sequence[Passage], window: Window, wanted: Collection[int]
    ) -> Iterator[tuple[int, Likelihood]]:
        """How likely the model finds each text. Raises InputError where the server does not say so rightly, for a text
        that is longer than the model's context, and for windows.
        """
        from assay.models.endpoint.likelihoods import likelihoods

        return streamed(lambda give: likelihoods(self._client, passages, window, wanted, give))

    def close(self) -> None:
        """Nothing is held between two calls."""

    @cached_property
    def _client(self) -> Client:
        from assay.models.endpoint.client import Client

        return Client(self._settings, self._addresses, self._key)
