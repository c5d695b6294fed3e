"""From arguments to an exit status: every failure is one sentence in the reader's language."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from assay.cli.command import Group
from assay.cli.session import Session, session_of
from assay.cli.streams import note, silence
from assay.core.errors import AssayError
from assay.core.messages import Text, literal, say

WRONG = 2
BUG = 70  # EX_SOFTWARE of sysexits.h: neither an answer nor the user's mistake
INTERRUPTED = 130

COMMANDS = {
    "eval": "assay.cli.eval:evaluate_file",
    "predict": "assay.cli.predict:predict",
    "judge": "assay.cli.judge:judge_file",
    "rate": "assay.cli.rate:rate",
    "plan": "assay.cli.plan:plan_test",
    "repeat": "assay.cli.repeat:repeat",
    "compare": "assay.cli.compare:compare_files",
    "runs": "assay.cli.runs:RUNS",
    "serve": "assay.cli.serve:serve_workspace",
    "explain": "assay.cli.explain:explain",
    "init": "assay.cli.init:init",
    "demo": "assay.cli.demo:demo",
    "version": "assay.cli.version:version",
}


def run(arguments: Sequence[str]) -> int:
    """The exit status of `assay` with these arguments; without any it shows its help."""
    session = session_of(arguments, os.environ)
    try:
        return _answered([*arguments] or ["--help"], session)
    except BrokenPipeError:
        silence()
        return 0
    except KeyboardInterrupt:
        note("")
        return INTERRUPTED
    except Exception as bug:
        return _bug(bug, session)


def _answered(arguments: list[str], session: Session) -> int:
    """The status, with a sentence for each failure that is not ours."""
    try:
        return _invoked(arguments, session)
    except AssayError as error:
        return _failed(error.text, session)
    except click.ClickException as error:
        return _failed(_in_words(error, arguments), session)
    except MemoryError:
        return _failed(say("cli.out-of-memory"), session)


def _invoked(arguments: list[str], session: Session) -> int:
    """What the command answers. Not by click's own `main`, which has words and statuses of its own for failures."""
    group = Group("assay", COMMANDS)
    if "_ASSAY_COMPLETE" in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(group, {}, "assay", "_ASSAY_COMPLETE", os.environ["_ASSAY_COMPLETE"])
    try:
        with group.make_context("assay", arguments, obj=session) as context:
            status = group.invoke(context)
    except click.exceptions.Exit as done:
        status = done.exit_code
    return status if isinstance(status, int) else 0


def _failed(text: Text, session: Session) -> int:
    note(session.show(text))
    return WRONG


def _bug(bug: Exception, session: Session) -> int:
    if session.debug:
        import traceback

        traceback.print_exception(bug, file=sys.stderr)
    note(session.say("cli.bug", kind=type(bug).__name__))
    return BUG


def _in_words(error: click.ClickException, arguments: Sequence[str]) -> Text:
    """What is wrong with the arguments, as our own sentence."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "assay"
    if isinstance(error, click.NoSuchOption):
        near = next(iter(error.possibilities or ()), None)
        key = "cli.unknown-option" if near is None else "cli.unknown-option-near"
        return say(key, name=error.option_name, near=near, command=command)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return say("cli.missing-argument", name=(error.param.metavar or "").partition(" ")[0], command=command)
    if isinstance(error, click.BadOptionUsage):
        name = error.option_name
        given = any(argument.startswith(f"{name}=") for argument in arguments)
        return say("cli.option-takes-no-value" if given else "cli.option-needs-value", name=name)
    return say("cli.other-usage", why=literal(error.format_message()), command=command)
