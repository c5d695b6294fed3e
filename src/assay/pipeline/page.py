"""The forms of a report that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assay.core.report import ChartForm, Report
from assay.renderers import RENDERERS

if TYPE_CHECKING:
    from pathlib import Path

KEPT = ("html", "json", "table")  # what a saved report consists of


class Page:
    """The forms of one report that are kept: drawn only when they are asked for, and once."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, str], str] = {}

    def files(self, report: Report) -> Mapping[str, str]:
        """The page, result.json and the table of examples, by file name."""
        return {RENDERERS[name].filename: self.form(report, name) for name in KEPT}

    def form(self, report: Report, name: str) -> str:
        """One of them."""
        key = (name, report.language)
        if key not in self._drawn:
            self._drawn[key] = RENDERERS[name]().render(report)
        return self._drawn[key]

    def tables(self, report: Report) -> Mapping[str, str]:
        """Every table as CSV, by file name."""
        from assay.renderers.spreadsheets import spreadsheets

        return spreadsheets(report)

    def pdf(self, report: Report, beside: Path) -> bytes:
        """The page on paper, made with a folder in `beside` to work in."""
        from assay.renderers.page.paper import pdf

        return pdf(report, beside)

    def charts(self, report: Report, form: ChartForm) -> Mapping[str, str | bytes]:
        """Every chart, by file name."""
        from assay.renderers.charts.files import chart_files

        return chart_files(report, form)

    def embedded(self, report: Report) -> str:
        """The page in a frame of its own."""
        from assay.renderers.page.html import HtmlRenderer

        return HtmlRenderer().embedded(report)
