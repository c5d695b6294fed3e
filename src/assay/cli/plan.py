"""`assay plan`: how many examples, or runs, it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from assay.cli.command import Command, session_in
from assay.cli.eval import OPTIONS as OF_EVAL
from assay.cli.help import Option
from assay.cli.numbers import load_numpy
from assay.cli.streams import show
from assay.cli.terminal import columns, shows_colour
from assay.cli.values import Choice, Count, Level, Number, split_at_commas

if TYPE_CHECKING:
    from assay.core.plan import Plan
    from assay.planning.plan import Reading

    class Question(Reading, total=False):
        """What `assay.plan` is asked, under its own names."""

        gate: str | None
        gain: float | None
        n: int | None
        runs: bool
        expect: float | None
        changed: float | None
        share: float | None
        slice: float | None
        spread: float | None
        metrics: tuple[str, ...]
        level: float


FORMATS = ("text", "json", "markdown")
FORM = Choice("format", FORMATS)
READING = {
    *("references", "ratings", "task", "labels", "positive", "cluster"),
    *("id", "prompt", "prediction", "reference", "probability", "format_in"),
}


PILOT = click.Argument(["pilot"], metavar="[PILOT]", required=False)
OPTIONS = (
    Option("--gate", section="asking", metavar="'METRIC >= LIMIT'"),
    Option("--gain", section="asking", metavar="D", type=Number("0.02")),
    Option("--n", section="asking", metavar="NUMBER", type=Count()),
    Option("--runs", section="asking", is_flag=True),
    Option("--expect", section="knowing", metavar="VALUE", type=Number("0.97")),
    Option("--changed", section="knowing", metavar="SHARE", type=Number("0.1")),
    Option("--share", section="knowing", metavar="SHARE", type=Number("0.1")),
    Option("--slice", section="knowing", metavar="SHARE", type=Number("0.1")),
    Option("--spread", section="knowing", metavar="SD", type=Number("0.9")),
    Option("--metrics", of="plan", section="knowing", metavar="NAME,...", multiple=True, callback=split_at_commas),
    Option("--level", section="knowing", metavar="LEVEL", type=Level(), default=0.95),
    *(option for option in OF_EVAL if option.name in READING and option.section == "reading"),
    *(option for option in OF_EVAL if option.name in READING and option.section != "reading"),
    Option("--format", "form", of="plan", section="output", metavar="|".join(FORMATS), type=FORM, default="text"),
    Option("--no-color", section="output", is_flag=True),
)


@click.command("plan", cls=Command, params=[PILOT, *OPTIONS])
def plan_test(pilot: str | None, form: str, *, no_color: bool, **question: Unpack[Question]) -> None:
    """Answers what is asked, on standard output."""
    session = session_in(click.get_current_context())
    load_numpy()
    from assay.planning import plan

    found = plan(pilot, **question, lang=session.language, command=session.arguments)
    show(answer(found, form, in_colour=not no_color and shows_colour()))


def answer(plan: Plan, form: str, *, in_colour: bool) -> str:
    """What goes to standard output."""
    from assay.renderers.plan.forms import plan_as_json, plan_as_markdown, plan_as_text

    if form == "text":
        return plan_as_text(plan, colour=in_colour, width=columns())
    return plan_as_json(plan) if form == "json" else plan_as_markdown(plan)
