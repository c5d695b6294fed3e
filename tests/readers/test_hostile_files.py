"""A thousand bad files, each ending in examples whose bad rows are counted, or in one clear sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.core.messages import LANGUAGES
from assay.readers import read
from tests.readers.hostile import KINDS, Hostile, hostile_file

FILES = 1000
BATCH = 50


@pytest.mark.parametrize("batch", range(FILES // BATCH))
def test_a_bad_file_ends_in_examples_or_in_a_sentence(batch: int, tmp_path: Path) -> None:
    for number in range(batch * BATCH, (batch + 1) * BATCH):
        hostile = hostile_file(number)
        path = hostile.write(tmp_path)
        try:
            examples = read(path)
        except InputError as error:
            assert_is_a_sentence(error, path)
        else:
            assert_is_whole(examples, hostile, number)
        path.unlink()


def assert_is_a_sentence(error: InputError, path: Path) -> None:
    for language in LANGUAGES:
        said = error.text.in_language(language)
        assert path.name in said
        assert said.rstrip().endswith((".", "。", "?", "？")), said
        assert not re.search(r"Traceback|Error\(|object at 0x", said), said


def assert_is_whole(examples: Examples, hostile: Hostile, number: int) -> None:
    source = examples.source
    assert source.rows == len(examples) > 0
    assert len(source.skipped) <= 0.05 * (source.rows + len(source.skipped))
    if hostile.rows is not None:
        assert source.rows + len(source.skipped) == hostile.rows, f"file {number} lost a row in silence"
    columns = [examples.predictions, examples.prompts, examples.ids, *examples.references, *examples.extra.values()]
    for column in columns:
        if column is not None:
            assert len(column) == len(column.texts) == len(examples)
            "".join(text or "" for text in column.texts).encode("utf-8")  # no half surrogates
    for said in (source.why, *source.notes, *(skip.why for skip in source.skipped)):
        assert all(said.in_language(language) for language in LANGUAGES)
    assert all(skip.line >= 1 for skip in source.skipped)


def test_the_thousand_files_are_of_every_kind_and_end_in_both_ways(tmp_path: Path) -> None:
    ends = {"examples": 0, "sentence": 0}
    for number in range(4 * len(KINDS)):
        path = hostile_file(number).write(tmp_path)
        try:
            read(path)
            ends["examples"] += 1
        except InputError:
            ends["sentence"] += 1
    assert min(ends.values()) > len(KINDS)
