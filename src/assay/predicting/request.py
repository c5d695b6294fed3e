"""What the caller wants predicted: checked, and turned into a job, models and outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from assay.core.asking import Decoding, Passage, Window
from assay.core.errors import InputError, UsageError
from assay.frozen import frozen
from assay.predicting.jobs import Answers, Choices, Job, Likelihoods, prompt_of
from assay.predicting.manifest import Value
from assay.readers.questions.options import AskOptions

if TYPE_CHECKING:
    from assay.models.base import Model
    from assay.models.endpoint import EndpointSettings
    from assay.models.local import LocalSettings
    from assay.readers.questions.asked import Asked

Task: TypeAlias = Literal["generation", "lm"]


@frozen
class Wanted:
    """What is asked of the model: answers, one of the `labels`, or with the task "lm" how likely texts are. The data at
    `calibrate_on` are held-out rows that the probabilities of labels are fitted to.
    """

    task: Task = "generation"
    labels: tuple[str, ...] = ()
    decoding: Decoding = field(default_factory=Decoding)
    window: Window = field(default_factory=Window)
    relevance: bool = False
    calibrate_on: str | None = None

    def check(self) -> None:
        """Raises UsageError for what does not fit together."""
        if self.task == "lm" and self.labels:
            raise UsageError("predict.labels-or-lm")
        if len(set(self.labels)) == 1:
            raise UsageError("predict.one-label", label=self.labels[0])
        if self.calibrate_on is not None and not self.labels:
            raise UsageError("predict.calibrate-without-labels")
        if self.relevance and self.task != "lm":
            raise UsageError("predict.relevance-without-lm")
        decoding, window = self.decoding, self.window
        if not 0 <= decoding.temperature < float("inf") or not 0 < decoding.top_p <= 1 or decoding.max_tokens < 1:
            raise UsageError("predict.bad-decoding")
        if not all(decoding.stop):
            raise UsageError("predict.empty-stop")
        if self.task != "lm" and window != Window():
            raise UsageError("predict.window-without-lm")
        if window.length is not None and window.length < 2:
            raise UsageError("predict.bad-window", window=window.length)
        if window.stride is not None and (window.stride < 1 or window.stride > (window.length or window.stride)):
            raise UsageError("predict.bad-stride", stride=window.stride, window=window.length)

    def job(self, asked: Asked) -> Job:
        """The same over all rows of the data. Raises InputError where these are not such that it can be asked."""
        if self.task == "lm":
            return self._likelihoods(asked.passages)
        if self.labels:
            return Choices(asked.questions, tuple(dict.fromkeys(self.labels)))
        return Answers(asked.questions, self.decoding)

    def _likelihoods(self, passages: list[Passage]) -> Likelihoods:
        """Either all texts stand behind prompts, or all alone: the perplexity of both together means nothing."""
        alone = [one.id for one in passages if one.prompt is None]
        if 0 < len(alone) < len(passages):
            raise InputError("predict.some-without-text", n=len(alone), rows=len(passages), id=alone[0])
        if self.relevance and len({prompt_of(one.prompt) for one in passages if one.prompt is not None}) < 2:
            raise InputError("predict.no-other-prompt")
        return Likelihoods(passages, self.window, self.relevance)


@frozen
class Request:
    """All of it. `where` says which model, on this machine or behind an endpoint."""

    data: str
    asking: AskOptions
    wanted: Wanted
    where: LocalSettings | EndpointSettings
    out: Path
    force: bool = False

    @property
    def place(self) -> str:
        """Where the model is, in a word: its folder or name, or its servers."""
        from assay.models.local import LocalSettings

        return self.where.path if isinstance(self.where, LocalSettings) else ", ".join(self.where.urls)

    def data_settings(self, asked: Asked) -> Mapping[str, Value]:
        """What decides which questions the data asks, by name."""
        options = self.asking
        settings: dict[str, Value] = {
            "sha256": asked.source.sha256,
            "form": asked.source.format,
            "system": options.system,
            "every turn": options.every_turn,
            "raw": options.raw,
            "piece": options.piece,
            "limit": options.limit,
            "columns": tuple(name or "" for name in (options.id, options.prompt, options.reference, options.dataset)),
        }
        return settings

    @property
    def targets(self) -> list[Path]:
        """An output for each model: the tuned one's is named as asked, the base's has "-base" behind its name."""
        from assay.models.local import LocalSettings

        adapters = self.where.adapters if isinstance(self.where, LocalSettings) else (None,)
        return [self.out.parent / f"{self.out.stem}{name}{self.out.suffix}" for name in names_of(adapters)]

    def models(self) -> Iterator[tuple[Model, Path]]:
        """Each model with its output."""
        yield from zip(opened(self.where), self.targets, strict=True)


def opened(where: LocalSettings | EndpointSettings) -> Sequence[Model]:
    """The models that are asked for; raises InputError for one that cannot be used."""
    from assay.models.endpoint import Endpoint, EndpointSettings

    if isinstance(where, EndpointSettings):
        return [Endpoint(where)]
    from assay.models.local import load

    return load(where)


def names_of(adapters: tuple[str | None, ...]) -> list[str]:
    """What is put behind the output's name for each: nothing for the first, "-base" for the base."""
    names: list[str] = []
    for place, adapter in enumerate(adapters):
        plain = "base" if adapter is None else Path(adapter).name
        name = "" if place == 0 else f"-{plain}"
        names.append(f"{name}-{place + 1}" if name in names else name)
    return names
