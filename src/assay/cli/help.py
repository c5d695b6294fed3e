"""Help pages, in the reader's language and as wide as the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from assay.cli.session import Session
from assay.cli.terminal import columns
from assay.text.width import display_width, left, wrapped

GENERAL = "general"
_TERM = 28  # columns for an option, its explanation beside it; under it where it is longer
_INDENT = "  "

Rows = Sequence[tuple[str, str]]


class Option(click.Option):
    """An option whose help is the catalogue's `cli.option-<name>`, shown under the heading `cli.section-<section>`.
    Where other commands have an option of that name with another meaning, `of` is the command.
    """

    def __init__(self, *declarations: str, section: str = GENERAL, of: str | None = None, **settings: object) -> None:
        super().__init__(declarations, **settings)  # type: ignore[arg-type]  # click checks them itself
        self.section, self.of = section, of

    @property
    def words(self) -> str:
        """The key of its help in the catalogue."""
        name = max(self.opts, key=len).lstrip("-")
        return f"cli.option-{name}" if self.of is None else f"cli.option-{name}-of-{self.of}"

    @property
    def term(self) -> str:
        """How it is written: "--policy NAME|FILE"."""
        spelling = ", ".join(self.opts)
        return spelling if self.is_flag else f"{spelling} {self.metavar}"


def help_page(command: click.Command, ctx: click.Context, session: Session, commands: Rows = ()) -> str:
    """The page: how the command is written, what it does, its commands where it has any, its options by section."""
    width = columns()
    arguments = [param.metavar for param in command.params if isinstance(param, click.Argument) and param.metavar]
    if commands:
        arguments = ["COMMAND", "..."]
    lines = [session.say("cli.usage", command=ctx.command_path, arguments=" ".join(arguments)), ""]
    for paragraph in session.say(f"cli.{command.name}-help").split("\n"):
        lines += [_INDENT + line for line in wrapped(paragraph, width - 2)]
    if commands:
        lines += ["", session.say("cli.section-commands"), *rows_of(commands, width)]
    options = [param for param in command.params if isinstance(param, Option)]
    for section, group in groupby(options, key=lambda option: option.section):
        rows = [(option.term, session.say(option.words)) for option in group]
        lines += ["", session.say(f"cli.section-{section}"), *rows_of(rows, width)]
    return "\n".join(lines) + "\n"


def rows_of(rows: Rows, width: int) -> Iterator[str]:
    """Terms, each with its explanation beside it."""
    column = min(_TERM, max(display_width(term) for term, _ in rows) + 2)
    margin = " " * (len(_INDENT) + column)
    for term, explanation in rows:
        lines = wrapped(explanation, width - len(margin))
        fits = display_width(term) + 2 <= column
        if not fits:
            yield _INDENT + term
        first = _INDENT + left(term, column) if fits else margin
        yield first + lines[0]
        yield from (margin + line for line in lines[1:])
