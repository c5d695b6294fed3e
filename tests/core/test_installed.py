"""Plug-ins of other packages are looked for only where some package declares them."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.core import installed

GROUP = "assay.of_no_one"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    installed._declarations.cache_clear()
    yield
    installed._declarations.cache_clear()


def _package(folder: Path, declared: str) -> Path:
    metadata = folder / "theirs-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "entry_points.txt").write_text(declared, encoding="utf-8")
    return folder


def test_nobody_declares_a_group_that_nobody_declares() -> None:
    assert not installed.may_declare(GROUP)


def test_a_package_in_a_folder_of_the_path_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(_package(tmp_path, f"[{GROUP}]\nmine = theirs:Mine\n"))
    assert installed.may_declare(GROUP)


def test_another_group_of_a_package_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(_package(tmp_path, "[console_scripts]\ntheirs = theirs:main\n"))
    assert not installed.may_declare(GROUP)


def test_an_archive_on_the_path_may_hold_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "theirs.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("theirs.py", "")
    monkeypatch.syspath_prepend(archive)
    assert installed.may_declare(GROUP)


def test_a_finder_of_ones_own_may_know_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        def find_spec(self, *_: object) -> None: ...

        def find_distributions(self, *_: object) -> list[object]:
            return []

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert installed.may_declare(GROUP)
