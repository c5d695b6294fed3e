"""The options of `assay predict`, under their names, as a request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, cast

from assay.core.asking import Decoding, Window
from assay.core.errors import UsageError
from assay.predicting.request import Request, Wanted
from assay.readers.questions.options import AskOptions

if TYPE_CHECKING:
    from assay.models.endpoint import EndpointSettings
    from assay.models.local import LocalSettings


class Asked(TypedDict, total=False):
    """What may be said; what is left out is as the command has it."""

    model: str | None
    adapter: tuple[str, ...]
    with_base: bool
    endpoint: tuple[str, ...]
    task: Literal["generation", "lm"]
    labels: tuple[str, ...]
    calibrate_on: str | None
    relevance: bool
    system: str | None
    raw: bool
    every_turn: bool
    max_tokens: int
    temperature: float
    top_p: float
    seed: int
    stop: tuple[str, ...]
    window: int | None
    stride: int | None
    no_bos: bool
    eos: bool
    dtype: Literal["auto", "float32", "bfloat16", "float16"]
    device: str
    quantise: Literal["8bit", "4bit"] | None
    batch_tokens: int | None
    trust_remote_code: bool
    kind: Literal["auto", "chat", "completion"]
    key_variable: str
    concurrency: int | None
    requests_per_minute: float | None
    timeout: float
    patience: float
    logprobs: bool
    dataset: str | None
    data_form: str | None
    piece: Literal["auto", "line", "paragraph", "file"]
    limit: int | None
    id: str | None
    prompt: str | None
    reference: str | None
    out: str
    force: bool


USUAL = Asked(
    model=None,
    adapter=(),
    with_base=False,
    endpoint=(),
    task="generation",
    labels=(),
    calibrate_on=None,
    relevance=False,
    system=None,
    raw=False,
    every_turn=False,
    max_tokens=512,
    temperature=0.0,
    top_p=1.0,
    seed=0,
    stop=(),
    window=None,
    stride=None,
    no_bos=False,
    eos=False,
    dtype="auto",
    device="auto",
    quantise=None,
    batch_tokens=None,
    trust_remote_code=False,
    kind="auto",
    key_variable="OPENAI_API_KEY",
    concurrency=None,
    requests_per_minute=None,
    timeout=120.0,
    patience=600.0,
    logprobs=False,
    dataset=None,
    data_form=None,
    piece="auto",
    limit=None,
    id=None,
    prompt=None,
    reference=None,
    out="predictions.jsonl",
    force=False,
)


def completed(asked: Mapping[str, object]) -> Asked:
    """All options: those that are left out, or None, as they usually are."""
    return cast("Asked", {**USUAL, **{name: value for name, value in asked.items() if value is not None}})


def request_of(data: str, asked: Asked) -> Request:
    """The request; raises UsageError for options that do not fit together, or are none."""
    strange = sorted(set(asked) - set(USUAL))
    if strange:
        raise UsageError("predict.no-option", name=strange[0], known=sorted(USUAL))
    whole = completed(asked)
    _check_values(whole)
    decoding = Decoding(whole["max_tokens"], whole["temperature"], whole["top_p"], whole["seed"], tuple(whole["stop"]))
    window = Window(whole["window"], whole["stride"], bos=not whole["no_bos"], eos=whole["eos"])
    asking = AskOptions(
        form=whole["data_form"],
        id=whole["id"],
        prompt=whole["prompt"],
        reference=whole["reference"],
        dataset=whole["dataset"],
        system=whole["system"],
        every_turn=whole["every_turn"],
        raw=whole["raw"],
        piece=whole["piece"],
        limit=whole["limit"],
    )
    wanted = Wanted(whole["task"], tuple(whole["labels"]), decoding, window, whole["relevance"], whole["calibrate_on"])
    return Request(data, asking, wanted, where(whole), Path(whole["out"]), whole["force"])


def _check_values(whole: Mapping[str, object]) -> None:
    """The command has looked at its words and lists; from Python they may be anything."""
    for name in ("adapter", "endpoint", "labels", "stop"):
        if isinstance(whole[name], str):
            raise UsageError("predict.not-a-list", name=name, value=whole[name])
    for name, words in _WORDS.items():
        if whole[name] not in words:
            raise UsageError("cli.unknown-word", name=whole[name], known=[word for word in words if word])
    for name in ("limit", "concurrency", "batch_tokens", "window"):
        value = whole[name]
        if isinstance(value, int) and value < 1:
            raise UsageError("cli.not-a-count", name=name, value=value)


_WORDS = {
    "task": ("generation", "lm"),
    "piece": ("auto", "line", "paragraph", "file"),
    "kind": ("auto", "chat", "completion"),
    "dtype": ("auto", "float32", "bfloat16", "float16"),
    "quantise": (None, "8bit", "4bit"),
}


def where(asked: Asked) -> LocalSettings | EndpointSettings:
    """Which model it is; raises UsageError where that is not said, or said twice."""
    if asked["endpoint"]:
        if asked["adapter"] or asked["with_base"]:
            raise UsageError("predict.adapter-of-endpoint")
        return _endpoint(asked)
    if asked["model"] is None:
        raise UsageError("predict.no-model")
    if asked["with_base"] and not asked["adapter"]:
        raise UsageError("predict.base-without-adapter")
    return _local(asked["model"], asked)


def _endpoint(asked: Asked) -> EndpointSettings:
    from assay.models.endpoint import EndpointSettings

    return EndpointSettings(
        urls=tuple(asked["endpoint"]),
        model=asked["model"],
        kind=asked["kind"],
        key_variable=asked["key_variable"],
        concurrency=asked["concurrency"],
        requests_per_minute=asked["requests_per_minute"],
        timeout_s=asked["timeout"],
        patience_s=asked["patience"],
        logprobs=asked["logprobs"],
    )


def _local(path: str, asked: Asked) -> LocalSettings:
    from assay.models.local import LocalSettings

    base = (None,) if asked["with_base"] or not asked["adapter"] else ()
    return LocalSettings(
        path=path,
        adapters=(*asked["adapter"], *base),
        dtype=asked["dtype"],
        device=asked["device"],
        quantise=asked["quantise"],
        batch_tokens=asked["batch_tokens"],
        trust_remote_code=asked["trust_remote_code"],
    )
