"""`assay demo`: the bundled examples, evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assay.cli.command import Command, session_in
from assay.cli.eval import PAGE
from assay.cli.help import Option, rows_of
from assay.cli.numbers import load_numpy
from assay.cli.session import Session
from assay.cli.streams import show
from assay.cli.terminal import columns
from assay.core.files import check_folder
from assay.text.width import display_width, left, wrapped

if TYPE_CHECKING:
    from assay.core.estimate import Estimate
    from assay.core.report import Report

# The tutorial's two pages: which numbers they are about, as the article that they correct has them.
TUTORIALS = {
    "tutorial-labels": ("accuracy", "precision", "recall", "f1"),
    "tutorial-texts": ("bleu1", "rougeL"),
}
POLICIES = {"reviews": "ecommerce-sentiment", "notices": "summarisation"}
BASE = "-base"  # what the model said before it was tuned


@click.command("demo", cls=Command, params=[Option("--out", section="output", metavar="DIR", default="demo-report")])
def demo(out: str) -> None:
    """Evaluates every bundled set, shows the two tutorials, and says where the pages are."""
    from assay.examples import names

    session = session_in(click.get_current_context())
    folder = Path(out)
    check_folder(folder)
    pages: list[tuple[str, str, Path]] = []
    for name in names():
        if not name.endswith(BASE):
            report = evaluated(name, session)
            report.save(folder / name)
            pages.append((name, outcome(report, session), folder / name / PAGE))
            if name in TUTORIALS:
                show("\n".join([*tutorial(name, report, session), "", ""]))
    show("\n".join([session.say("cli.demo-pages"), *page_lines(pages), ""]))


def page_lines(pages: Sequence[tuple[str, str, Path]]) -> Iterator[str]:
    """Each set with its verdict and its page, in columns."""
    name_width = max(display_width(name) for name, _, _ in pages)
    word_width = max(display_width(word) for _, word, _ in pages)
    for name, word, page in pages:
        yield f"  {left(name, name_width)}  {left(word, word_width)}  {page}"


def evaluated(name: str, session: Session) -> Report:
    """The report on one bundled set."""
    from assay.examples import path

    load_numpy()
    from assay.pipeline import evaluate

    return evaluate(
        path(name),
        policy=POLICIES.get(name.partition("-")[0]),
        metrics=TUTORIALS.get(name, ()),
        lang=session.language,
        command=session.arguments,
    )


def outcome(report: Report, session: Session) -> str:
    """PASS, FAIL or INCONCLUSIVE."""
    return session.say(f"core.outcome-{report.verdict.outcome.value}")


def tutorial(name: str, report: Report, session: Session) -> Iterator[str]:
    """One tutorial in short: its numbers with their intervals, the verdict, and what the article prints."""
    yield session.say(f"cli.demo-{name}")
    yield from rows_of([number(report.estimates[metric], session) for metric in TUTORIALS[name]], columns())
    if report.confusion is not None:
        yield "  " + session.say("cli.demo-matrix", matrix=str(report.confusion.counts.tolist()))
    for line in wrapped(
        session.say("cli.demo-verdict", outcome=outcome(report, session), why=report.verdict.why), columns() - 2
    ):
        yield "  " + line
    for line in wrapped(session.say(f"cli.demo-{name}-article"), columns() - 2):
        yield "  " + line


def number(estimate: Estimate, session: Session) -> tuple[str, str]:
    """A metric's name, and its value with its interval."""
    from assay.renderers.said.figures import decimals, figure, interval

    places = decimals(estimate)
    title = session.show(estimate.title) if estimate.title else estimate.metric
    return title, f"{figure(estimate.value, places)}   {interval(estimate.low, estimate.high, places)}"
