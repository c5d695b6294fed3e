"""Writes docs/findings.md in three languages from the checks' manuals: `python -m docs.make_findings [--check]`."""

from __future__ import annotations

import sys

from assay.checks import CHECKS
from assay.cli.explain import Page
from assay.cli.session import Session
from docs.generated import head, kept

HEAD = {
    "en": (
        "# Findings",
        "What Assay looks for beside the numbers, how each is decided, and when to ignore it. This page is generated "
        "from the manuals that `assay explain FINDING` shows.",
    ),
    "zh-Hans": (
        "# 发现",
        "Assay 在数字之外查找什么、每项如何判定、何时可以忽略。本页由 `assay explain FINDING` 显示的手册生成。",
    ),
    "zh-Hant": (
        "# 發現",
        "Assay 在數字之外查找什麼、每項如何判定、何時可以忽略。本頁由 `assay explain FINDING` 顯示的手冊產生。",
    ),
}


def content(language: str) -> str:
    """The whole page of one language."""
    page = Page(Session(language), width=0)
    lines = head("findings", language, *HEAD[language])
    for code in CHECKS.built_in:
        lines += [f"## {page.title_of_finding(code)} (`{code}`)", ""]
        for paragraph in page.manual_of_finding(code).split("\n\n"):
            lines += [" ".join(paragraph.split()), ""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(kept("findings", content, sys.argv[1:]))
