"""`assay runs`: what the history keeps, and what is done with it."""

from __future__ import annotations

from typing import TypedDict, Unpack

import click

from assay.cli.command import Group, general_options, session_in
from assay.cli.help import Option
from assay.cli.kept import is_there, opened
from assay.cli.streams import note, show
from assay.cli.terminal import columns, shows_colour
from assay.cli.values import Choice, Count
from assay.core.errors import UsageError
from assay.core.history import Wanted

USUAL = 20
FORMATS = ("text", "json", "csv")
OUTCOMES = ("pass", "fail", "inconclusive")
TABLE = {
    "show": "assay.cli.one_run:show_run",
    "compare": "assay.cli.compared_runs:compare_runs",
    "tag": "assay.cli.one_run:tag_run",
    "note": "assay.cli.one_run:note_run",
    "export": "assay.cli.all_runs:export_runs",
    "import": "assay.cli.all_runs:import_runs",
    "prune": "assay.cli.all_runs:prune_runs",
}
OPTIONS = (
    Option("--project", section="choosing", metavar="NAME"),
    Option("--metric", of="runs", section="choosing", metavar="NAME"),
    Option("--outcome", section="choosing", metavar="|".join(OUTCOMES), type=Choice("word", OUTCOMES)),
    Option("--tag", section="choosing", metavar="TAG"),
    Option("--limit", of="runs", section="choosing", metavar="NUMBER", type=Count()),
    Option("--all", "everything", section="choosing", is_flag=True),
    Option(
        *("--format", "form"),
        of="runs",
        section="output",
        metavar="|".join(FORMATS),
        type=Choice("format", FORMATS),
        default="text",
    ),
    Option("--no-color", section="output", is_flag=True),
)


class Chosen(TypedDict):
    """Which runs are listed."""

    project: str | None
    metric: str | None
    outcome: str | None
    tag: str | None


class Runs(Group):
    """Lists, where none of its commands is asked for."""

    family = "runs-"

    def __init__(self) -> None:
        super().__init__("runs", TABLE)
        self.invoke_without_command, self.no_args_is_help = True, False
        self.callback = list_runs
        self.params = [*OPTIONS, *general_options()]


def list_runs(limit: int | None, form: str, *, everything: bool, no_color: bool, **chosen: Unpack[Chosen]) -> None:
    """The table of the newest runs, on standard output."""
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is not None:
        _refuse_options(ctx)
        return
    session = session_in(ctx)
    from assay.cli.runs_shown import as_csv, as_json, as_table
    from assay.stores.places import shown_place, usual_place

    place = usual_place()
    wanted = Wanted(**chosen, limit=None if everything else limit or USUAL)
    runs, whole = [], 0
    if is_there(place):
        with opened(place) as history:
            runs, whole = history.runs(wanted), history.count(wanted)
    if form == "json":
        show(as_json(runs))
    elif form == "csv":
        show(as_csv(runs))
    elif runs:
        show(as_table(runs, session.language, columns(), colour=not no_color and shows_colour()))
    if not runs:
        note(session.say("runs.none", place=shown_place(place)))
    elif whole > len(runs) and form == "text":
        note(session.say("runs.more", shown=len(runs), n=whole))


RUNS = Runs()


def _refuse_options(ctx: click.Context) -> None:
    """Options of the list have no meaning before one of its commands."""
    for param in ctx.command.params:
        source = ctx.get_parameter_source(param.name or "")
        if param in OPTIONS and source is click.core.ParameterSource.COMMANDLINE:
            raise UsageError("runs.option-of-list", name=param.opts[0], command=ctx.invoked_subcommand)
