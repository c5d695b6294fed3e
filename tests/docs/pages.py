"""The pages of the documentation, and what stands on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
READMES = {"en": ROOT / "README.md", "zh-Hans": ROOT / "README.zh-Hans.md", "zh-Hant": ROOT / "README.zh-Hant.md"}
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")])

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#+) +(.+?) *$", re.MULTILINE)


def name(page: Path) -> str:
    """The page's path from the root, for a test's name."""
    return page.relative_to(ROOT).as_posix()


def text(page: Path) -> str:
    """What the page says."""
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """The fenced blocks: what stands beside the fence, and the code."""
    return ((match["info"].strip(), match["code"]) for match in _FENCE.finditer(text(page)))


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", text(page))


def links(page: Path) -> list[str]:
    """The targets of its links."""
    return _LINK.findall(prose(page))


def headings(page: Path) -> list[tuple[int, str]]:
    """Level and words of each heading."""
    return [(len(marks), words) for marks, words in _HEADING.findall(prose(page))]


def anchors(page: Path) -> set[str]:
    """What a link to a heading of the page may end in, as GitHub makes it."""
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for _, words in headings(page)}


def commands(page: Path) -> Iterator[str]:
    """Each `assay …` that a reader may type, without comments and redirections."""
    for info, code in blocks(page):
        if info in {"", "console", "sh", "yaml"}:
            for line in code.splitlines():
                found = re.search(r"(?:^\$ |^|run: |- |\| |&& )(assay (?:-|[a-z]).*)", line.strip())
                if found:
                    yield re.split(r" +# | *>> | *> | \|\| | \| ", found[1])[0].strip()
