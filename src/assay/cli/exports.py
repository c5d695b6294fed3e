"""What `assay eval` writes beside the report where it is asked to: tables, charts, the page on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assay.cli.help import Option
from assay.cli.values import Choice
from assay.core.files import check_folder

if TYPE_CHECKING:
    from assay.core.report import Report

CHART_FORMATS = ("png", "svg", "pdf", "json")
_PLACE = "assay.exports"


def _keep(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Puts the value aside: it is no question to the evaluation."""
    ctx.meta.setdefault(_PLACE, {})[param.name] = value


EXPORTS = (
    Option("--tables", section="output", metavar="DIR", callback=_keep, expose_value=False),
    Option("--charts", section="output", metavar="DIR", callback=_keep, expose_value=False),
    Option(
        *("--chart-format", "chart_form"),
        section="output",
        metavar="|".join(CHART_FORMATS),
        type=Choice("chart-format", CHART_FORMATS),
        default="png",
        callback=_keep,
        expose_value=False,
    ),
    Option("--pdf", section="output", metavar="FILE", callback=_keep, expose_value=False),
)


def check_exports(ctx: click.Context) -> None:
    """Raises InputError for what cannot be written, before any work is done for it."""
    asked = ctx.meta[_PLACE]
    if asked["tables"] is not None:
        check_folder(Path(asked["tables"]))
    if asked["charts"] is not None:
        from assay.renderers.charts.files import check_charts

        check_charts(asked["chart_form"])
        check_folder(Path(asked["charts"]))
    if asked["pdf"] is not None:
        from assay.renderers.page.paper import browser

        browser()
        check_folder(Path(asked["pdf"]).parent)


def write_exports(ctx: click.Context, report: Report) -> Iterator[str]:
    """Writes what was asked for, and says where each of it is."""
    asked = ctx.meta[_PLACE]
    if asked["tables"] is not None:
        report.save_tables(asked["tables"])
        yield asked["tables"]
    if asked["charts"] is not None:
        report.save_charts(asked["charts"], asked["chart_form"])
        yield asked["charts"]
    if asked["pdf"] is not None:
        report.save_pdf(asked["pdf"])
        yield asked["pdf"]
