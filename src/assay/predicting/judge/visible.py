"""Text that is shown to a judge: nothing hidden in it, and nothing that a chat template could take for its own."""

from __future__ import annotations

import re

from assay.text.patterns import pattern

# What changes how a text looks or is taken without being seen: controls, direction, width zero, fillers, tags, private
# use, half of a pair. Not the two variation selectors that emoji are written with.
_UNSEEN = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_NAMES = (
    "s|bos|eos|pad|unk|mask|sop|eop|eod|eot|cls|sep|sys|think|tool|tools|image|audio|video|"
    "seed:[a-z]+|(?:unused|reserved|extra|special)[a-z0-9]*"
)
# The marks by which chat templates of today tell turns: <|im_end|>, <｜User｜>, <turn|>, </s>, <<SYS>>,
# <start_of_turn>, [INST], [gMASK], ]~b].
_MARKS = pattern(
    r"[<＜]/?[|｜][^<>＜＞\s]{0,64}[>＞]"
    r"|[<＜]/?[^<>＜＞\s]{0,64}[|｜][>＞]"
    rf"|[<＜]{{1,2}}/?(?:{_NAMES})[>＞]{{1,2}}"
    r"|[<＜]/?[a-z0-9▁]{1,32}_[a-z0-9_▁]{1,32}[>＞]"
    r"|[\[［]/?(?-i:[A-Z][A-Z0-9_]{2,40}|[gs]MASK)[\]］]"
    r"|\]~!?b[\[\]]|\[e~\[",
    re.IGNORECASE,
)
# None of these becomes another character where a tokenizer brings text into a normal form.
_BRACKETS = str.maketrans("<＜>＞[［]］", "‹‹››⟦⟦⟧⟧")


def visible(text: str) -> str:
    """The text with unseen characters as their codes, ⟨U+200B⟩, and the brackets of chat marks as others, ‹|im_end|›.

    No server and no tokenizer takes such a mark for the end of a turn then. Line ends become those of Unix.
    """
    shown = _UNSEEN.sub(_code, text.replace("\r\n", "\n"))
    return _MARKS.sub(lambda mark: mark[0].translate(_BRACKETS), shown)


def seen(text: str) -> str:
    """The text as it looks to a reader, without the characters that cannot be seen."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n"))


def _code(character: re.Match[str]) -> str:
    return f"⟨U+{ord(character[0]):04X}⟩"
