"""`assay repeat`: the user's own training under several seeds, then a verdict on all of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from assay.cli.command import Command, session_in
from assay.cli.eval import OPTIONS, PAGE, STATUS, USUAL_HISTORY, Question, answer, remarks
from assay.cli.help import Option
from assay.cli.session import Session
from assay.cli.streams import note, show
from assay.cli.terminal import shows_colour
from assay.cli.values import Seed, split_at_commas
from assay.core.errors import InputError, UsageError
from assay.core.files import check_folder

if TYPE_CHECKING:
    from assay.core.report import Report
    from assay.repeating.series import Outcome, Series

REPORT = "assay-report"
USUAL_RUNS = 5


class RepeatCommand(Command):
    """A command whose arguments are all behind "--", since they have options of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Raises UsageError for a command that is not behind "--", or is not there."""
        own, command = _parted(args)
        if ctx.resilient_parsing or {"-h", "--help"} & set(own):
            return super().parse_args(ctx, args)
        if not command:
            raise UsageError("repeat.no-command")
        rest = super().parse_args(ctx, args)
        stray = ctx.params["command"][: -len(command)]
        if stray:
            raise UsageError("cli.extra-arguments", extra=stray, command=ctx.command_path)
        return rest


class Runs(click.ParamType[int]):
    """How many runs: two at the least."""

    name = "runs"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; raises UsageError for what is none or too few."""
        if not str(value).isdecimal() or int(str(value)) < 2:
            raise UsageError("repeat.too-few-runs", value=value)
        return int(str(value))


def _seeds(ctx: click.Context, param: click.Parameter, value: Iterable[str]) -> tuple[int, ...]:
    """The seeds in "1,2,3"; raises UsageError where they are not two different ones at least."""
    seeds = tuple(Seed().convert(text, param, ctx) for text in split_at_commas(ctx, param, value))
    twice = next((seed for at, seed in enumerate(seeds) if seed in seeds[:at]), None)
    if twice is not None:
        raise UsageError("repeat.seed-twice", seed=twice)
    if len(seeds) == 1:
        raise UsageError("repeat.one-seed", seed=seeds[0])
    return seeds


COMMAND = click.Argument(["command"], metavar="-- COMMAND ...", nargs=-1)
OWN_OPTIONS = (
    Option("--seeds", of="repeat", section="repeating", metavar="1,2,...", multiple=True, callback=_seeds),
    Option("--runs", of="repeat", section="repeating", metavar="NUMBER", type=Runs()),
    Option("--out", of="repeat", section="repeating", metavar="DIR", default="assay-repeat"),
    Option("--predictions", of="repeat", section="repeating", metavar="NAME"),
    Option("--stop-early", of="repeat", section="repeating", is_flag=True),
    Option("--force", of="repeat", section="repeating", is_flag=True),
)
JUDGING_OPTIONS = tuple(option for option in OPTIONS if option.name != "out")


class Asked(Question):
    """All options: those about the runs, those about the output, and the question that is asked of the runs."""

    seeds: tuple[int, ...]
    runs: int | None
    out: str
    predictions: str | None
    stop_early: bool
    force: bool
    form: str
    no_color: bool
    exit_zero: bool


@click.command("repeat", cls=RepeatCommand, params=[COMMAND, *OWN_OPTIONS, *JUDGING_OPTIONS])
def repeat(command: tuple[str, ...], **options: object) -> int:
    """Runs what is not done yet, judges what there is, and answers with the verdict's exit status."""
    session = session_in(click.get_current_context())
    asked = cast("Asked", options)
    question = cast("Question", {name: options[name] for name in Question.__annotations__})
    series = series_of(command, asked)
    check_question(question)
    outcome = carried_out(series, question, session)
    if len(outcome.done) < 2:
        raise InputError("repeat.too-few-done", done=len(outcome.done), of=len(series.seeds))
    history = None if options["no_history"] else USUAL_HISTORY
    report = judged(list(outcome.done.values()), question, session, history)
    folder = series.folder / REPORT
    report.save(folder)
    show(answer(report, asked["form"], in_colour=not asked["no_color"] and shows_colour()))
    for remark in remarks(report, asked["form"]):
        note(session.show(remark))
    if len(outcome.done) < len(series.seeds):
        missing = [seed for seed in series.seeds if seed not in outcome.done]
        note(session.say("repeat.judged-without", done=len(outcome.done), of=len(series.seeds), missing=missing))
    note(session.say("cli.written", page=str(folder / PAGE)))
    return 0 if asked["exit_zero"] else STATUS[report.verdict.outcome]


def series_of(command: tuple[str, ...], asked: Asked) -> Series:
    """What is to be run; raises UsageError for options that do not fit together."""
    from assay.readers.base import ReadOptions
    from assay.repeating.predictions import Reading
    from assay.repeating.recipe import OUT, SEED, Recipe
    from assay.repeating.series import Series

    if asked["seeds"] and asked["runs"] is not None:
        raise UsageError("repeat.seeds-or-runs")
    name = asked["predictions"]
    if name is not None and (not name or Path(name).is_absolute()):
        raise UsageError("repeat.predictions-elsewhere", name=name)
    if any(word in asked["out"] for word in (SEED, OUT)):
        raise UsageError("repeat.out-of-all")
    columns = (asked["id"], asked["prompt"], asked["prediction"], asked["reference"], asked["probability"])
    check_folder(Path(asked["out"]))
    return Series(
        Recipe(command),
        asked["seeds"] or tuple(range(1, (asked["runs"] or USUAL_RUNS) + 1)),
        Path(asked["out"]),
        Reading(name, ReadOptions(asked["format_in"], *columns), asked["references"]),
        stop_early=asked["stop_early"],
        force=asked["force"],
    )


def check_question(question: Question) -> None:
    """Raises, before any run, for a metric, a policy or a file that is not there: later would be hours later."""
    from assay.metrics.find import find
    from assay.policy.load import read_policy
    from assay.readers.files.locate import locate

    for metric in question["metrics"]:
        find(metric)
    if question["policy"] is not None:
        read_policy(question["policy"], find)
    for path in (*chain.from_iterable(question["base"]), question["references"]):
        if path is not None:
            locate(path)


def carried_out(series: Series, question: Question, session: Session) -> Outcome:
    """The runs, told of as they go. The first that is done is judged alone, lest the question does not fit."""
    from assay.cli.progress import Progress
    from assay.pipeline import evaluate
    from assay.repeating.runner import carry_out

    series.recipe.check()
    if not series.recipe.names_seed:
        note(session.say("repeat.no-seed"))
    return carry_out(series, Progress(session, series.seeds), lambda path: evaluate(path, **question))


def judged(paths: list[str], question: Question, session: Session, history: str | None) -> Report:
    """The report on the first run, with the others as its repeats."""
    from assay.pipeline import evaluate

    first, *repeats = paths
    return evaluate(
        first, repeats=repeats, history=history, **question, lang=session.language, command=session.arguments
    )


def _parted(args: list[str]) -> tuple[list[str], list[str]]:
    """What stands before "--", and what behind it."""
    at = args.index("--") if "--" in args else len(args)
    return args[:at], args[at + 1 :]
