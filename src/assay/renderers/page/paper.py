"""The report as a PDF: the page, printed by the browser that is on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from assay.core.errors import InputError
from assay.core.packaged import packaged
from assay.core.report import Report
from assay.renderers.page.html import HtmlRenderer
from assay.text.patterns import pattern

VARIABLE = "ASSAY_BROWSER"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
}
LONGEST = 120.0  # seconds that printing may take
# Nothing that asks anything of a network: what models wrote stands on the page.
ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
_MAY_RUN = pattern(r" script-src [^;]*;")
_SCRIPT = pattern(r"<script\b.*?</script>\s*", re.DOTALL)
_SAID = 300  # characters of what a browser complains of


def browser() -> str:
    """The browser that prints: the one of ASSAY_BROWSER, else the first that is found. Raises InputError for none."""
    asked = os.environ.get(VARIABLE)
    names = (asked,) if asked else (*NAMES, *PLACES.get(sys.platform, ()))
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise InputError("renderers.no-such-browser" if asked else "renderers.no-browser", name=asked)
    return found


def pdf(report: Report, beside: Path) -> bytes:
    """The page on A4, with page numbers, bookmarks, and all that is folded open but the examples' long texts.

    It is made in a folder of its own in `beside`, since some browsers may not read elsewhere. Raises InputError where
    there is no browser, or it cannot print.
    """
    command = browser()
    try:
        beside.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="assay-pdf-", dir=beside.resolve(), ignore_cleanup_errors=True) as made:
            page, printed = Path(made, "page.html"), Path(made, "page.pdf")
            page.write_text(on_paper(HtmlRenderer().render(report)), encoding="utf-8", errors="backslashreplace")
            _print(command, page, printed)
            return printed.read_bytes()
    except OSError as failed:
        raise InputError("core.unwritable", path=str(beside), why=failed.strerror or str(failed)) from None


def on_paper(page: str) -> str:
    """The page without its script, with the style sheet for paper, which its own policy then allows, and unfolded."""
    style = packaged("renderers", "page/templates/paper.css")
    mark = b64encode(sha256(style.encode()).digest()).decode()
    still = _SCRIPT.sub("", _MAY_RUN.sub("", page, count=1))
    allowed = still.replace("style-src ", f"style-src 'sha256-{mark}' ", 1)
    styled = allowed.replace("</head>", f"<style>{style}</style>\n</head>", 1)
    return styled.replace('<details><summary id="', '<details open><summary id="')


def _print(command: str, page: Path, printed: Path) -> None:
    asked = [
        command,
        *ARGUMENTS,
        *_as_root(),
        f"--user-data-dir={page.parent / 'profile'}",
        f"--print-to-pdf={printed}",
    ]
    try:
        done = subprocess.run([*asked, page.as_uri()], capture_output=True, timeout=LONGEST, check=False)  # noqa: S603 - a browser, and our own file
    except subprocess.TimeoutExpired:
        raise InputError("renderers.browser-slow", name=command, seconds=f"{LONGEST:g}") from None
    if not printed.exists():
        said = done.stderr.decode(errors="replace").strip()[-_SAID:]
        raise InputError("renderers.browser-failed", name=command, why=said or str(done.returncode))


def _as_root() -> tuple[str, ...]:
    """Chromium's own sandbox does not start for root, as in a container."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
