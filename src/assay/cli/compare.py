"""`assay compare`: several models, or rounds of one, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from assay.cli.command import Command, session_in
from assay.cli.eval import FORMATS, OPTIONS, SharedQuestion
from assay.cli.help import Option
from assay.cli.numbers import load_numpy
from assay.cli.streams import note, show
from assay.cli.terminal import columns, shows_colour
from assay.cli.values import Choice
from assay.core.files import check_folder, write_files

if TYPE_CHECKING:
    from assay.core.leaderboard import Leaderboard

PAGE = "compare.html"
FORM = Choice("format", FORMATS)
SHARED = frozenset(
    {"--task", "--labels", "--positive", "--metrics", "--cluster", "--level", "--seed", "--references", "--id"}
    | {"--prompt", "--prediction", "--reference", "--probability", "--format-in"}
)
"""The options that mean here what they mean for `eval`."""

BY = Option("--by", section="judging", metavar="METRIC")
SHOWN = (
    Option("--out", section="output", metavar="DIR", default="assay-compare"),
    Option("--format", "form", of="compare", section="output", metavar="|".join(FORMATS), type=FORM, default="text"),
    Option("--no-color", section="output", is_flag=True),
)

MODELS = click.Argument(["models"], metavar="MODEL ...", nargs=-1, required=True)
OF_COMPARE = (
    BY,
    Option("--ratings", section="judging", metavar="FILE", multiple=True),
    *(option for option in OPTIONS if SHARED & set(option.opts)),
    *SHOWN,
)


class CompareQuestion(SharedQuestion):
    """What `assay.compare` is asked, under its own names."""

    by: str | None
    ratings: tuple[str, ...]


@click.command("compare", cls=Command, params=[MODELS, *OF_COMPARE])
def compare_files(
    models: tuple[str, ...], out: str, form: str, *, no_color: bool, **question: Unpack[CompareQuestion]
) -> int:
    """Compares, writes the page and compare.json, and shows what was found."""
    session = session_in(click.get_current_context())
    check_folder(Path(out))
    load_numpy()
    from assay.pipeline.side_by_side import compare

    found = compare(models, **question, lang=session.language, command=session.arguments)
    tell(found, Path(out), form, in_colour=not no_color and shows_colour())
    return 0


def tell(found: Leaderboard, out: Path, form: str, *, in_colour: bool) -> None:
    """Writes the page and compare.json into `out`, and shows what was found."""
    from assay.renderers.leaderboard.forms import leaderboard_as_json
    from assay.renderers.leaderboard.page import leaderboard_as_html

    write_files(out, {PAGE: leaderboard_as_html(found), "compare.json": leaderboard_as_json(found)})
    show(answer(found, form, in_colour=in_colour))
    note(session_in(click.get_current_context()).say("cli.written", page=str(out / PAGE)))


def answer(found: Leaderboard, form: str, *, in_colour: bool) -> str:
    """What goes to standard output."""
    if form == "text":
        from assay.renderers.leaderboard.text import leaderboard_as_text

        return leaderboard_as_text(found, colour=in_colour, width=columns())
    from assay.renderers.leaderboard import forms

    drawn = {
        "json": forms.leaderboard_as_json,
        "markdown": forms.leaderboard_as_markdown,
        "junit": forms.leaderboard_as_junit,
    }
    return drawn[form](found)
