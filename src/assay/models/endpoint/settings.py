"""How a model behind a server is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from assay.core.errors import UsageError
from assay.frozen import frozen

Kind: TypeAlias = Literal["auto", "chat", "completion"]


@frozen
class EndpointSettings:
    """The servers at `urls` all serve the same model; a host, a `/v1` and a full path are the same to us.

    `model` None is the only one that the servers list. `kind` "auto" chats where a question is a chat, and continues
    where it is a text. The key is never here, only the name of the environment variable that holds it. `concurrency`
    None finds out how many questions at once are answered fastest. `timeout_s` is for one request, `patience_s` for how
    long one question may go on failing, `first_pause_s` and `longest_pause_s` for the waits between. With `logprobs`
    the likelihood of each answer is asked for. `extra` are more fields of the request.
    """

    urls: tuple[str, ...]
    model: str | None = None
    kind: Kind = "auto"
    key_variable: str = "OPENAI_API_KEY"
    concurrency: int | None = None
    requests_per_minute: float | None = None
    timeout_s: float = 120.0
    patience_s: float = 600.0
    logprobs: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)
    first_pause_s: float = 0.5
    longest_pause_s: float = 30.0

    def __post_init__(self) -> None:
        """Raises UsageError for settings with which nothing can be asked."""
        if not self.urls:
            raise UsageError("endpoint.no-url")
        if self.concurrency is not None and self.concurrency < 1:
            raise UsageError("endpoint.too-small", name="concurrency", value=self.concurrency)
        for name in ("requests_per_minute", "timeout_s", "first_pause_s"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise UsageError("endpoint.too-small", name=name.removesuffix("_s"), value=value)
