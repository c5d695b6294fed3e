"""The report as one page: nothing from elsewhere, everything escaped, and one script of its own."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import ClassVar

from markupsafe import Markup

from assay.core.messages import LANGUAGES
from assay.core.report import Report
from assay.renderers.page.document import Said, document, seal, still
from assay.renderers.page.examples.every_example import every_example
from assay.renderers.page.fragments import fill, joined
from assay.renderers.page.lead import lead
from assay.renderers.page.sections import sections
from assay.renderers.said.view import View


class HtmlRenderer:
    """A self-contained page for a browser, on paper or a telephone. Its own policy allows the package's script and
    style sheet, by their fingerprints, and forbids all other scripts and every request, so that a label which is markup
    does nothing even if it were not escaped. Where no script runs it reads as well, without the table of all examples.
    """

    name: ClassVar[str] = "html"
    filename: ClassVar[str] = "report.html"

    def render(self, report: Report) -> str:
        """The whole document."""
        view = View(report)
        pages = {view.words.language: _said(view)}
        for language in LANGUAGES:
            if language not in pages:
                pages[language] = _said(View(replace(report, language=language), view.rows))
        return document(pages, view.outcome, every_example(report, view.rows))

    def embedded(self, report: Report) -> str:
        """The page in a frame of its own, for a notebook: its styles and the notebook's do not meet. As no script runs
        in it, the frame has none, nor what it would read.
        """
        view = View(report)
        page = still(view.words.language, _said(view), view.outcome)
        frame = '<iframe title="Assay" sandbox="" width="100%" height="720" style="border: 0"'
        return f'{frame} srcdoc="{escape(page)}"></iframe>'


def _said(view: View) -> Said:
    return Said(f"{view.word} · {view.subject}", _body(view))


def _body(view: View) -> Markup:
    return fill(
        "body",
        seal=seal(view.outcome),
        outcome=view.outcome.value,
        word=view.word,
        why=view.why,
        lead=lead(view),
        facts=joined(fill("fact", term=term, value=value) for term, value in view.facts),
        sections=sections(view),
        footer=view.words("renderers.footer"),
    )
