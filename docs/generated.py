"""Pages that are written from the program's own words: one for each language, and whether they are up to date."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from assay.core.messages import LANGUAGES

FOLDER = Path(__file__).parent
NAMES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}


def page_of(name: str, language: str) -> Path:
    """The file of the page called `name` in one language."""
    return FOLDER / (f"{name}.md" if language == "en" else f"{name}.{language}.md")


def head(name: str, language: str, title: str, what: str) -> list[str]:
    """The title, the other languages, and what the page is."""
    others = " · ".join(
        f"**{NAMES[one]}**" if one == language else f"[{NAMES[one]}]({page_of(name, one).name})" for one in LANGUAGES
    )
    return [title, "", others, "", what, ""]


def kept(name: str, content: Callable[[str], str], arguments: list[str]) -> int:
    """Writes the page in every language; with --check only says which are out of date, and returns 1 where one is."""
    pages = {page_of(name, language): content(language) for language in LANGUAGES}
    if "--check" not in arguments:
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path.name for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run `python -m docs.make_{name}`.", file=sys.stderr)
    return 1 if stale else 0
