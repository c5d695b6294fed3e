"""One page of HTML around what a report says: its policy, its style sheet, and its script with what that reads."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256

import msgspec
from markupsafe import Markup

from assay.core.messages import catalogue
from assay.core.packaged import packaged
from assay.core.verdict import Outcome
from assay.frozen import frozen
from assay.renderers.page.fragments import fill
from assay.renderers.page.in_languages import differing
from assay.renderers.said.safety import many_lines

SCRIPTS = ("difference", "dom", "columns", "choice", "grid", "reading", "matrix", "examples", "report")

# One stroke on the touchstone: a tick, a cross, a question.
_STROKES = {
    Outcome.PASS: "M17 35 28 46 49 19",
    Outcome.FAIL: "M20 20 44 44M44 20 20 44",
    Outcome.INCONCLUSIVE: "M22 25c0-13 20-12 20 0 0 8-10 8-10 17M32 49v.5",
}
_COLOURS = {Outcome.PASS: "%237fd6a4", Outcome.FAIL: "%23ff9389", Outcome.INCONCLUSIVE: "%23f2c96b"}


@frozen
class Said:
    """The page in one language: its title, and all that it says."""

    title: str
    body: Markup


def document(pages: Mapping[str, Said], outcome: Outcome, examples: object = None) -> str:
    """The page in the first of these languages, which changes to the others; `examples` are for the table of all."""
    language, page = next(iter(pages.items()))
    data = {
        "language": language,
        "titles": {name: many_lines(one.title) for name, one in pages.items()},
        "words": catalogue("screen"),
        "differing": differing({name: one.body for name, one in pages.items()}),
        "examples": examples,
    }
    script, fingerprint = _script()
    scripts = fill("scripts", data=embedded(data), script=script)
    return _page(language, page, outcome, scripts, fill("may-run", fingerprint=fingerprint))


def still(language: str, page: Said, outcome: Outcome) -> str:
    """The page without a script, for where none would run."""
    return _page(language, page, outcome, Markup(""), Markup(""))


def seal(outcome: Outcome) -> Markup:
    """The sign of the outcome, 64 by 64."""
    return Markup('<svg class="seal" viewBox="10 10 44 44" aria-hidden="true"><path d="{}"/></svg>').format(
        _STROKES[outcome]
    )


def icon(outcome: Outcome) -> str:
    """The same for the browser's tab, as a data address."""
    stroke = f"fill='none' stroke='{_COLOURS[outcome]}' stroke-width='8' stroke-linecap='round' stroke-linejoin='round'"
    return (
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'>"
        f"<rect width='64' height='64' rx='14' fill='%23262a30'/><path {stroke} d='{_STROKES[outcome]}'/></svg>"
    )


def _page(language: str, page: Said, outcome: Outcome, scripts: Markup, may_run: Markup) -> str:
    style, fingerprint = _style()
    whole = fill(
        "page",
        language=language,
        title=page.title,
        icon=icon(outcome),
        style=style,
        style_hash=fingerprint,
        may_run=may_run,
        body=page.body,
        scripts=scripts,
    )
    return str(whole)


def embedded(data: object) -> Markup:
    """JSON that ends no element and begins no comment, whatever its texts hold: no "<" is left in it."""
    return Markup(msgspec.json.encode(data).replace(b"<", b"\\u003c").decode())  # noqa: S704 - without "<" it is text


@cache
def _style() -> tuple[Markup, str]:
    return _with_fingerprint(packaged("renderers", "page/templates/report.css"))


@cache
def _script() -> tuple[Markup, str]:
    return _with_fingerprint("\n".join(packaged("renderers", f"page/templates/{name}.js") for name in SCRIPTS))


def _with_fingerprint(text: str) -> tuple[Markup, str]:
    """A file of the package and its fingerprint, by which the page's policy allows it and no other."""
    return Markup(text), b64encode(sha256(text.encode()).digest()).decode()  # noqa: S704 - the package's own file
