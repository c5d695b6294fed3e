"""Every sentence of the room is there in three languages, and every one is said somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import assay.readers
from assay.core.messages import LANGUAGES, catalogue

ROOM = Path(assay.readers.__file__).parent
SAID = set(re.findall(r'"readers\.([a-z0-9-]+)"', "".join(path.read_text("utf-8") for path in ROOM.rglob("*.py"))))


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_what_is_said_and_what_is_written_are_the_same_sentences() -> None:
    assert set(catalogue("readers")) == SAID


@pytest.mark.parametrize("name", sorted(catalogue("readers")))
def test_a_sentence_says_the_same_in_every_language(name: str) -> None:
    entry = catalogue("readers")[name]
    assert set(entry) == set(LANGUAGES)
    assert {frozenset(placeholders(entry[language])) for language in ("zh-Hans", "zh-Hant")} == {
        frozenset(placeholders(entry["en"]))
    }


@pytest.mark.parametrize("name", sorted(name for name in catalogue("readers") if not name.startswith("row-")))
def test_a_sentence_ends_as_one(name: str) -> None:
    fragments = {"values", "skipped", "skipped-row", "column-length", "unknown-tool"}
    entry = catalogue("readers")[name]
    if name not in fragments:
        assert entry["en"].endswith((".", "?"))
        assert all(entry[language].endswith(("。", "？")) for language in ("zh-Hans", "zh-Hant"))


def test_traditional_sentences_use_the_words_of_taiwan() -> None:
    mainland = ("文件夹", "数据", "默认", "文檔", "信息", "字符", "內存", "文件")
    for name, entry in catalogue("readers").items():
        assert not any(word in entry["zh-Hant"] for word in mainland), name
