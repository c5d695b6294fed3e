"""`assay predict`: a model's answers to a data set, or how likely it finds texts, losing nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from assay.cli.command import Command, session_in
from assay.cli.help import Option
from assay.cli.streams import note
from assay.cli.values import Choice, Count, Number, Seed, split_at_commas
from assay.core.errors import AssayError

if TYPE_CHECKING:
    from assay.predicting.options import Asked


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
    ),
    Option("--labels", of="predict", section="answering", metavar="A,B,...", multiple=True, callback=split_at_commas),
    Option("--calibrate-on", section="answering", metavar="FILE"),
    Option("--system", section="answering", metavar="TEXT"),
    Option("--raw", section="answering", is_flag=True),
    Option("--every-turn", section="answering", is_flag=True),
    Option("--max-tokens", section="answering", metavar="NUMBER", type=Count()),
    Option("--temperature", section="answering", metavar="T", type=Number("0.7")),
    Option("--top-p", section="answering", metavar="P", type=Number("0.95")),
    Option("--seed", of="predict", section="answering", metavar="SEED", type=Seed()),
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
        type=_word("auto", "line", "paragraph", "file"),
    ),
    Option(
        "--dtype",
        section="local",
        metavar="auto|float32|bfloat16|float16",
        type=_word("auto", "float32", "bfloat16", "float16"),
    ),
    Option("--device", section="local", metavar="auto|cpu|cuda|mps"),
    Option("--quantise", section="local", metavar="8bit|4bit", type=_word("8bit", "4bit")),
    Option("--batch-tokens", section="local", metavar="TOKENS", type=Count()),
    Option("--trust-remote-code", section="local", is_flag=True),
    Option(
        "--kind",
        section="endpoint",
        metavar="auto|chat|completion",
        type=_word("auto", "chat", "completion"),
    ),
    Option("--key-variable", section="endpoint", metavar="NAME"),
    Option("--concurrency", section="endpoint", metavar="NUMBER", type=Count()),
    Option("--requests-per-minute", section="endpoint", metavar="NUMBER", type=Number("60")),
    Option("--timeout", section="endpoint", metavar="SECONDS", type=Number("120")),
    Option("--patience", section="endpoint", metavar="SECONDS", type=Number("600")),
    Option("--logprobs", section="endpoint", is_flag=True),
    Option("--data-form", section="reading", metavar="NAME"),
    Option("--dataset", section="reading", metavar="NAME"),
    Option("--id", section="reading", metavar="COLUMN"),
    Option("--prompt", section="reading", metavar="COLUMN"),
    Option("--reference", section="reading", metavar="COLUMN"),
    Option("--limit", section="reading", metavar="NUMBER", type=Count()),
    Option("--out", of="predict", section="output", metavar="FILE"),
    Option("--force", of="predict", section="output", is_flag=True),
)


@click.command("predict", cls=Command, params=[DATA, *OPTIONS])
def predict(data: str, **asked: Unpack[Asked]) -> None:
    """Asks what is not answered yet, and says where the answers are."""
    from assay.cli.rows_done import RowsDone
    from assay.predicting import carry_out_request
    from assay.predicting.options import request_of

    session = session_in(click.get_current_context())
    request = request_of(data, asked)
    watcher = RowsDone(session)
    try:
        outputs = carry_out_request(request, watcher)
    except (KeyboardInterrupt, AssayError, MemoryError):
        watcher.broken_off()
        raise
    tuned, *others = [str(output.path) for output in outputs]
    if others:  # the model without an adapter, where it was asked, comes last
        note(session.say("predict.next-with-base", path=tuned, base=others[-1]))
    else:
        note(session.say("predict.next", path=tuned))
