"""`assay serve`: the workspace in the browser, with every round that was kept and room for new ones."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assay.cli.command import Command, session_in
from assay.cli.help import Option
from assay.cli.rate import STORE
from assay.cli.streams import note, show
from assay.cli.values import Count
from assay.core.errors import InputError, UsageError

if TYPE_CHECKING:
    from assay.web.login import Door
    from assay.web.server import Address

PASSWORD = "ASSAY_PASSWORD"  # noqa: S105 - the name of the variable
SHORTEST = 8
_LIBRARIES = ("fastapi", "markdown_it", "uvicorn")  # of the extra `web`

OPTIONS = (
    Option("--host", section="serving", metavar="ADDRESS", default="127.0.0.1"),
    Option("--port", section="serving", metavar="NUMBER", type=Count()),
    Option("--password-file", section="serving", metavar="FILE"),
    Option("--store", of="serve", section="serving", metavar="FILE|URL"),
)


@click.command("serve", cls=Command, params=list(OPTIONS))
def serve_workspace(host: str, port: int | None, password_file: str | None, store: str | None) -> None:
    """Serves until it is interrupted."""
    session = session_in(click.get_current_context())
    _check_installed()
    from assay.cli.kept import opened
    from assay.stores.places import absolute_place, shown_place
    from assay.stores.rating import RatingStore
    from assay.web.app import Workspace, workspace_app
    from assay.web.server import Address, listening, origin, serve
    from assay.web.workspace.jobs import Jobs

    place, address = absolute_place(), Address(host, port)
    opened(place).close()  # it is made, and brought up to date, before anybody asks
    password = _password(password_file, address)
    ratings, jobs = RatingStore(store or _usual_store(place)), Jobs(place)
    try:
        with listening(address) as listener:
            begins = origin(address, listener)

            def ready() -> None:
                show(f"{begins}/\n")
                if not address.local:
                    note(session.say("workspace.in-the-open"))
                if password is not None and password_file is None and PASSWORD not in os.environ:
                    note(session.say("workspace.password", password=password))
                note(session.say("workspace.how-to-end", place=shown_place(place)))

            workspace = Workspace(place, ratings, jobs)
            serve(workspace_app(workspace, address.hosts, _door(password)), listener, ready)
    finally:
        jobs.close()
        ratings.close()


def _check_installed() -> None:
    """Raises UsageError where a library of the extra is missing."""
    from importlib.util import find_spec

    if not all(map(find_spec, _LIBRARIES)):
        raise UsageError("workspace.web-extra")


def _usual_store(place: str) -> str:
    """The team's database, else the file that `assay rate` has made here, else one beside the history."""
    from assay.stores.places import is_address

    if is_address(place) or Path(STORE).exists():
        return place if is_address(place) else STORE
    return str(Path(place).with_name("ratings.sqlite3"))


def _password(file: str | None, address: Address) -> str | None:
    """The one that is given; a new one where others can reach the server; None where nobody else can."""
    if file is not None:
        try:
            given = Path(file).read_text(encoding="utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as failed:
            raise InputError("workspace.no-password-file", path=file, why=str(failed)) from None
    else:
        given = os.environ.get(PASSWORD, "")
    if given or file is not None or PASSWORD in os.environ:
        if len(given) < SHORTEST:
            raise UsageError("workspace.short-password", least=SHORTEST)
        return given
    return None if address.local else secrets.token_urlsafe(12)


def _door(password: str | None) -> Door | None:
    from assay.web.login import Door

    return None if password is None else Door(password)
