"""Where a text says that it decides: "the final answer is …", "Label: …", 最终答案, 因此选择."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assay.text.labels.mentions import Mention
from assay.text.labels.names import Names
from assay.text.normalise import bare
from assay.text.patterns import pattern

_NOUN = (
    "answer|label|category|class|classification|sentiment|prediction|output|result|verdict|choice|emotion|intent|topic|"
    "type|rating|score|stance|polarity|tone"
)
_NOUN_ZH = (
    "答案|类别|類別|分类|分類|标签|標籤|情感倾向|情感|情绪|情緒"
    "|结论|結論|判断|判斷|结果|結果|意图|意圖|主题|主題|类型|類型|评分|評分|選項|选项"
)
_SAYS = (
    r"[\s\])>\"'*】]*(?:\s(?:is|was|are|would be|should be|must be|as)\b|:|=|->|→|是|为|為|应为|應為|应该是|属于|屬於)"
)

# From the most to the least outspoken; within one kind the last counts.
_KINDS = (
    pattern(
        rf"\bfinal (?:{_NOUN}|decision|conclusion)\b(?:{_SAYS})?|\\boxed\s*(?=\{{)|<answer>"
        rf"|(?:最终|最終|最后|最後)的?(?:{_NOUN_ZH}|选择|選擇)?(?:{_SAYS})?|\bin conclusion\b|\bto conclude\b"
    ),
    pattern(
        rf"\b(?:{_NOUN})\b(?:\s+(?:of|for) (?:this|the) \w+)?{_SAYS}"
        r"|\b(?:rating|score) of\b|\blean(?:s|ing)? towards?\b"
        rf"|\[(?:{_NOUN}|{_NOUN_ZH})\]"
        rf"|(?:{_NOUN_ZH}){_SAYS}"
        r"|\b(?:classif(?:y|ied)|categori[sz]ed?|label+ed|rate[ds]?) (?:\w+ ){0,4}?as\b"
        r"|\bi (?:would )?(?:choose|select|pick|go with)\b"
        r"|(?:归为|歸為|归类为|歸類為|判定为|判定為|应选|應選|选择|選擇|属于|屬於)"
    ),
    pattern(r"\b(?:therefore|thus|hence|overall|in summary|in short|so)\b|因此|所以|综上所述|综上|綜上|总之|總之|故"),
)
_SENTENCE_END = pattern(r"(?<=\S)\n|[。!！?？;；]|\.(?=\s|$)|</answer>|<eoa>")
_CUES_READ = 20  # of each kind, the last
_SENTENCE_READ = 160  # characters after a cue
_STOP = pattern(r"[\"'”’*)\]}]*(?:\s*(?:[.!。！—–(]|-\s)|[ ]*(?:\n|$))")
_MARKS = " \t\n*\"'“‘([{#>-"
_COMMA = pattern(r"[\"'”’*)\]}]*\s*[,;，；、:：]")
_LEAD = pattern(
    r"[\s:=>\-→*\"'“‘\[({]*(?:is|was|as|是|为|為)?[\s:*\"'“‘\[({]*(?:an?\b|the\b)?\s*(?:label|class|category|option)?\s*"
)


def decision(text: str, found: Sequence[Mention]) -> int | None:
    """The label that `text` (folded and joined, line breaks kept) decides for in the end; None where it says none.

    `found` are the labels it names at all.
    """
    for kind in _KINDS:
        cues = [cue.end() for cue in kind.finditer(text)]
        for start in cues[: -_CUES_READ - 1 : -1]:
            codes = set(_named_after(text, start, found))
            if codes:
                return codes.pop() if len(codes) == 1 else None
    return None


def opening(text: str, found: Sequence[Mention]) -> int | None:
    """The label that stands alone on the first line, or opens it as an answer: "Yes, because …"."""
    first = next(iter(found), None)
    if first is None or text[: first.start].strip(_MARKS):
        return None
    after = text[first.end :][:_SENTENCE_READ]
    stops = _STOP.match(after) or (first.common and _COMMA.match(after))
    return first.code if stops else None


def closing(text: str, names: Names) -> int | None:
    """The label that stands alone on the last line."""
    return names.forms.get(bare(text.strip().rsplit("\n", 1)[-1]))


def _named_after(text: str, start: int, found: Sequence[Mention]) -> Iterator[int]:
    """The labels named between a cue and the end of its sentence; a common word counts only where it comes first."""
    lead = _LEAD.match(text, start)
    start = lead.end() if lead else start
    stop = _SENTENCE_END.search(text, start, start + _SENTENCE_READ)
    end = stop.start() if stop else start + _SENTENCE_READ
    for mention in found:
        if start <= mention.start < end and (mention.start == start or not mention.common):
            yield mention.code
