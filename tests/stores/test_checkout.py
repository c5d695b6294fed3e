"""The commit of the code, and whether files differ from it, by git's own repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assay.stores.checkout import Checkout

WHO = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", folder, *WHO, *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "a folder"
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "code.py").write_text("1", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "first")
    return folder


def seen(folder: Path) -> tuple[str | None, bool | None]:
    checkout = Checkout(folder)
    return checkout.commit, checkout.dirty()


def test_the_commit_is_known_in_every_folder_of_the_repository(repository: Path) -> None:
    (repository / "deep" / "er").mkdir(parents=True)
    assert seen(repository) == seen(repository / "deep" / "er") == (git(repository, "rev-parse", "HEAD"), False)


def test_a_changed_file_makes_it_dirty_and_one_that_git_does_not_know_does_not(repository: Path) -> None:
    (repository / "report.html").write_text("new", encoding="utf-8")
    assert seen(repository)[1] is False
    (repository / "code.py").write_text("2", encoding="utf-8")
    assert seen(repository)[1] is True
    git(repository, "add", ".")
    assert seen(repository)[1] is True


def test_the_commit_is_found_where_names_are_packed_where_there_is_none_and_in_other_work_trees(
    repository: Path,
) -> None:
    commit = git(repository, "rev-parse", "HEAD")
    git(repository, "pack-refs", "--all")
    assert seen(repository) == (commit, False)
    git(repository, "worktree", "add", "--quiet", "--detach", "../tree")
    assert seen(repository.parent / "tree") == (commit, False)
    git(repository, "worktree", "add", "--quiet", "-b", "other/branch", "../third")
    assert seen(repository.parent / "third") == (commit, False)
    git(repository, "checkout", "--quiet", "--detach")
    assert seen(repository) == (commit, False)


def test_a_repository_without_a_commit_has_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert seen(tmp_path)[0] is None


def test_without_git_the_commit_is_read_and_whether_files_differ_is_not_known(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = git(repository, "rev-parse", "HEAD")
    monkeypatch.setenv("PATH", "/nowhere")
    assert seen(repository) == (commit, None)


def test_outside_of_all_repositories_nothing_is_known(tmp_path: Path) -> None:
    assert seen(tmp_path) == (None, None)


@pytest.mark.parametrize("content", ["", "gitdir: /nowhere", "\x00\xff"])
def test_what_only_looks_like_a_repository_is_no_failure(content: str, tmp_path: Path) -> None:
    (tmp_path / ".git").write_text(content, encoding="latin-1")
    assert seen(tmp_path) == (None, None)


def test_git_that_does_not_answer_in_time_is_left(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin"
    slow.mkdir()
    (slow / "git").write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    (slow / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow}:/usr/bin:/bin")
    monkeypatch.setattr("assay.stores.checkout._PATIENCE", 0.05)
    assert seen(repository)[1] is None
    Checkout(repository).leave()
