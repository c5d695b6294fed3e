"""The words in which a judge is asked, packaged as files that have a version in their name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from string import Template
from typing import Literal, TypeAlias

from assay.core.packaged import packaged
from assay.frozen import frozen
from assay.predicting.judge.fault import Fault
from assay.predicting.judge.marks import mark_of
from assay.predicting.judge.visible import visible
from assay.text.language import language_of

Language: TypeAlias = Literal["en", "zh-Hans"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hans")

_HEAD = "@@ "


@frozen
class Wording:
    """One file: `version` is its name, "rubric-1.en"."""

    version: str

    @property
    def language(self) -> str:
        """Which language it is in."""
        return self.version.partition(".")[2]

    def asked(self, seed: int, row: int, parts: Sequence[tuple[str, str]], **values: str) -> str:
        """The whole question about a row. `parts` are the name of a section and the text that stands under it, which is
        put between marks: whatever it holds, it does not end there before its mark.
        """
        shown = [(name, visible(text)) for name, text in parts]
        mark = mark_of(seed, row, [text for _, text in shown])
        held = [self.said("part", mark=mark, title=self.said(name), text=text) for name, text in shown]
        return self.said("asked", mark=mark, parts="\n\n".join(held), **values)

    def again(self, question: str, fault: Fault) -> str:
        """The question with what was wrong with the answer to it."""
        names = ", ".join(fault.names)
        return f"{question}\n\n{self.said('again', fault=self.said(f'fault-{fault.code}', names=names))}"

    def said(self, name: str, /, **values: str) -> str:
        """A section, filled in one pass: what a value holds is never filled in itself."""
        return Template(_sections(self.version)[name]).substitute(values)


def wording(kind: Literal["rubric", "pair"], language: Language) -> Wording:
    """The newest words for what is asked."""
    return Wording(f"{kind}-1.{language}")


def language_for(texts: Sequence[str]) -> Language:
    """The language in which texts are judged: Chinese for Chinese ones, English for all others."""
    return "zh-Hans" if language_of(texts) == "zh" else "en"


@cache
def _sections(version: str) -> Mapping[str, str]:
    sections: dict[str, list[str]] = {}
    name = ""
    for line in packaged("predicting.judge", f"prompts/{version}.txt").splitlines():
        if line.startswith(_HEAD):
            name = line.removeprefix(_HEAD).strip()
            sections[name] = []
        else:
            sections[name].append(line)
    return {name: "\n".join(lines) for name, lines in sections.items()}
