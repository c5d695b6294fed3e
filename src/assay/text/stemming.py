"""Porter's stemmer with NLTK's extensions: the stems that rouge-score compares."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assay.text.patterns import pattern

_KIND = str.maketrans("abcdefghijklmnopqrstuvwxyz0123456789", "vcccvcccvcccccvcccccvcccyccccccccccc")
_RUN_OF_Y = pattern("(c?)(y+)")

_IRREGULAR = {
    "sky": "sky",
    "skies": "sky",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
    "news": "news",
    "inning": "inning",
    "innings": "inning",
    "outing": "outing",
    "outings": "outing",
    "canning": "canning",
    "cannings": "canning",
    "howe": "howe",
    "proceed": "proceed",
    "exceed": "exceed",
    "succeed": "succeed",
}
_STEP_2 = {
    "ational": "ate",
    "tional": "tion",
    "enci": "ence",
    "anci": "ance",
    "izer": "ize",
    "bli": "ble",
    "alli": "al",
    "entli": "ent",
    "eli": "e",
    "ousli": "ous",
    "ization": "ize",
    "ation": "ate",
    "ator": "ate",
    "alism": "al",
    "iveness": "ive",
    "fulness": "ful",
    "ousness": "ous",
    "aliti": "al",
    "iviti": "ive",
    "biliti": "ble",
    "fulli": "ful",
}
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = dict.fromkeys(
    (
        *("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent"),
        *("ou", "ism", "ate", "iti", "ous", "ive", "ize"),
    ),
    "",
)
_LONGEST = 7


def stem(word: str) -> str:
    """The stem of a word of [a-z0-9], as `nltk.stem.PorterStemmer().stem(word)` (NLTK_EXTENSIONS) has it.

    Porter (1980), Program 14(3); the extensions are NLTK's.
    """
    if len(word) <= 2 or word in _IRREGULAR:
        return _IRREGULAR.get(word, word)
    word = _without_y(_without_past(_without_plural(word)))
    word = _derived(word)
    word = _replaced(word, _STEP_3, 0)
    word = _without_last_suffix(word)
    return _without_double_l(_without_e(word))


def rouge_stem(word: str) -> str:
    """The stem that rouge-score compares: words of up to three characters stay as they are."""
    return stem(word) if len(word) > 3 else word


def _kinds(word: str) -> str:
    """A 'c' for each consonant of `word`, a 'v' for each vowel; y is a vowel after a consonant."""
    kinds = word.translate(_KIND)
    return _RUN_OF_Y.sub(_alternating, kinds) if "y" in kinds else kinds


def _alternating(run: re.Match[str]) -> str:
    before, length = run[1], len(run[2])
    return before + (("vc" if before else "cv") * length)[:length]


def _measure(part: str) -> int:
    """How many times a vowel is followed by a consonant (Porter's m)."""
    return _kinds(part).count("vc")


def _replaced(word: str, rules: Mapping[str, str], above: int) -> str:
    """`word` with its longest suffix of `rules` replaced, where the measure before that suffix is above `above`."""
    for size in range(min(_LONGEST, len(word)), 1, -1):
        suffix = word[-size:]
        if suffix in rules:
            part = word[:-size]
            return part + rules[suffix] if _measure(part) > above else word
    return word


def _without_plural(word: str) -> str:
    """Step 1a."""
    if word.endswith("ies"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _without_past(word: str) -> str:
    """Step 1b."""
    if word.endswith("ied"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for suffix in ("ed", "ing"):
        if word.endswith(suffix) and "v" in _kinds(word[: -len(suffix)]):
            return _completed(word[: -len(suffix)])
    return word


def _completed(part: str) -> str:
    """What is left of a word without -ed or -ing, made a word again: conflat(ed) -> conflate, hopp(ing) -> hop."""
    if part.endswith(("at", "bl", "iz")):
        return part + "e"
    kinds = _kinds(part)
    if len(part) > 1 and part[-1] == part[-2] and kinds[-1] == "c":
        return part if part[-1] in "lsz" else part[:-1]
    return part + "e" if kinds.count("vc") == 1 and _ends_short(part, kinds) else part


def _ends_short(part: str, kinds: str) -> bool:
    """Whether `part` ends consonant, vowel, consonant other than w, x, y; or is vowel, consonant."""
    return kinds == "vc" or (kinds.endswith("cvc") and part[-1] not in "wxy")


def _without_y(word: str) -> str:
    """Step 1c."""
    return f"{word[:-1]}i" if len(word) > 2 and word.endswith("y") and _kinds(word[:-1])[-1] == "c" else word


def _derived(word: str) -> str:
    """Step 2."""
    if word.endswith("alli") and _measure(word[:-4]) > 0:
        return _derived(word[:-2])
    if word.endswith("logi"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    return _replaced(word, _STEP_2, 0)


def _without_last_suffix(word: str) -> str:
    """Step 4."""
    if word.endswith("ion"):
        return word[:-3] if word[:-3].endswith(("s", "t")) and _measure(word[:-3]) > 1 else word
    return _replaced(word, _STEP_4, 1)


def _without_e(word: str) -> str:
    """Step 5a."""
    if not word.endswith("e"):
        return word
    kinds = _kinds(word[:-1])
    measure = kinds.count("vc")
    return word[:-1] if measure > 1 or (measure == 1 and not _ends_short(word[:-1], kinds)) else word


def _without_double_l(word: str) -> str:
    """Step 5b."""
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word
