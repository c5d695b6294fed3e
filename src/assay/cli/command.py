"""Commands that speak the reader's language and say themselves what is wrong with their arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

import click

from assay.cli.help import Option, help_page
from assay.cli.session import Session
from assay.cli.streams import show
from assay.cli.values import unknown
from assay.core.errors import UsageError
from assay.core.messages import LANGUAGES, language_of


class Command(click.Command):
    """One command; its help is the catalogue's `cli.<name>-help`."""

    def __init__(self, name: str | None, **settings: object) -> None:
        super().__init__(name, add_help_option=False, **settings)  # type: ignore[arg-type]  # click checks them itself
        self.context_settings = {"allow_extra_args": True}
        self.params += general_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, parsed; raises UsageError for more of them than the command takes."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise UsageError("cli.extra-arguments", extra=rest, command=ctx.command_path)
        return rest

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        return help_page(self, ctx, session_in(ctx))


class Group(click.Group):
    """Commands, each imported when it is asked for. `table` maps a name to "module:attribute"; the keys of their
    sentences begin with `family`.
    """

    family = ""

    def __init__(self, name: str, table: Mapping[str, str]) -> None:
        super().__init__(name, add_help_option=False)
        self.table = table
        self.params += [_shown_at_once("--version", of=_version), *general_options()]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order in which they are needed."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command; None where there is none of that name."""
        if cmd_name not in self.table:
            return None
        module, _, attribute = self.table[cmd_name].partition(":")
        return cast("click.Command", getattr(import_module(module), attribute))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; raises UsageError, with the nearest, where there is none."""
        if args[0] not in self.table and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise unknown("command", args[0], self.table)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The help page; no command is imported for it."""
        session = session_in(ctx)
        commands = [(name, session.say(f"cli.{self.family}{name}-short")) for name in self.table]
        return help_page(self, ctx, session, commands)


def session_in(ctx: click.Context) -> Session:
    """The session in which the command runs."""
    return ctx.find_object(Session) or Session()


def general_options() -> list[click.Parameter]:
    """The options that every command has."""
    return [
        Option("--lang", metavar="|".join(LANGUAGES), expose_value=False, callback=_check_language),
        Option("--debug", is_flag=True, expose_value=False),
        _shown_at_once("-h", "--help", of=click.Context.get_help),
    ]


def _check_language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """The session already has it; here it is refused where we do not speak it."""
    if value is not None and language_of(value) is None:
        raise unknown("language", value, LANGUAGES)


def _shown_at_once(*declarations: str, of: Callable[[click.Context], str]) -> Option:
    """An option that shows something, whatever else is asked."""

    def answer(ctx: click.Context, param: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click calls it so
        if asked and not ctx.resilient_parsing:
            show(of(ctx))
            ctx.exit()

    return Option(*declarations, is_flag=True, is_eager=True, expose_value=False, callback=answer)


def _version(ctx: click.Context) -> str:
    from assay import __version__

    return f"assay {__version__}\n"
