"""`assay init`: a policy to start from."""

from __future__ import annotations

from pathlib import Path

import click

from assay.cli.command import Command, session_in
from assay.cli.help import Option
from assay.cli.streams import note
from assay.cli.values import Choice, unknown
from assay.core.errors import InputError, UsageError
from assay.core.files import check_folder

FILE = click.Argument(["file"], metavar="[FILE]", default="policy.yaml")
OPTIONS = (
    Option("--policy", metavar="NAME", section="starting"),
    Option("--task", metavar="KIND", section="starting", type=Choice("task", ("classification", "generation", "lm"))),
    Option("--force", is_flag=True, section="starting"),
)


@click.command("init", cls=Command, params=[FILE, *OPTIONS])
def init(file: str, policy: str | None, task: str | None, *, force: bool) -> None:
    """Writes a ready-made policy with its comments in the reader's language."""
    from assay.policy.templates import FOR_TASK, READY, template

    session = session_in(click.get_current_context())
    if policy is not None and task is not None:
        raise UsageError("cli.policy-or-task")
    name = policy or FOR_TASK[task or "classification"]
    if name not in READY:
        raise unknown("policy", name, READY)
    path = Path(file)
    check_folder(path.parent)
    write_new(path, template(name, session.language), over=force)
    note(session.say("cli.init-done", path=str(path), name=name))


def write_new(path: Path, text: str, *, over: bool) -> None:
    """Writes the file; raises InputError where there is one already and it is not to be overwritten."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if over else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise InputError("cli.exists", path=str(path)) from None
    except OSError as failed:
        raise InputError("core.unwritable", path=str(path), why=failed.strerror or str(failed)) from None
