"""What every reader must keep, whoever wrote it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.core.messages import Text, literal
from assay.readers import READERS, read
from assay.readers.base import Reader, ReadOptions
from assay.readers.rows.parts import Part, Row, part_of
from assay.readers.tables.memory import table_of
from assay.readers.tables.table import Table
from tests.readers.written import gold, said, text

NAMES = READERS.built_in


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_is_what_its_line_says(name: str) -> None:
    reader = READERS[name]
    assert reader.name == name
    assert isinstance(reader(), Reader)
    assert isinstance(reader.rank, int)
    assert isinstance(reader.one_run, bool)
    assert inspect.getdoc(reader)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "generic"])
def test_a_reader_does_not_claim_a_table_of_nobody(name: str) -> None:
    rows = [{"colour": "red", "number": 5, "list": [1], "object": {"a": 1}}, {"colour": None}, {}]
    assert READERS[name]().recognise(table_of(rows)) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_that_is_asked_for_a_foreign_file_says_so(name: str, tmp_path: Path) -> None:
    path = text(tmp_path / "x.csv", "colour,number\nred,5\nblue,6\n")
    with pytest.raises(InputError):
        read(path, ReadOptions(format=name))


def test_the_generic_reader_is_asked_last() -> None:
    assert NAMES[-1] == "generic"


class Arrows:
    """The imaginary tool that writes `prediction => reference`."""

    name = "arrows"
    rank = 0
    one_run = False

    def recognise(self, table: Table) -> Text | None:
        arrows = table.form == "text" and all(" => " in record["line"] for record in table.head)
        return literal("Each line has an arrow.") if arrows else None

    def read(self, table: Table, options: ReadOptions) -> Part:
        def row(record: dict[str, str]) -> Row:
            prediction, reference = record["line"].split(" => ")
            return Row(prediction, [reference])

        return part_of(table, row)


def test_a_reader_from_elsewhere_is_found_by_its_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        name = "arrows"

        def load(self) -> type[Arrows]:
            return Arrows

    monkeypatch.setitem(READERS.__dict__, "_outside", {"arrows": Point()})
    lines = ["a => b"] * 30 + ["c => d"]
    examples: Examples = read(text(tmp_path / "x.txt", "\n".join(lines)))
    assert (examples.source.format, str(examples.source.why)) == ("arrows", "Each line has an arrow.")
    assert (said(examples)[-1], gold(examples)[-1]) == ("c", "d")
