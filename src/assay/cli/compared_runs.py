"""`assay runs compare`: runs of the history side by side, as `assay compare` does it with files."""

from __future__ import annotations

from pathlib import Path

import click

from assay.cli.command import Command, session_in
from assay.cli.compare import BY, SHOWN, tell
from assay.cli.kept import kept_history
from assay.cli.terminal import shows_colour
from assay.core.files import check_folder

IDS = click.Argument(["names"], metavar="ID ...", nargs=-1, required=True)


@click.command("runs-compare", cls=Command, params=[IDS, BY, *SHOWN])
def compare_runs(names: tuple[str, ...], by: str | None, out: str, form: str, *, no_color: bool) -> None:
    """Compares, writes the page and compare.json, and shows what was found."""
    session = session_in(click.get_current_context())
    check_folder(Path(out))
    kept_history().close()  # it is there, and brought up to date
    from assay.pipeline.kept_runs import KeptRuns
    from assay.stores.places import usual_place

    found = KeptRuns(usual_place()).side_by_side(names, by, session.language).board
    tell(found, Path(out), form, in_colour=not no_color and shows_colour())
