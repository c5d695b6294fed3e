"""The shells of the pages: all that they show is drawn by their scripts from JSON."""

from __future__ import annotations

from fastapi.responses import HTMLResponse
from markupsafe import escape

from assay.core.packaged import packaged


def page(name: str, title: str, language: str) -> HTMLResponse:
    """One of `pages/`, filled in."""
    return HTMLResponse(packaged("web", f"pages/{name}.html").format(language=language, title=escape(title)))
