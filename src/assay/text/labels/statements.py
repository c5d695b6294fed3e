"""What a prompt says about its labels: "one of: billing, delivery, …", "(0=负面, 1=正面)", "A. sports"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from assay.frozen import frozen
from assay.text.normalise import bare, folded, joined
from assay.text.patterns import pattern

Item = TypeVar("Item")

_LONGEST_LABEL = 60
_MOST_LABELS = 400
_HEAD, _TAIL = 4000, 2000
_AGREEMENT = 0.8

_SENTENCE = pattern(r"[\n。!?！？:：()（）\[\]【】<>《》]|\.(?=\s|$)")
_BETWEEN_ITEMS = pattern(
    r"\s*(?:[,，、/|;；]|(?<!\w)(?:or|and|或者|以及)(?!\w)|(?<=[\u3400-\u9fff])[或和及与](?=[\u3400-\u9fff]))\s*"
)
_WORD_START = pattern(r"(?<!\S)\S|[\u3400-\u9fff]")
_WORD_END = pattern(r"\S(?!\S)|[\u3400-\u9fff]")
_BULLETS = pattern(r"(?:^[ \t]*(?:[-*•·]|\d{1,3}[.):、])[ \t]+\S[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
_BULLET = pattern(r"^[ \t]*(?:[-*•·]|\d{1,3}[.):、])[ \t]+", re.MULTILINE)

_WORD = r"[A-Za-z][\w-]*"
_CODE = r"[+-]?\d+|[A-Za-z](?![\w])"
_HAN = r"[\u3400-\u9fff]{1,12}"
_ENDS = r"(?=\s*(?:$|[\n,，、;；。.)）\]】|/\"'”’]))"
_CODED = pattern(
    r"(?<![A-Za-z\d])(?:[A-Z]|\d+)\s*(?:[.):：、=表代是为為]|for\b|means\b)|[=:：为為(（]\s*(?:[A-Z]|\d+)(?![A-Za-z\d])"
)
_PAIRS = (
    pattern(
        rf"(?<![\w-])({_CODE}|{_WORD})[ \t]*(?:=|:|：|->|→|[.)、](?=[ \t]))"
        rf"[ \t]*[\"'“‘]?((?:{_WORD})(?:[ ]{_WORD}){{0,3}}|{_HAN}|{_CODE})[\"'”’]?{_ENDS}",
        re.MULTILINE,
    ),
    pattern(rf"(?<![\w])({_CODE})\s*(?:for|means|is|indicates|represents|denotes)\s+[\"'“‘]?({_WORD})"),
    pattern(rf"({_CODE})\s*(?:表示|代表|是|为|為|指)\s*[\"'“‘]?({_HAN}|{_WORD}){_ENDS}"),
    pattern(
        rf"(?<![\w-])({_WORD}(?:[ ]{_WORD}){{0,2}}|{_HAN})\s*(?:=|:|：|->|→|[(（]|用|为|為|记为)\s*({_CODE})(?!\w)"
    ),
)


@frozen
class Statement:
    """Labels in the order that a prompt lists them, and what else it says each is called."""

    labels: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()  # (label, another name of it)


def stated_labels(prompts: Sequence[str], known: Sequence[str]) -> Statement:
    """What four prompts in five say alike about the labels of which `known` are some; empty where they say nothing.

    Give a sample of the distinct prompts. A list counts where most of what it names is known, or most of what is known.
    """
    codes = {bare(label): label for label in known}
    shown = list(map(_shown, prompts))
    lists = _agreed((found for prompt in shown for found in set(_lists(prompt, codes))), len(prompts))
    pairs = _agreed((_pairs(prompt, codes) for prompt in shown), len(prompts))
    return Statement(max(lists, key=len, default=()), max(pairs, key=len, default=()))


def _shown(prompt: str) -> str:
    ends = prompt if len(prompt) <= _HEAD + _TAIL else f"{prompt[:_HEAD]}\n{prompt[-_TAIL:]}"
    return re.sub(r"[ \t]{2,}", " ", ends)


def _agreed(found: Iterable[tuple[Item, ...]], prompts: int) -> list[tuple[Item, ...]]:
    counted = Counter(found)
    return [statement for statement, count in counted.items() if count >= _AGREEMENT * prompts]


def _lists(prompt: str, known: dict[str, str]) -> Iterator[tuple[str, ...]]:
    whole = joined(folded(prompt))
    named = [form for form in known if form in whole]
    if len(named) < 2:
        return
    for block in _BULLETS.finditer(prompt):
        yield from _if_labels([_BULLET.sub("", line) for line in block.group().splitlines()], known)
    for sentence in _SENTENCE.split(prompt):
        form = joined(folded(sentence))
        if sum(name in form for name in named) >= 2:
            items = [item.strip(" \t\"'“”‘’`*-「」") for item in _BETWEEN_ITEMS.split(sentence)]
            yield from _if_labels(_trimmed([item for item in items if item], known), known)


def _trimmed(items: list[str], known: dict[str, str]) -> list[str]:
    """The list without the words that lead to its first item and follow its last: "Say yes, no or maybe, please"."""
    if len(items) < 2:
        return items
    first = next((text for text in _ends_of(items[0]) if bare(text) in known), items[0])
    last = next((text for text in _starts_of(items[-1]) if bare(text) in known), items[-1])
    return [first, *items[1:-1], last]


def _ends_of(text: str) -> Iterator[str]:
    """Every end of `text` that starts at a word, the longest first; a Chinese character starts a word."""
    yield from (text[found.start() :] for found in _WORD_START.finditer(text))


def _starts_of(text: str) -> Iterator[str]:
    """Every beginning of `text` that ends with a word, the longest first."""
    yield from reversed([text[: found.end()] for found in _WORD_END.finditer(text)])


def _if_labels(items: list[str], known: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """The items as labels, in the spelling of the references, if they can be nothing else."""
    forms = list(dict.fromkeys(map(bare, items)))
    hits = sum(form in known for form in forms)
    mostly_known = 2 * hits >= len(forms) and 2 * hits >= min(len(known), 8)
    if not 2 <= len(forms) <= _MOST_LABELS or hits < 2 or not (mostly_known or 5 * hits >= 4 * len(known)):
        return
    longest = max(len(form) for form in forms if form in known)
    spaced = any(" " in form for form in known)
    fits = all(
        f in known or (len(f) <= min(_LONGEST_LABEL, 2 * longest + 4) and (spaced or " " not in f)) for f in forms
    )
    if fits:
        written = {bare(item): item for item in reversed(items)}
        yield tuple(known.get(form, written[form]) for form in forms)


def _pairs(prompt: str, known: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """(label, other name) for every known label; empty where one of them has none or two share one."""
    whole = joined(folded(prompt))
    if not all(form in whole for form in known) or len(_CODED.findall(prompt)) < len(known):
        return ()
    for pair in _PAIRS:
        named: dict[str, str] = {}
        for left, right in pair.findall(prompt):
            for label, other in ((bare(left), right), (bare(right), left)):
                if label in known and bare(other) not in known:
                    named.setdefault(known[label], other.strip())
        if len(named) >= max(2, len(known)) and len({bare(other) for other in named.values()}) == len(named):
            return tuple(sorted(named.items()))
    return ()
