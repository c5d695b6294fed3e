"""The labels that a sentence names: whole words, the longest name first, and not those it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assay.frozen import frozen
from assay.text.labels.names import Names, is_common
from assay.text.patterns import pattern

_BETWEEN_NOT_AND_NAME = (
    "a|an|the|be|been|being|is|are|was|were|to|as|in|into|of|under|at all|it|this|that|any|either|more|"
    "considered|classified|categori[sz]ed|label+ed|seem|appear|look|sound|mean|contain|express|belong|fall|fit|"
    "really|very|quite|truly|particularly|clearly|entirely|necessarily|exactly|simply|strictly|actually|"
    "text|review|sentence|message|statement|class|category|label|sentiment|about|related|think|believe|say|signs?|evidence|indication|trace"
)
_DENIED_BEFORE = pattern(
    r"(?:\b(?:not|no|never|non|neither|nor|without|cannot|rather than|instead of)\b(?!\s+only)|n['’]t\b)"
    rf"(?:\s+(?:{_BETWEEN_NOT_AND_NAME})\b)*[\s\"'“‘*-]*$"
    r"|(?:不是|并非|並非|不属于|不屬於|不算|不能|不应|不應|不该|不該|不会|不會|不太|不够|不夠|不|非|没有|沒有|无|無|未|排除)"
    r"(?:[的是属屬于於为為归歸类類认認作到很太够夠算被判定视視]|[\"'“”‘’「」])*$"
)
_DENIED_AFTER = pattern(
    r"[\"'”’」*]*(?:\s+(?:is|are|was|would be|does|do|can)\s*(?:not\b|n['’]t\b)"
    r"|\s+(?:is|was|would be) (?:wrong|incorrect)\b"
    r"|\s*(?:不对|不對|不正确|不正確|不合适|不合適|不符合|不成立|可以排除|是错|是錯|ではない|じゃない|ではありません))"
)
_GOES_ON = pattern(r"[\s\"'“”*]*(?:,?\s*(?:or|nor|and)\b|、|/|或|和|也不是)[\s\"'“”*]*(?:an?\b|the\b)?[\s\"'“”*]*")
_NUMBER_GOES_ON = pattern(r"[.,]\d")
# Scripts that write no spaces: a name in them may touch what stands beside it.
_UNSPACED = pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_OUT_OF = pattern(r"(?<=\d)\s*(?:/|out of)\s*\d+(?:\.\d+)?\b")


@frozen
class Mention:
    """One place where a text names a label. `common`: the name is a word that prose uses for other things too."""

    code: int
    start: int
    end: int
    common: bool


def mentions(text: str, names: Names) -> Iterator[Mention]:
    """Each label named in `text` (folded and joined) and not denied there, in order. Of "4 out of 5" only 4 counts."""
    text = without_scale(text)
    denied_until: int | None = None  # the end of the last name, where that was denied
    for start, end in _places(text, names):
        goes_on = denied_until is not None and _GOES_ON.fullmatch(text, denied_until, start)
        if goes_on or _is_denied(text, start, end):
            denied_until = end
            continue
        denied_until = None
        form = text[start:end]
        yield Mention(names.forms[form], start, end, is_common(form))


def without_scale(text: str) -> str:
    """`text` with blanks for the "out of 5" of "4 out of 5"."""
    return _OUT_OF.sub(lambda scale: " " * len(scale.group()), text)


def named_anywhere(text: str, labels: Sequence[str]) -> list[str]:
    """The labels that occur anywhere in `text` as they are written, whatever stands around them.

    This is the rule of benchmarks such as LawBench: an answer counts when exactly one label occurs and is the right
    one; a model abstained when none occurs.
    """
    return [label for label in labels if label in text]


def _is_denied(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 60) : start]
    return _DENIED_BEFORE.search(before) is not None or _DENIED_AFTER.match(text, end) is not None


def _places(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """Start and end of every name, left to right; of names that overlap, the first, and of those the longest."""
    found = [place for form in names.forms if form in text for place in _places_of(form, text)]
    reached = 0
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if start >= reached:
            reached = end
            yield start, end


def _places_of(form: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        if _stands_alone(text, start, end):
            yield start, end
        start = text.find(form, start + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the name is not a part of a longer word or number."""
    if _is_of_word(text[start]) and _is_of_word(text[start - 1 : start]):
        return False
    if _is_of_word(text[end - 1]) and _is_of_word(text[end : end + 1]):
        return False
    if text[start].isdigit() and re.search(r"\d[.,]$|(?<!\w)[+-]$", text[max(0, start - 2) : start]):
        return False
    return not (text[end - 1].isdigit() and _NUMBER_GOES_ON.match(text, end))


def _is_of_word(character: str) -> bool:
    return character.isalnum() and (character.isascii() or not _UNSPACED.match(character))
