"""The report as one page: no script, nothing from elsewhere, everything escaped."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from typing import ClassVar

from markupsafe import Markup

from assay.core.packaged import packaged
from assay.core.report import Report
from assay.renderers.drawing import icon, seal
from assay.renderers.fragments import fill, joined
from assay.renderers.sections import sections
from assay.renderers.view import View


class HtmlRenderer:
    """A self-contained page for a browser, on paper or a telephone. Its own policy forbids scripts and requests, so
    that a label which is markup does nothing even if it were not escaped.
    """

    name: ClassVar[str] = "html"
    filename: ClassVar[str] = "report.html"

    def render(self, report: Report) -> str:
        """The whole document."""
        view, (style, style_hash) = View(report), _style()
        page = fill(
            "page",
            language=report.language,
            style=style,
            style_hash=style_hash,
            icon=icon(view.outcome),
            seal=seal(view.outcome),
            outcome=view.outcome.value,
            word=view.word,
            why=view.why,
            subject=view.subject,
            facts=joined(fill("fact", term=term, value=value) for term, value in view.facts),
            sections=sections(view),
            footer=view.words("renderers.footer"),
        )
        return str(page)

    def embedded(self, report: Report) -> str:
        """The page in a frame of its own, for a notebook: its styles and the notebook's do not meet."""
        frame = '<iframe title="Assay" sandbox="" width="100%" height="720" style="border: 0"'
        return f'{frame} srcdoc="{escape(self.render(report))}"></iframe>'


@cache
def _style() -> tuple[Markup, str]:
    """The style sheet and its fingerprint, by which the page's policy allows it and no other."""
    style = packaged("renderers", "templates/report.css")
    return Markup(style), b64encode(sha256(style.encode()).digest()).decode()  # noqa: S704 - the package's own file
