"""A prompt as a person reads it: who says what, without the marks of a chat template."""

from __future__ import annotations

from collections.abc import Iterator

from assay.text.patterns import pattern

_BEGINS = pattern(
    r"<\|im_start\|>(\w+)[ \t]*\n?|<\|start_header_id\|>(\w+)<\|end_header_id\|>\s*|<start_of_turn>(\w+)[ \t]*\n?"
    r"|<[|｜](user|User|assistant|Assistant|system|System)[|｜]>\s*|\[(INST)\]\s*"
)
_ENDS = pattern(r"<\|im_end\|>|<\|eot_id\|>|<end_of_turn>|<\|end\|>|</s>|<[|｜]end▁of▁sentence[|｜]>")
_BEFORE = pattern(r"^(?:<s>|<bos>|<\|begin_of_text\|>|<[|｜]begin▁of▁sentence[|｜]>|\s)*$")
_ANSWERED, _SYSTEM, _SYSTEM_ENDS = "[/INST]", "<<SYS>>", "<</SYS>>"
_BY_DEFAULT = (
    "you are a helpful assistant",
    "you are qwen, created by alibaba cloud. you are a helpful assistant",
    "you are a helpful, respectful and honest assistant",
)
_ROLES = {"inst": "user", "human": "user", "model": "assistant", "gpt": "assistant"}

Turn = tuple[str, str]
"""The role, "system", "user" or "assistant", and what it says."""


def turns(prompt: str) -> list[Turn]:
    """The turns of a prompt that a chat template has wrapped, without what a model's maker says by default and without
    turns that say nothing; none where no template is recognised.
    """
    parts = _BEGINS.split(prompt)
    if len(parts) == 1 or not _BEFORE.match(parts[0]):
        return []
    marks = _BEGINS.groups
    found: list[Turn] = []
    for at in range(1, len(parts), marks + 1):
        role = next(name for name in parts[at : at + marks] if name).lower()
        found += _said(_ROLES.get(role, role), parts[at + marks])
    return [(role, text) for role, text in found if text and not _usual(role, text)]


def _said(role: str, text: str) -> Iterator[Turn]:
    """One turn; where an instruction is answered within it, both."""
    asked, answered, answer = text.partition(_ANSWERED)
    if not answered:
        yield role, _ENDS.split(text, maxsplit=1)[0].strip()
        return
    before, _, told = asked.partition(_SYSTEM)
    system, ended, rest = told.partition(_SYSTEM_ENDS)
    if ended:
        yield "system", system.strip()
    yield "user", (rest if ended else before).strip()
    yield "assistant", _ENDS.split(answer, maxsplit=1)[0].strip()


def _usual(role: str, text: str) -> bool:
    return role == "system" and text.casefold().rstrip(".").startswith(_BY_DEFAULT) and len(text) < 120
