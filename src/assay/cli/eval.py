"""`assay eval`: a predictions file in, a verdict out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import click

from assay.cli.command import Command, session_in
from assay.cli.exports import EXPORTS, check_exports, write_exports
from assay.cli.help import Option
from assay.cli.numbers import load_numpy
from assay.cli.streams import note, show
from assay.cli.terminal import columns, shows_colour
from assay.cli.values import Choice, Level, Seed, bases, split_at_commas
from assay.core.errors import UsageError
from assay.core.files import check_folder
from assay.core.messages import Text, say

if TYPE_CHECKING:
    from assay.core.report import Report

TASKS = ("auto", "classification", "generation", "lm")
FORMATS = ("text", "json", "markdown", "junit")
EVERY_FORMAT = (*FORMATS, "model-card", "summary")
PAGE = "report.html"
USUAL_HISTORY = ""
STATUS = {"pass": 0, "fail": 1, "inconclusive": 3}

MOST_ROWS = 5

CANDIDATE = click.Argument(["candidate"], metavar="[CANDIDATE [REPEAT ...]]", nargs=-1)
OPTIONS = (
    Option("--base", section="judging", metavar="FILE", multiple=True, callback=bases),
    Option("--train", section="judging", metavar="FILE", multiple=True),
    Option("--log", section="judging", metavar="FILE"),
    Option("--run", section="judging", metavar="DIR"),
    Option("--ratings", section="judging", metavar="FILE", multiple=True),
    Option("--slices", section="judging", metavar="COLUMN,...", multiple=True, callback=split_at_commas),
    Option("--picked-from", section="judging", metavar="NUMBER", type=Seed(), default=1),
    Option("--no-history", section="judging", is_flag=True),
    Option("--project", of="eval", section="judging", metavar="NAME"),
    Option("--policy", section="judging", metavar="NAME|FILE"),
    Option("--task", section="judging", metavar="KIND", type=Choice("task", TASKS), default="auto"),
    Option("--labels", section="judging", metavar="A,B,...", multiple=True, callback=split_at_commas),
    Option("--positive", section="judging", metavar="LABEL"),
    Option("--metrics", section="judging", metavar="NAME,...", multiple=True, callback=split_at_commas),
    Option("--cluster", section="judging", metavar="COLUMN"),
    Option("--level", section="judging", metavar="LEVEL", type=Level(), default=0.95),
    Option("--exact", section="judging", is_flag=True),
    Option("--seed", section="judging", metavar="NUMBER", type=Seed(), default=0),
    Option("--references", section="reading", metavar="FILE"),
    Option("--id", section="reading", metavar="COLUMN"),
    Option("--prompt", section="reading", metavar="COLUMN"),
    Option("--prediction", section="reading", metavar="COLUMN"),
    Option("--base-prediction", section="reading", metavar="COLUMN"),
    Option("--reference", section="reading", metavar="COLUMN"),
    Option("--probability", section="reading", metavar="COLUMN"),
    Option("--format-in", section="reading", metavar="NAME"),
    Option("--out", section="output", metavar="DIR", default="assay-report"),
    Option(
        *("--format", "form"),
        section="output",
        metavar="|".join(EVERY_FORMAT),
        type=Choice("format", EVERY_FORMAT),
        default="text",
    ),
    *EXPORTS,
    Option("--no-color", section="output", is_flag=True),
    Option("--exit-zero", section="output", is_flag=True),
)


class SharedQuestion(TypedDict):
    """What is asked alike of one model and of several, under Python's names."""

    references: str | None
    task: Literal["auto", "classification", "generation", "lm"]
    labels: tuple[str, ...]
    positive: str | None
    metrics: tuple[str, ...]
    cluster: str | None
    id: str | None
    prompt: str | None
    prediction: str | None
    reference: str | None
    probability: str | None
    format_in: str | None
    level: float
    seed: int


class Question(SharedQuestion):
    """What `assay.evaluate` is asked, under its own names."""

    base: list[list[str]]
    base_prediction: str | None
    train: tuple[str, ...]
    log: str | None
    run: str | None
    ratings: tuple[str, ...]
    slices: tuple[str, ...]
    picked_from: int
    project: str | None
    policy: str | None
    exact: bool


@click.command("eval", cls=Command, params=[CANDIDATE, *OPTIONS])
def evaluate_file(
    candidate: tuple[str, ...],
    out: str,
    form: str,
    *,
    no_color: bool,
    exit_zero: bool,
    no_history: bool,
    **question: Unpack[Question],
) -> int:
    """Evaluates, writes the report's files, shows the report, and answers with the verdict's exit status."""
    ctx = click.get_current_context()
    session = session_in(ctx)
    check_folder(Path(out))
    check_exports(ctx)
    load_numpy()
    from assay.pipeline import evaluate

    first, *repeats = candidate or (None,)
    if first is None and question["run"] is None and question["log"] is None:
        raise UsageError("cli.no-candidate")
    history = None if no_history else USUAL_HISTORY
    report = evaluate(
        first, repeats=repeats, history=history, **question, lang=session.language, command=session.arguments
    )
    report.save(out)
    show(answer(report, form, in_colour=not no_color and shows_colour()))
    for remark in remarks(report, form):
        note(session.show(remark))
    for written in write_exports(ctx, report):
        note(session.say("cli.exported", place=written))
    note(session.say("cli.written", page=str(Path(out) / PAGE)))
    return 0 if exit_zero else STATUS[report.verdict.outcome]


def answer(report: Report, form: str, *, in_colour: bool) -> str:
    """What goes to standard output."""
    if form == "text":
        from assay.renderers.terminal.text import TextRenderer

        return TextRenderer(in_colour, columns()).render(report)
    from assay.renderers import RENDERERS

    return RENDERERS[form]().render(report)


def remarks(report: Report, form: str) -> Iterator[Text]:
    """That the evaluation was not kept; and what a reader of a form for programs would not see: a doubt about the task,
    and rows that were set aside.
    """
    if report.unrecorded is not None:
        yield report.unrecorded
    if form in {"text", "markdown"}:
        return
    if report.task.doubt is not None:
        yield report.task.doubt
    for row in report.source.skipped[:MOST_ROWS]:
        yield say("cli.skipped", path=row.path, line=row.line, why=row.why)
    if report.source.skipped:
        yield say("cli.skipped-in-all", count=len(report.source.skipped), rows=report.source.rows)
