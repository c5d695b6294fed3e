"""`assay runs export`, `import` and `prune`: the history as a whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from assay.cli.command import Command
from assay.cli.help import Option
from assay.cli.kept import kept_history, opened, tell
from assay.cli.values import Count
from assay.core.errors import UsageError
from assay.core.history import Wanted


@click.command("runs-export", cls=Command, params=[click.Argument(["file"], metavar="FILE")])
def export_runs(file: str) -> None:
    """Writes everything, losing nothing."""
    from assay.stores.exchange import write_history

    with kept_history() as history:
        tell("runs.exported", n=write_history(history, Path(file)), path=file)


@click.command("runs-import", cls=Command, params=[click.Argument(["file"], metavar="FILE")])
def import_runs(file: str) -> None:
    """Takes what is not there yet."""
    from assay.stores.exchange import read_history
    from assay.stores.places import usual_place

    with opened(usual_place()) as history:
        runs, looks = read_history(history, Path(file))
    tell("runs.imported", n=runs, looks=looks, path=file)


@click.command(
    "runs-prune",
    cls=Command,
    params=[
        Option("--keep", section="choosing", metavar="NUMBER", type=Count()),
        Option("--before", section="choosing", metavar="YYYY-MM-DD"),
        Option("--project", section="choosing", metavar="NAME"),
        Option("--yes", section="choosing", is_flag=True),
    ],
)
def prune_runs(keep: int | None, before: str | None, project: str | None, *, yes: bool) -> None:
    """Takes old runs out; raises UsageError, with how many, where nobody said yes."""
    if (keep is None) == (before is None):
        raise UsageError("runs.keep-or-before")
    moment = None if before is None else _moment(before)
    with kept_history() as history:
        runs = history.runs(Wanted(project=project))
        old = runs[keep:] if moment is None else [run for run in runs if run.at < moment]
        if old and not yes:
            raise UsageError("runs.say-yes", n=len(old), whole=len(runs))
        history.remove(old)
    tell("runs.pruned", n=len(old), left=len(runs) - len(old))


def _moment(date: str) -> str:
    """The beginning of a day, here, in UTC, as runs have it."""
    try:
        day = datetime.strptime(date, "%Y-%m-%d").astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError("runs.no-date", date=date) from None
    return f"{day:%Y-%m-%dT%H:%M:%S}.000Z"
