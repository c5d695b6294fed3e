"""The script of each of many texts, and whether its Chinese is simplified or traditional."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assay.frozen import frozen
from assay.text.language import LETTERS_OF_A_WORD, SCRIPTS
from assay.text.ngrams import offsets_of

READ = 100  # characters of a text
_FEWEST = 3  # characters, or words of an alphabet: fewer may be a name in a text of another script
_NAMES = ("", *SCRIPTS)
_ALPHABETS = ("latin", "cyrillic", "el", "hy", "ka", "arabic", "he")
_POINTS = 1 << 16
_LETTERS = bytes(chr(point).isalpha() and point < 128 for point in range(256))
# Common characters that only one of the two writes, pair by pair.
_SIMPLIFIED = (
    "这个们来时说国学会对过为与还没样开长问间车东马见话语让应现经点请关头实爱书门给气电动机业务员产种总数万从无体儿两该认记号场级规据达连"
    "单带价网线听观报题处议设计许论证评词试读谁调买卖钱银错"
)
_TRADITIONAL = (
    "這個們來時說國學會對過為與還沒樣開長問間車東馬見話語讓應現經點請關頭實愛書門給氣電動機業務員產種總數萬從無體兒兩該認記號場級規據達連"
    "單帶價網線聽觀報題處議設計許論證評詞試讀誰調買賣錢銀錯"
)


@frozen(eq=False)
class Written:
    """How n texts are written: `scripts` (n) by name, "" where it cannot be told. Japanese is "kana", Chinese "han";
    `characters` (n,) of that script are among those read. `variants` (n,) are 1 for Chinese that is traditional, -1 for
    simplified, and 0 where neither is sure.
    """

    scripts: Sequence[str]
    characters: NDArray[np.int64]
    variants: NDArray[np.int64]


def written(texts: Sequence[str]) -> Written:
    """From the first 100 characters of each text."""
    heads = [text[:READ] for text in texts]
    joined = "".join(heads)
    if joined.isascii():
        return _of_ascii(joined, heads)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    points = np.minimum(points, _POINTS - 1)
    which = np.repeat(np.arange(len(heads)), np.fromiter(map(len, heads), np.int64, len(heads)))
    scripts, variants = _tables()
    width = len(_NAMES)
    counts = np.bincount(which * width + scripts[points], minlength=len(heads) * width).reshape(-1, width)
    weights = counts.copy()
    weights[:, 0] = 0
    for name in _ALPHABETS:
        weights[:, _NAMES.index(name)] //= LETTERS_OF_A_WORD
    kana, han = _NAMES.index("kana"), _NAMES.index("han")
    japanese = weights[:, kana] * 10 > weights[:, han]
    weights[:, kana] = np.where(japanese, weights[:, kana] + weights[:, han], 0)
    weights[japanese, han] = 0
    top = weights.argmax(axis=1)
    sure = weights[np.arange(len(top)), top] >= _FEWEST
    found = [_NAMES[one] if told else "" for one, told in zip(top.tolist(), sure.tolist(), strict=True)]
    own = np.bincount(which * 3 + variants[points], minlength=len(heads) * 3).reshape(-1, 3)
    sides = (own[:, 2] >= 2) & (own[:, 1] == 0), (own[:, 1] >= 2) & (own[:, 2] == 0)
    return Written(found, counts[np.arange(len(top)), top], sides[0].astype(np.int64) - sides[1].astype(np.int64))


def _of_ascii(joined: str, heads: Sequence[str]) -> Written:
    """What `written` says of texts in ASCII, sooner."""
    letters = np.frombuffer(joined.encode().translate(_LETTERS), np.uint8)
    running = np.concatenate([np.zeros(1, np.int64), np.cumsum(letters, dtype=np.int64)])
    borders = offsets_of(np.fromiter(map(len, heads), np.int64, len(heads)))
    counts = running[borders[1:]] - running[borders[:-1]]
    sure = counts >= _FEWEST * LETTERS_OF_A_WORD
    return Written(["latin" if told else "" for told in sure.tolist()], counts, np.zeros(len(heads), np.int64))


@cache
def _tables() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each code point its script, and 1 for a simplified character, 2 for a traditional one."""
    scripts, variants = np.zeros(_POINTS, np.int64), np.zeros(_POINTS, np.int64)
    for number, ranges in enumerate(SCRIPTS.values(), start=1):
        for start, stop in zip(ranges[::3], ranges[2::3], strict=True):
            scripts[ord(start) : ord(stop) + 1] = number
    for simplified, traditional in zip(_SIMPLIFIED, _TRADITIONAL, strict=True):
        if simplified != traditional:
            variants[ord(simplified)], variants[ord(traditional)] = 1, 2
    return scripts, variants
