"""What a model meant to say, and the forms of it in which two texts are the same."""

from __future__ import annotations

import re
import unicodedata

from assay.text.patterns import pattern

# Where an answer ends: anything after the first of these is another turn that the model went on to make up.
_END = pattern(
    r"<[|｜](?:im_end|endoftext|end_of_text|eot_id|eom_id|end|return|end▁of▁sentence)[|｜]>|</s>|<(?:eos|eoa|eot|eom|end_of_turn)>"
)
_TURN = pattern(r"<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>|<\|start\|>")
_ECHO = pattern(
    r"(?:<s>|<bos>|<\|begin_of_text\|>)?(?:<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>)(?:user|system)"
)
_OWN_TURN = pattern(
    r"<\|im_start\|>assistant|<\|start_header_id\|>assistant<\|end_header_id\|>|<start_of_turn>model|<\|assistant\|>|\[/INST\]"
)
_TOKEN = pattern(
    r"(?:<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>)(?:assistant|user|system|tool|model)\b"
    r"|<[|｜][^<>|｜\n]{1,40}[|｜]>|</?s>|<(?:bos|eos|pad|unk|eoa|eoh|eom|eot|eod|sep|cls|mask|(?:start|end)_of_turn|extra_id_\d+)>"
    r"|\[/?INST\]|<</?SYS>>|\[(?:CLS|SEP|PAD|BOS|EOS|gMASK|sop)\]"
)
_THOUGHT_END = pattern(r"</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_THOUGHT_START = pattern(r"<(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_FINAL_CHANNEL = "<|channel|>final<|message|>"

_INVISIBLE = pattern("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
_BETWEEN_HAN = pattern(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_JOINTS = pattern(r"(?<=[^\W_])[_\-\u2010-\u2015]+(?=[^\W_])")
_SLASH = pattern(r"(?<=[^\W\d_])\s*/\s*(?=[^\W\d_])")
_WRAPPED = pattern(r"\\(?:boxed|text|textbf|mathbf|mathrm|fbox)\s*\{(.*)\}", re.DOTALL)
_LIST_MARK = pattern(r"(?:[-*•·#>]+\s+)+")
_ENDS = " \t\n\r\"'“”‘’„«»「」『』《》〈〉()[]{}【】〔〕*_`~.,!?;:。，！？；：、…|$\\/"
_LONGEST_WRAPPED = 400  # what is longer is prose, not a wrapped answer
_NUMBER = pattern(r"[+-]?\d+(?:\.\d+)?")


def answer_of(text: str) -> str:
    """The answer alone: what stands after any thinking, in the model's own turn, without special tokens.

    Empty where the thinking was never finished.
    """
    said = without_special_tokens(own_turn(without_thinking(text)))
    return said.strip()


def without_thinking(text: str) -> str:
    """What is said after `<think>…</think>`; what is said before it where nothing comes after, or it never ends."""
    if _FINAL_CHANNEL in text:
        return text.rsplit(_FINAL_CHANNEL, 1)[1]
    if "<" not in text:
        return text
    after = _THOUGHT_END.split(text)[-1]
    before = _THOUGHT_START.split(text, maxsplit=1)[0]
    return _THOUGHT_START.split(after, maxsplit=1)[0] if after.strip() else before


def own_turn(text: str) -> str:
    """The model's first turn: an echoed prompt before it and the turns it made up after it are left out."""
    if "[/INST]" in text or _ECHO.match(text.lstrip()):
        text = _OWN_TURN.split(text, maxsplit=1)[-1]
    start = 0
    for end in _END.finditer(text):
        if without_special_tokens(text[start : end.start()]).strip():
            return text[: end.start()]
        start = end.end()
    turn = _TURN.search(text)
    return text[: turn.start()] if turn and text[: turn.start()].strip() else text


def without_special_tokens(text: str) -> str:
    """The text without marks of chat templates and tokenisers: `<|im_end|>`, `</s>`, `[INST]`, `<eoa>` or `▁`."""
    if "<" in text or "[" in text:
        text = _TOKEN.sub(" ", text)
    return text.replace("▁", " ")


def folded(text: str) -> str:
    """One form for width, case and white space: Unicode NFKC, case-folded, single spaces, nothing invisible."""
    if text.isascii():
        return " ".join(text.lower().split())
    form = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return _BETWEEN_HAN.sub("", " ".join(unicodedata.normalize("NFKC", form).split()))


def joined(text: str) -> str:
    """`text` with hyphens and underscores between words as spaces: `hot_take`, `hot-take` and `hot take` are one."""
    return _JOINTS.sub(" ", text)


def bare(text: str) -> str:
    r"""The folded text without what wraps an answer: quotes, brackets, Markdown, `\boxed{}`, punctuation at its ends;
    `1.0` is `1`. A text of nothing but such marks stays as it is.
    """
    form = folded(text)
    if len(form) > _LONGEST_WRAPPED:
        return form
    core = _peeled(form) or form
    return _plain_number(core) if _NUMBER.fullmatch(core) else joined(_SLASH.sub(" ", core))


def shortened(text: str, width: int = 60) -> str:
    """`text` on one line and at most `width` characters long, cut with an ellipsis."""
    line = " ".join(text[: 4 * width].split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _peeled(text: str) -> str:
    while True:
        inner = _without_list_mark(text).strip(_ENDS)
        wrapped = _WRAPPED.fullmatch(text) or _WRAPPED.fullmatch(text.strip("$ ."))
        inner = wrapped.group(1) if wrapped else _with_sign(text, inner)
        if inner == text:
            return text
        text = inner


def _without_list_mark(text: str) -> str:
    mark = _LIST_MARK.match(text)
    return text[mark.end() :] if mark and mark.end() < len(text) else text


def _with_sign(text: str, inner: str) -> str:
    """A decimal point that opens a number belongs to it."""
    at = text.find(inner)
    return f".{inner}" if inner[:1].isdigit() and text[at - 1 : at] == "." and not text[:1].isalnum() else inner


def _plain_number(text: str) -> str:
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text.removeprefix("+"))
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"
