"""Pages that were drawn as files, shown in a frame: they can draw, and nothing else."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

_POLICY = (
    "sandbox allow-scripts allow-downloads; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def sandboxed(page: str) -> HTMLResponse:
    """The page, without an origin: whatever it holds, and whoever it is from, no script of it reads an answer or a
    cookie of ours, and none asks for anything. Its own policy, which allows its own script alone, holds beside this.
    """
    return HTMLResponse(page.encode("utf-8", "replace"), headers={"Content-Security-Policy": _POLICY})
