"""Answers in another language than the references."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import Case, Looked, share
from assay.checks.texts.sample import Sample, sample
from assay.checks.texts.stakes import hanging
from assay.core.finding import Finding
from assay.core.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.core.arrays import BoolArray
    from assay.text.scripts import Written

FEWEST = 5
SHARED = ("latin", "cyrillic", "arabic")
IN_COMMON = 0.2  # of the words: an answer with more of its reference's words is in its language
HAN_OF_JAPANESE = 20  # characters without kana may be a Japanese title
_KNOWN = {"han": "zh", "kana": "ja", "latin": "Latin", "cyrillic": "Cyrillic", "arabic": "Arabic"}
_VARIANTS = {1: "zh-Hant", -1: "zh-Hans"}


class WrongLanguage:
    """The model answers in another language than the references are in.

    Decided example by example: by the script where the two differ (Chinese and English, say, or simplified and
    traditional Chinese by characters that only one has), and within the Latin, Cyrillic and Arabic scripts by the
    commonest words and letters of larger languages, where both texts can be told and have hardly a word in common.
    Found where more than 1 % of the outputs that can be told are in another one, with 99 % confidence; critical from a
    fifth on. Of very many outputs, 2,000 in even steps are looked at.

    Ignore it where the language of the answer is free.
    """

    code: ClassVar[str] = "wrong-language"

    def look(self, case: Case) -> Looked:
        """From the outputs and the references."""
        if case.texts is None or case.task.family != "generation":
            return say("findings.needs-generation")
        if not case.examples.references:
            return say("findings.needs-references")
        from assay.text.scripts import written

        drawn = sample(case)
        own, *references = (written(side) for side in (drawn.predictions, *drawn.references))
        told = np.array([bool(script) for script in own.scripts], np.bool_)
        told &= np.any([[bool(script) for script in one.scripts] for one in references], axis=0)
        n = int(told.sum())
        if n < FEWEST:
            return say("findings.needs-told-languages", fewest=FEWEST, n=n)
        said = _foreign(case, drawn, own, references)
        k = len(said)
        if not k:
            return None
        rate = share(k, n)
        if rate.severity == "note":
            return None
        foreign = np.zeros(len(drawn), np.bool_)
        foreign[list(said)] = True
        which = drawn.marked(foreign, len(case.examples))
        commonest = [f"{pair} ({count})" for pair, count in Counter(said.values()).most_common(3)]
        return Finding(
            self.code,
            rate.severity,
            say("findings.wrong-language-title"),
            say("findings.wrong-language-message", k=k, n=n, pairs=commonest),
            {**rate.evidence, "outputs": k, "told": n},
            case.named(which),
            tuple(say(f"findings.wrong-language-{step}") for step in ("data", "prompt")),
            hanging(case, which) if len(drawn) == len(which) else None,
        )


def _foreign(case: Case, drawn: Sample, own: Written, references: Sequence[Written]) -> dict[int, str]:
    """The rows of the sample that are in a language that no reference of theirs is in, and the two languages."""
    from assay.text.language import language_of_text

    found = {}
    japanese = any("kana" in one.scripts for one in references)
    apart = _apart(case, drawn)
    for row, script in enumerate(own.scripts):
        beside = [one.scripts[row] for one in references if one.scripts[row]]
        if not script or not beside:
            continue
        if script not in beside:
            if not (japanese and {script, *beside} <= {"han", "kana"} and _may_be_japanese(own, row, script)):
                found[row] = _named(beside[0], script)
        elif script == "han" and own.variants[row]:
            variants = {int(one.variants[row]) for one in references if one.scripts[row]}
            if variants == {-int(own.variants[row])}:
                found[row] = _named(_VARIANTS[-int(own.variants[row])], _VARIANTS[int(own.variants[row])])
        elif script in SHARED and apart[row]:
            texts = [side[row] for side in drawn.references if side[row]]
            said, wanted = language_of_text(drawn.predictions[row]), [language_of_text(text) for text in texts]
            if said is not None and None not in wanted and said not in wanted:
                found[row] = _named(str(wanted[0]), said)
    return found


def _may_be_japanese(own: Written, row: int, script: str) -> bool:
    return script == "kana" or int(own.characters[row]) < HAN_OF_JAPANESE


def _named(wanted: str, said: str) -> str:
    return f"{_KNOWN.get(wanted, wanted)} → {_KNOWN.get(said, said)}"


def _apart(case: Case, drawn: Sample) -> BoolArray:
    """(m,) the outputs that have hardly a word in common with their references."""
    from assay.checks.texts.scrambled_order import counted

    counts = counted(case)
    if counts is not None:
        _, words, _, lengths = counts
        return np.asarray(words[drawn.rows] < IN_COMMON * lengths[drawn.rows], np.bool_)
    own, *references = drawn.tokens
    from assay.text.ngrams import matches

    return np.asarray(matches(own, references, 1)[:, 0] < IN_COMMON * own.lengths, np.bool_)
