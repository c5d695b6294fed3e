"""`assay predict`: a model's answers to a data set, or how likely it finds texts, losing nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import click

from assay.cli.command import Command, session_in
from assay.cli.help import Option
from assay.cli.streams import note
from assay.cli.values import Choice, Count, Number, Seed, split_at_commas
from assay.core.errors import AssayError, UsageError

if TYPE_CHECKING:
    from assay.models.endpoint import EndpointSettings
    from assay.models.local import LocalSettings
    from assay.predicting.request import Request

OUT = "predictions.jsonl"


class Asked(TypedDict):
    """All options under their own names."""

    model: str | None
    adapter: tuple[str, ...]
    with_base: bool
    endpoint: tuple[str, ...]
    task: Literal["generation", "lm"]
    labels: tuple[str, ...]
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


def _word(*words: str) -> Choice:
    return Choice("word", words)


DATA = click.Argument(["data"], metavar="DATA")
OPTIONS = (
    Option("--model", section="model", metavar="DIR|NAME"),
    Option("--adapter", section="model", metavar="DIR", multiple=True),
    Option("--with-base", section="model", is_flag=True),
    Option("--endpoint", section="model", metavar="URL", multiple=True),
    Option(
        "--task",
        of="predict",
        section="answering",
        metavar="generation|lm",
        type=_word("generation", "lm"),
        default="generation",
    ),
    Option("--labels", of="predict", section="answering", metavar="A,B,...", multiple=True, callback=split_at_commas),
    Option("--system", section="answering", metavar="TEXT"),
    Option("--raw", section="answering", is_flag=True),
    Option("--every-turn", section="answering", is_flag=True),
    Option("--max-tokens", section="answering", metavar="NUMBER", type=Count(), default=512),
    Option("--temperature", section="answering", metavar="T", type=Number("0.7"), default=0.0),
    Option("--top-p", section="answering", metavar="P", type=Number("0.95"), default=1.0),
    Option("--seed", of="predict", section="answering", metavar="SEED", type=Seed(), default=0),
    Option("--stop", section="answering", metavar="TEXT", multiple=True),
    Option("--window", section="likelihood", metavar="TOKENS", type=Count()),
    Option("--stride", section="likelihood", metavar="TOKENS", type=Count()),
    Option("--no-bos", section="likelihood", is_flag=True),
    Option("--eos", section="likelihood", is_flag=True),
    Option("--relevance", section="likelihood", is_flag=True),
    Option(
        "--piece",
        section="likelihood",
        metavar="line|paragraph|file",
        default="auto",
        type=_word("auto", "line", "paragraph", "file"),
    ),
    Option(
        "--dtype",
        section="local",
        metavar="auto|float32|bfloat16|float16",
        default="auto",
        type=_word("auto", "float32", "bfloat16", "float16"),
    ),
    Option("--device", section="local", metavar="auto|cpu|cuda|mps", default="auto"),
    Option("--quantise", section="local", metavar="8bit|4bit", type=_word("8bit", "4bit")),
    Option("--batch-tokens", section="local", metavar="TOKENS", type=Count()),
    Option("--trust-remote-code", section="local", is_flag=True),
    Option(
        "--kind",
        section="endpoint",
        metavar="auto|chat|completion",
        default="auto",
        type=_word("auto", "chat", "completion"),
    ),
    Option("--key-variable", section="endpoint", metavar="NAME", default="OPENAI_API_KEY"),
    Option("--concurrency", section="endpoint", metavar="NUMBER", type=Count()),
    Option("--requests-per-minute", section="endpoint", metavar="NUMBER", type=Number("60")),
    Option("--timeout", section="endpoint", metavar="SECONDS", type=Number("120"), default=120.0),
    Option("--patience", section="endpoint", metavar="SECONDS", type=Number("600"), default=600.0),
    Option("--logprobs", section="endpoint", is_flag=True),
    Option("--data-form", section="reading", metavar="NAME"),
    Option("--dataset", section="reading", metavar="NAME"),
    Option("--id", section="reading", metavar="COLUMN"),
    Option("--prompt", section="reading", metavar="COLUMN"),
    Option("--reference", section="reading", metavar="COLUMN"),
    Option("--limit", section="reading", metavar="NUMBER", type=Count()),
    Option("--out", of="predict", section="output", metavar="FILE", default=OUT),
    Option("--force", of="predict", section="output", is_flag=True),
)


@click.command("predict", cls=Command, params=[DATA, *OPTIONS])
def predict(data: str, **asked: Unpack[Asked]) -> None:
    """Asks what is not answered yet, and says where the answers are."""
    from assay.cli.rows_done import RowsDone
    from assay.predicting import carry_out_request

    session = session_in(click.get_current_context())
    request = request_of(data, asked)
    watcher = RowsDone(session)
    try:
        outputs = carry_out_request(request, watcher)
    except (KeyboardInterrupt, AssayError, MemoryError):
        watcher.broken_off()
        raise
    tuned, *others = [str(output.path) for output in outputs]
    if request.wanted.task == "lm" or not others:
        note(session.say("predict.next", path=tuned))
    else:
        note(session.say("predict.next-with-base", path=tuned, base=others[0]))


def request_of(data: str, asked: Asked) -> Request:
    """The same, whole; raises UsageError for options that do not fit together."""
    from assay.core.asking import Decoding, Window
    from assay.predicting.request import Request, Wanted
    from assay.readers.questions.options import AskOptions

    decoding = Decoding(asked["max_tokens"], asked["temperature"], asked["top_p"], asked["seed"], asked["stop"])
    window = Window(asked["window"], asked["stride"], bos=not asked["no_bos"], eos=asked["eos"])
    asking = AskOptions(
        form=asked["data_form"],
        id=asked["id"],
        prompt=asked["prompt"],
        reference=asked["reference"],
        dataset=asked["dataset"],
        system=asked["system"],
        every_turn=asked["every_turn"],
        raw=asked["raw"],
        piece=asked["piece"],
        limit=asked["limit"],
    )
    wanted = Wanted(asked["task"], asked["labels"], decoding, window, asked["relevance"])
    return Request(data, asking, wanted, where(asked), Path(asked["out"]), asked["force"])


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
        urls=asked["endpoint"],
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

    base: Sequence[str | None] = (None,) if asked["with_base"] or not asked["adapter"] else ()
    return LocalSettings(
        path=path,
        adapters=(*asked["adapter"], *base),
        dtype=asked["dtype"],
        device=asked["device"],
        quantise=asked["quantise"],
        batch_tokens=asked["batch_tokens"],
        trust_remote_code=asked["trust_remote_code"],
    )
