"""`assay explain`: what a metric or a policy means."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from difflib import get_close_matches
from math import isfinite
from typing import TYPE_CHECKING

import click

from assay.checks import CHECKS
from assay.cli.command import Command, session_in
from assay.cli.help import rows_of
from assay.cli.session import Session
from assay.cli.streams import show
from assay.cli.terminal import columns
from assay.core.errors import UsageError
from assay.core.messages import has_sentence, say
from assay.policy.templates import READY, about, template
from assay.text.width import wrapped

if TYPE_CHECKING:
    from assay.core.scores import Measured
    from assay.metrics.base import Metric

DIRECTIONS = {True: "higher", False: "lower", None: "neither"}
FAMILIES = ("classification", "generation", "lm")


@click.command("explain", cls=Command, params=[click.Argument(["name"], metavar="[NAME]", required=False)])
def explain(name: str | None) -> None:
    """Shows the manual of one metric or policy, or what there is."""
    page = Page(session_in(click.get_current_context()), columns())
    if name is None:
        lines = page.everything()
    elif name in READY:
        lines = page.policy(name)
    elif name in CHECKS:
        lines = page.finding(name)
    else:
        lines = page.metric(metric_called(name))
    show("\n".join([*lines, ""]))


def metric_called(name: str) -> Metric:
    """The metric; raises UsageError with the nearest metric or policy where there is none."""
    from assay.metrics.find import find

    try:
        return find(name)
    except UsageError:
        near = get_close_matches(name, [*READY, *CHECKS], n=1, cutoff=0.6)
        if near:
            raise UsageError("cli.unknown-subject-near", name=name, near=near[0]) from None
        raise


class Page:
    """What is explained, in one language and width."""

    def __init__(self, session: Session, width: int) -> None:
        self.session = session
        self.width = width

    def everything(self) -> Iterator[str]:
        """All metrics by family, then the policies."""
        from assay.metrics import METRICS
        from assay.metrics.find import title_of

        metrics = [METRICS[name]() for name in METRICS]
        for family in FAMILIES:
            yield self.session.say(f"cli.metrics-of-{family}")
            rows = [(one.name, self.session.show(title_of(one))) for one in metrics if family in one.families]
            yield from rows_of(rows, self.width)
            yield ""
        yield self.session.say("cli.findings")
        yield from rows_of([(code, self.title_of_finding(code)) for code in CHECKS], self.width)
        yield ""
        yield self.session.say("cli.policies")
        yield from rows_of([(name, about(name, self.session.language)) for name in READY], self.width)

    def finding(self, code: str) -> Iterator[str]:
        """What it is, how it is decided, when to ignore it."""
        yield from (f"{self.title_of_finding(code)} ({code})", "")
        for paragraph in self.manual_of_finding(code).split("\n\n"):
            yield from wrapped(" ".join(paragraph.split()), self.width)
            yield ""

    def manual_of_finding(self, code: str) -> str:
        """From the catalogue; the class's own words where another package wrote it."""
        key = f"findings.{code}-manual"
        return self.session.say(key) if has_sentence(key) else inspect.getdoc(CHECKS[code]) or ""

    def title_of_finding(self, code: str) -> str:
        """Its title; its code where another package wrote it."""
        key = f"findings.{code}-title"
        return self.session.say(key) if has_sentence(key) else code

    def policy(self, name: str) -> Iterator[str]:
        """The policy's file, its comments in this language."""
        yield from (name, "")
        yield from template(name, self.session.language).splitlines()

    def metric(self, metric: Metric) -> Iterator[str]:
        """What it is, when it misleads, what to look at instead; then the facts of its number."""
        from assay.metrics.find import title_of
        from assay.metrics.miniatures import tried

        title = self.session.show(title_of(metric))
        yield from (title if title == metric.name else f"{title} ({metric.name})", "")
        for paragraph in self.manual(metric).split("\n\n"):
            yield from wrapped(" ".join(paragraph.split()), self.width)
            yield ""
        yield from rows_of([*self.facts(metric, tried(metric))], self.width)

    def manual(self, metric: Metric) -> str:
        """From the catalogue; the class's own words where another package wrote it."""
        key = f"{getattr(metric, 'catalogue', '')}.{metric.name}-manual"
        return self.session.say(key) if has_sentence(key) else inspect.getdoc(type(metric)) or ""

    def facts(self, metric: Metric, measured: Measured | None) -> Iterator[tuple[str, str]]:
        """Its tasks, range, direction, interval and signature."""
        say_it = self.session.say
        yield say_it("cli.fact-tasks"), self.session.show(say("cli.list", items=list(metric.families)))
        if measured is None:
            return
        yield say_it("cli.fact-range"), say_it("cli.range", low=end(measured.low), high=end(measured.high))
        yield say_it("cli.fact-direction"), say_it(f"cli.direction-{DIRECTIONS[measured.higher_is_better]}")
        yield say_it("cli.fact-interval"), self.interval(measured.interval)
        if measured.signature:
            yield say_it("cli.fact-signature"), measured.signature

    def interval(self, name: str) -> str:
        """How sure the number is, and how that is worked out."""
        key = f"cli.interval-{name}"
        return self.session.say(key) if has_sentence(key) else name


def end(value: float) -> str:
    """One end of a range."""
    return f"{value:g}" if isfinite(value) else "∞"
