"""What `assay eval` writes beside the report where it is asked to: tables for a spreadsheet, the page on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assay.cli.help import Option
from assay.core.files import check_folder

if TYPE_CHECKING:
    from assay.core.report import Report

_PLACE = "assay.exports"


def _keep(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Puts the value aside: it is no question to the evaluation."""
    ctx.meta.setdefault(_PLACE, {})[param.name] = value


EXPORTS = (
    Option("--tables", section="output", metavar="DIR", callback=_keep, expose_value=False),
    Option("--pdf", section="output", metavar="FILE", callback=_keep, expose_value=False),
)


def check_exports(ctx: click.Context) -> None:
    """Raises InputError for what cannot be written, before any work is done for it."""
    asked = ctx.meta[_PLACE]
    if asked["tables"] is not None:
        check_folder(Path(asked["tables"]))
    if asked["pdf"] is not None:
        from assay.renderers.paper import browser

        browser()
        check_folder(Path(asked["pdf"]).parent)


def write_exports(ctx: click.Context, report: Report) -> Iterator[str]:
    """Writes what was asked for, and says where each of it is."""
    asked = ctx.meta[_PLACE]
    if asked["tables"] is not None:
        report.save_tables(asked["tables"])
        yield asked["tables"]
    if asked["pdf"] is not None:
        report.save_pdf(asked["pdf"])
        yield asked["pdf"]
