"""Which language texts are written in: by script, and by the commonest words of larger languages in Latin script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assay.text.patterns import pattern

_READ = 200  # characters of a text
_TEXTS = 400  # texts of a column
_UNSPACED = ("zh", "ja", "th", "km", "my", "lo")
_UNSPACED_SHARE = 0.2
LETTERS_OF_A_WORD = 4  # a Latin word weighs as one Chinese character: names do not make a Chinese sentence English
_FEW_WORDS = 5

# A language is told by its script where no other large language shares it.
SCRIPTS = {
    "kana": "\u3040-\u30ff",
    "han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f",
    "km": "\u1780-\u17ff",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff",
    "hy": "\u0530-\u058f",
    "ka": "\u10a0-\u10ff",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "arabic": "\u0600-\u06ff",
    "cyrillic": "\u0400-\u04ff",
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
}
_SCRIPT = pattern("|".join(f"(?P<{name}>[{characters}])" for name, characters in SCRIPTS.items()))
# Scripts that several languages share: the letters that only one of them has.
_LETTERS = {
    "cyrillic": {"uk": "іїєґ", "ru": "ыэё"},
    "arabic": {"ur": "ٹڈڑے", "fa": "پچژگ", "ar": "ةأإى"},
}

_WORDS = {
    "en": "the of and to in is was that for it with on are this be have has you not we i an",
    "de": "der die das und ist nicht ein eine zu den mit von für auf im sich des dem auch es",
    "fr": "le la les de des et est une un pour dans que qui pas sur du au avec ce il",
    "es": "el la los las de y que en es un una por con para no se del al su lo",
    "pt": "o os as de e que em um uma para com não do da no na por se mais ao",
    "it": "il lo la gli le di e che un una per non con del della è sono si nel da",
    "nl": "de het een en van is niet dat op te met voor zijn aan die er ook bij naar om",
    "pl": "i w na z się nie do jest że to o jak po za od dla ale są przez być",
    "tr": "ve bir bu için ile da de olarak çok daha ne olan gibi en var değil sonra kadar",
    "sv": "och att det som en är på av för med inte den till har om ett jag var vi så",
    "da": "og at det er en til på af for med ikke den der som har et jeg var vi så",
    "vi": "và của là không có được cho một trong với những các đã người này để khi",
    "id": "dan yang di ke dari untuk dengan tidak ini itu pada adalah akan dalam atau saya",
}
_WORD = pattern(r"[^\W\d_]+")
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _text in _WORDS.items():
    for _word in _text.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)


def language_of(texts: Sequence[str]) -> str | None:
    """The language of a column of texts, as an ISO 639 code; None where it cannot be told.

    The commonest one among up to 400 texts. But where a fifth of them are in a language without spaces between words
    (Chinese, Japanese, Thai, ...), that one: a tokeniser made for it treats the others well, and not the reverse.
    """
    shares = language_shares(texts)
    unspaced = [language for language in _UNSPACED if shares.get(language, 0) >= _UNSPACED_SHARE]
    return max(unspaced or shares, key=lambda language: shares[language], default=None)


def language_shares(texts: Sequence[str]) -> dict[str, float]:
    """The share of each language among the texts whose language can be told; a sample where they are many."""
    told = language_counts(texts[:: max(1, len(texts) // _TEXTS)])
    return {language: count / told.total() for language, count in told.most_common()}


def language_counts(texts: Sequence[str]) -> Counter[str]:
    """How many texts are in each language, of those whose language can be told."""
    return Counter(language for language in map(language_of_text, texts) if language is not None)


def language_of_text(text: str) -> str | None:
    """The language of one text, by its first 200 characters; None where it cannot be told."""
    text = text[:_READ].lower()
    script = "latin" if text.isascii() else _script_of(text)
    if script == "latin":
        return _by_words(text)
    if script in _LETTERS:
        return _by_letters(text, _LETTERS[script])
    return script


def _script_of(text: str) -> str | None:
    """The script of most of `text`; a language where the script has only one."""
    scripts = Counter(str(found.lastgroup) for found in _SCRIPT.finditer(text))
    if "latin" in scripts:
        scripts["latin"] //= LETTERS_OF_A_WORD
    script = max(scripts, key=lambda name: scripts[name], default=None)
    if script in {"han", "kana"}:
        return "ja" if scripts["kana"] * 10 > scripts["han"] else "zh"
    return script


def _by_letters(text: str, letters: Mapping[str, str]) -> str | None:
    return next((language for language, own in letters.items() if set(own) & set(text)), None)


def _by_words(text: str) -> str | None:
    """The language with the most common words in `text`; None where two have as many, or a longer text has only one."""
    words = _WORD.findall(text)
    hits = Counter(language for word in words for language in _LANGUAGES_OF.get(word, ()))
    first, second = [*hits.most_common(2), ("", 0), ("", 0)][:2]
    enough = 2 if len(words) > _FEW_WORDS else 1
    return first[0] if first[1] >= enough and first[1] > second[1] else None
