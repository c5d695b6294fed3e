"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assay.core.errors import InputError
from assay.core.files import check_folder, write_files


def test_the_folder_is_made_and_every_file_is_in_it(tmp_path: Path) -> None:
    write_files(tmp_path / "new" / "report", {"a.json": "{}\n", "b.html": "<p>中文</p>"})
    assert (tmp_path / "new" / "report" / "a.json").read_bytes() == b"{}\n"
    assert (tmp_path / "new" / "report" / "b.html").read_text(encoding="utf-8") == "<p>中文</p>"
    assert len(list((tmp_path / "new" / "report").iterdir())) == 2


def test_half_a_character_does_not_stop_the_report(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.csv": "\ud800"})
    assert (tmp_path / "a.csv").read_bytes() == b"\\ud800"


def test_where_one_cannot_be_written_the_old_ones_stay(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    too_long = "x" * 300
    with pytest.raises(InputError, match=r"Nothing can be written to .*: File name too long"):
        write_files(tmp_path, {"a.json": "new", too_long: ""})
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_file_is_no_folder_to_write_in(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("", encoding="utf-8")
    for folder in ("report", "report/deeper/still"):
        with pytest.raises(InputError, match="report is a file, and a folder is needed there"):
            check_folder(tmp_path / folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="Permission denied"):
        write_files(tmp_path / "report", {"a": ""})
