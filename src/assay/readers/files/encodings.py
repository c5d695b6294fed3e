"""Which encoding a text is in, told from its first bytes."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What running Chinese text is full of, in both scripts: a wrong decoding yields rare characters instead.
_FREQUENT = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年"
    "过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣"
    "，。！？：；、「」“”《》（）"
)

_LEGACY = ("gb18030", "big5")


def encoding_of(head: bytes) -> str | None:
    """The codec's name; "utf-8" where nothing speaks against it, None where this is no text at all."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    wide = _wide(head)
    if wide is not None:
        return wide
    zeros = head.count(0)
    if _mostly_utf8(head):
        return "utf-8" if zeros * 3 <= len(head) else None
    return _legacy(head) if zeros * 1000 <= len(head) else None


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: it begins with an ASCII character, and the zero bytes of all of them are on one side."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    few, many = sorted((even, odd))
    if len(head) < 4 or (head[0] == 0) == (head[1] == 0) or many * 20 < len(head) // 2 or few * 20 > many:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    return name if _decodes(head[: len(head) // 2 * 2 - 2], name) else None


def _mostly_utf8(head: bytes) -> bool:
    """Whether at least 19 of 20 lines are UTF-8: a few damaged ones do not change a file's encoding."""
    if _decodes(head, "utf-8"):
        return True
    lines = head.split(b"\n")[:-1] or [head]
    return sum(not _decodes(line, "utf-8") for line in lines) * 20 <= len(lines)


def _decodes(data: bytes, encoding: str) -> bool:
    """Whether `data` is in `encoding`, but for a character cut off at its end."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _legacy(head: bytes) -> str | None:
    """The older encoding under which the text reads best; Windows-1252 where it is not Chinese; None for noise."""
    shares = {name: _frequent_share(head, name) for name in _LEGACY}
    best = max(shares, key=shares.__getitem__)
    if shares[best] > 0.08:
        return best
    control = sum(head.count(code) for code in range(32) if code not in b"\t\n\r")
    return "cp1252" if control * 100 < len(head) and _decodes(head, "cp1252") else None


def _frequent_share(head: bytes, encoding: str) -> float:
    """The share of frequent characters among those that are not ASCII; 0 where `encoding` cannot decode the text."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return 0.0
    foreign = [character for character in text if character > "\x7f"]
    return sum(character in _FREQUENT for character in foreign) / len(foreign) if foreign else 0.0
