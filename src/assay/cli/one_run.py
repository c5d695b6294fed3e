"""`assay runs show`, `tag` and `note`: one run of the history."""

from __future__ import annotations

import click

from assay.cli.command import Command, session_in
from assay.cli.help import Option
from assay.cli.kept import kept_history, tell
from assay.cli.streams import show
from assay.cli.terminal import columns, shows_colour
from assay.cli.values import Choice
from assay.core.errors import UsageError

FORMATS = ("text", "json", "html")
ID = click.Argument(["name"], metavar="ID")


@click.command(
    "runs-show",
    cls=Command,
    params=[
        ID,
        Option(
            "--format",
            "form",
            of="runs-show",
            section="output",
            metavar="|".join(FORMATS),
            type=Choice("format", FORMATS),
            default="text",
        ),
        Option("--no-color", section="output", is_flag=True),
    ],
)
def show_run(name: str, form: str, *, no_color: bool) -> None:
    """All that was found, from what is kept."""
    session = session_in(click.get_current_context())
    from assay.cli.run_shown import as_report
    from assay.core.history import PAGE
    from assay.renderers.json import json_text

    with kept_history() as history:
        run = history.run(name)
        result, page = history.result(run), history.part(run, PAGE) if form == "html" else []
    if form == "html" and not page:
        raise UsageError("workspace.no-page", id=run.id)
    if form == "html":
        show(b"".join(page).decode("utf-8", "replace"))
    elif form == "json":
        show(json_text(result))
    else:
        show(as_report(run, result, session.language, columns(), colour=not no_color and shows_colour()))


@click.command(
    "runs-tag",
    cls=Command,
    params=[
        ID,
        click.Argument(["tags"], metavar="TAG ...", nargs=-1, required=True),
        Option("--remove", section="output", is_flag=True),
    ],
)
def tag_run(name: str, tags: tuple[str, ...], *, remove: bool) -> None:
    """Adds the tags, or takes them off."""
    if not all(tag.strip() for tag in tags):
        raise UsageError("runs.empty-tag")
    with kept_history() as history:
        run = history.run(name)
        (history.untag if remove else history.tag)(run, [tag.strip() for tag in tags])
        tell("runs.tagged", id=run.id, tags=history.run(run.id).tags or "–")


@click.command("runs-note", cls=Command, params=[ID, click.Argument(["text"], metavar="TEXT")])
def note_run(name: str, text: str) -> None:
    """Writes on a run, instead of what is there."""
    with kept_history() as history:
        run = history.run(name)
        history.note(run, text)
        tell("runs.noted" if text else "runs.note-gone", id=run.id)
