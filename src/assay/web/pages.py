"""The shells of the pages: all that they show is drawn by their scripts from JSON."""

from __future__ import annotations

from fastapi.responses import HTMLResponse
from markupsafe import escape

from assay.core.messages import catalogue
from assay.core.packaged import packaged


def page(name: str, title: str, language: str) -> HTMLResponse:
    """One of `pages/`, filled in."""
    return HTMLResponse(packaged("web", f"pages/{name}.html").format(language=language, title=escape(title)))


def words_of(page: str, language: str) -> dict[str, str]:
    """Every sentence of a page of the workspace, without the page's name before its key."""
    entries, before = catalogue("workspace"), f"{page}-"
    return {name.removeprefix(before): entries[name][language] for name in entries if name.startswith(before)}
