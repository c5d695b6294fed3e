"""What a person asked, within a prompt that a chat template has wrapped."""

from __future__ import annotations

from assay.text.patterns import pattern

_ASKED = pattern(
    r"<\|im_start\|>user\s*\n?|<\|start_header_id\|>user<\|end_header_id\|>\s*|<start_of_turn>user\s*"
    r"|<[|｜](?:user|User)[|｜]>\s*|\[INST\]\s*|(?:^|\n)(?:Human|USER|User): "
)
_ENDED = pattern(
    r"<\|im_end\|>|<\|eot_id\|>|<end_of_turn>|<\|end\|>|\[/INST\]|<[|｜](?:assistant|Assistant)[|｜]>|</s>"
    r"|\n(?:Assistant|ASSISTANT):"
)
_SYSTEM = pattern(r"<<SYS>>.*?<</SYS>>\s*", 16)  # DOTALL


def last_question(prompt: str) -> str:
    """The last turn of the user in `prompt`, without the marks of the template; all of it where it has no template."""
    if "<" not in prompt and "[INST]" not in prompt and ": " not in prompt:
        return prompt
    asked = _ASKED.split(prompt)[-1]
    if asked is prompt or len(asked) == len(prompt):
        return prompt
    return _SYSTEM.sub("", _ENDED.split(asked, maxsplit=1)[0]).strip() or prompt
