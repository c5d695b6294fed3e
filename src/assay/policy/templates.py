"""The ready-made policies as files to start from."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.packaged import packaged
from assay.text.patterns import pattern

READY = (
    "medical-triage",
    "fraud",
    "spam",
    "ecommerce-sentiment",
    "chatbot",
    "summarisation",
    "translation",
    "continuation",
)
"""The policies that come with Assay."""

FOR_TASK = {"classification": "ecommerce-sentiment", "generation": "summarisation", "lm": "continuation"}
"""The one to start from where only the kind of task is known."""

_COMMENT = pattern(r"( *# )\[([\w-]+)\] ?(.*)")


def ready_text(name: str) -> str:
    """The file of a ready-made policy, its comments in every language, each line marked with its own."""
    return packaged("policy", f"ready/{name}.yaml")


def template(name: str, language: str) -> str:
    """The same file with its comments in one language, to be edited."""
    return "\n".join([*_in_language(ready_text(name), language), ""])


def about(name: str, language: str) -> str:
    """What the policy is for: its first comment, on one line."""
    lines = list(_in_language(ready_text(name), language))
    head = lines[: next(i for i, line in enumerate(lines) if not line.startswith("#"))]
    glue = " " if language == "en" else ""
    return glue.join(line.removeprefix("# ") for line in head)


def _in_language(text: str, language: str) -> Iterator[str]:
    for line in text.splitlines():
        comment = _COMMENT.fullmatch(line)
        if comment is None:
            yield line
        elif comment[2] == language:
            yield comment[1] + comment[3]
