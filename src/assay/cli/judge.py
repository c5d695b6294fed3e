"""`assay judge`: a language model's judgement of outputs, with its reasons, losing nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

import click

from assay.cli.command import Command, session_in
from assay.cli.eval import OPTIONS as OF_EVAL
from assay.cli.help import Option
from assay.cli.predict import OPTIONS as OF_PREDICT
from assay.cli.rows_done import RowsDone
from assay.cli.streams import harmless, note, show
from assay.cli.values import Choice, Count, Seed, split_at_commas, unknown
from assay.core.errors import AssayError, UsageError

if TYPE_CHECKING:
    from assay.predicting.judge.request import JudgeRequest
    from assay.predicting.judge.wording import Language

OUT = "ratings.jsonl"
UNJUDGED = 2
SHARED = frozenset(
    {"--dtype", "--device", "--quantise", "--batch-tokens", "--trust-remote-code", "--key-variable", "--concurrency"}
    | {"--requests-per-minute", "--timeout", "--patience"}
)
"""The options that mean here what they mean for `predict`."""
READING = frozenset({"--references", "--id", "--prompt", "--prediction", "--reference", "--format-in"})
"""The options that mean here what they mean for `eval`."""

PREDICTIONS = click.Argument(["predictions"], metavar="PREDICTIONS")
OPTIONS = (
    *(option for option in OF_PREDICT if "--endpoint" in option.opts),
    Option("--model", of="judge", section="model", metavar="NAME|DIR"),
    Option("--against", of="judge", section="answering", metavar="PREDICTIONS"),
    Option(
        "--dimensions",
        of="judge",
        section="answering",
        metavar="NAME,...",
        multiple=True,
        callback=split_at_commas,
    ),
    Option(
        "--judge-lang",
        of="judge",
        section="answering",
        metavar="en|zh-Hans",
        type=Choice("language", ("en", "zh-Hans")),
    ),
    Option("--max-tokens", of="judge", section="answering", metavar="NUMBER", type=Count(), default=1024),
    Option("--seed", of="judge", section="answering", metavar="SEED", type=Seed(), default=0),
    *(option for option in OF_PREDICT if SHARED & set(option.opts)),
    *(option for option in OF_EVAL if READING & set(option.opts)),
    Option("--limit", of="judge", section="reading", metavar="NUMBER", type=Count()),
    Option("--out", of="judge", section="output", metavar="FILE", default=OUT),
    Option("--force", of="predict", section="output", is_flag=True),
)


class What(TypedDict):
    """What is to be judged; the rest says which model does it, as for `predict`."""

    against: str | None
    dimensions: tuple[str, ...]
    judge_lang: str | None
    max_tokens: int
    seed: int
    limit: int | None
    references: str | None
    id: str | None
    prompt: str | None
    prediction: str | None
    reference: str | None
    format_in: str | None
    out: str
    force: bool


class Judgement(What, total=False):
    """All that the command takes."""

    endpoint: tuple[str, ...]
    model: str | None
    dtype: str
    device: str
    quantise: str | None
    batch_tokens: int | None
    trust_remote_code: bool
    key_variable: str
    concurrency: int | None
    requests_per_minute: float | None
    timeout: float
    patience: float


class RowsJudged(RowsDone):
    """Says of rows that the judge failed on why; how many there are is said at the end of all."""

    refused_as, some_refused = "judge.unjudged", None


@click.command("judge", cls=Command, params=[PREDICTIONS, *OPTIONS])
def judge_file(predictions: str, **asked: Unpack[Judgement]) -> int:
    """Judges what is not judged yet, and sums up."""
    from assay.predicting.judge import judge
    from assay.predicting.judge.summary import summary

    session = session_in(click.get_current_context())
    request = request_of(predictions, asked)
    watcher = RowsJudged(session)
    try:
        output = judge(request, watcher, lambda text: note(session.show(text)))
    except (KeyboardInterrupt, AssayError, MemoryError):
        watcher.broken_off()
        raise
    found = summary(output.path)
    show("".join(harmless(session.show(sentence)) + "\n" for sentence in found.sentences))
    return 0 if found.judged else UNJUDGED


def request_of(predictions: str, asked: Judgement) -> JudgeRequest:
    """The request; raises UsageError for options that do not fit together."""
    from assay.core.asking import Decoding
    from assay.predicting.judge.request import JudgeRequest
    from assay.predicting.options import completed, where
    from assay.readers.base import ReadOptions

    names = ("id", "prompt", "prediction", "reference")
    return JudgeRequest(
        predictions,
        where(completed(asked)),
        Path(asked["out"]),
        against=asked["against"],
        dimensions=_dimensions(asked),
        language=cast("Language | None", asked["judge_lang"]),
        decoding=Decoding(max_tokens=asked["max_tokens"], seed=asked["seed"]),
        columns=ReadOptions(asked["format_in"], **{name: asked[name] for name in names}),  # type: ignore[literal-required]  # names of the table above
        references=asked["references"],
        limit=asked["limit"],
        force=asked["force"],
    )


def _dimensions(asked: Judgement) -> tuple[str, ...]:
    """Those that are named, in the order of all, or else all."""
    from assay.predicting.judge.sheets import DIMENSIONS

    named = asked["dimensions"]
    for name in named:
        if name not in DIMENSIONS:
            raise unknown("dimension", name, DIMENSIONS)
    if named and asked["against"] is not None:
        raise UsageError("judge.dimensions-of-pairs")
    return tuple(name for name in DIMENSIONS if name in named or not named)
