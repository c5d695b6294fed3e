"""Where the history lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.stores.history import History
from assay.stores.places import earlier_place, is_address, project_folder, shown_place, usual_place


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSAY_HISTORY")


@pytest.mark.parametrize("sign", [".git", ".assay", "pyproject.toml"])
def test_the_history_lies_in_the_nearest_folder_that_is_a_projects(
    sign: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    inner, deep = tmp_path / "a" / "b", tmp_path / "a" / "b" / "c" / "d"
    deep.mkdir(parents=True)
    (inner / sign).mkdir()
    monkeypatch.chdir(deep)
    assert usual_place() == str(inner / ".assay" / "history.sqlite3")
    monkeypatch.chdir(tmp_path / "a")
    assert project_folder() == tmp_path


def test_outside_of_all_projects_it_lies_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert usual_place() == str(tmp_path / ".assay" / "history.sqlite3")


@pytest.mark.parametrize("named", ["elsewhere.sqlite3", "postgresql://host/name"])
def test_the_variable_names_another_place_which_takes_nothing_over(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_counts(tmp_path, monkeypatch)
    assert earlier_place() == tmp_path / "assay" / "history.sqlite3"
    monkeypatch.setenv("ASSAY_HISTORY", named)
    assert (usual_place(), earlier_place()) == (named, None)


def old_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    (folder / "assay").mkdir()
    (folder / "assay" / "history.sqlite3").touch()


def test_where_looks_were_never_counted_nothing_is_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert earlier_place() is None


def test_git_does_not_see_the_folder_of_the_history(tmp_path: Path) -> None:
    History(str(tmp_path / ".assay" / "history.sqlite3")).close()
    assert (tmp_path / ".assay" / ".gitignore").read_text("utf-8") == "*\n"
    History(str(tmp_path / "named" / "history.sqlite3")).close()
    assert [path.name for path in (tmp_path / "named").iterdir()] == ["history.sqlite3"]


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("postgresql://host/name", "postgresql://host/name"),
        ("postgresql://me@host/name", "postgresql://me@host/name"),
        ("postgresql://me:se:cr@et@host/name", "postgresql://me:***@host/name"),
        ("postgresql://host/name?user=me&password=secret&x=1", "postgresql://host/name?user=me&password=***&x=1"),
        ("C:\\history.sqlite3", "C:\\history.sqlite3"),
    ],
)
def test_a_place_is_shown_without_its_password(place: str, shown: str) -> None:
    assert shown_place(place) == shown
    assert is_address(place) == place.startswith("postgresql")
