"""The shells of the pages: all that they show is drawn by their scripts from JSON."""

from __future__ import annotations

from typing import NamedTuple

from fastapi.responses import HTMLResponse
from markupsafe import escape

from assay.core.messages import catalogue
from assay.core.packaged import packaged


class Shell(NamedTuple):
    """What is a page's own: the class of its body, its style sheet and its script, without their endings."""

    kind: str
    style: str
    script: str


SHELLS = {
    "rate": Shell("rate", "rating/rate", "rating/rate"),
    "overview": Shell("overview", "rating/overview", "rating/overview"),
    "workspace": Shell("workspace", "workspace", "workspace/main"),
    "login": Shell("workspace", "workspace", "workspace/login"),
}


def page(name: str, title: str, language: str) -> HTMLResponse:
    """One of the pages, with nothing in it yet."""
    text = packaged("web", "shell.html")
    return HTMLResponse(text.format(language=language, title=escape(title), **SHELLS[name]._asdict()))


def words_of(page: str, language: str) -> dict[str, str]:
    """Every sentence of a page of the workspace, without the page's name before its key."""
    entries, before = catalogue("workspace"), f"{page}-"
    return {name.removeprefix(before): entries[name][language] for name in entries if name.startswith(before)}
