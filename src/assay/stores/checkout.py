"""Where the code stood: the commit of the git repository that one is in, and whether files differ from it."""

from __future__ import annotations

import os
import select
import time
from contextlib import suppress
from pathlib import Path

_PATIENCE = 2.0  # seconds for git, counted from when it was asked
_ASKED = "--no-optional-locks -c core.fsmonitor=false -C {} status --porcelain --untracked-files=no --ignore-submodules"
_MOST = 65536
_KILLED = 9  # by its number: the module of the names is not imported otherwise


class Checkout:
    """The state of the repository around a folder. Git is asked at once and answers while other work is done.

    Without a repository, or without git, what is not known is None; nothing is ever raised.
    """

    def __init__(self, folder: Path) -> None:
        self._since = time.monotonic()
        self._root = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
        self._asked = None if self._root is None else _asked(self._root)
        self.commit = None if self._root is None else _commit(self._root / ".git")

    def dirty(self) -> bool | None:
        """Whether a file that git knows differs from the commit."""
        if self._asked is None:
            return None
        left = _PATIENCE - (time.monotonic() - self._since)
        answered = bool(select.select([self._asked[1]], [], [], max(0.0, left))[0])
        said = os.read(self._asked[1], _MOST) if answered else b""
        status = self.leave(finished=answered and not said)  # one line is enough
        return True if said else False if status == 0 else None

    def leave(self, *, finished: bool = False) -> int | None:
        """Asks no longer; git's exit status, where it is `finished` and anything was asked."""
        if self._asked is None:
            return None
        process, pipe = self._asked
        self._asked = None
        os.close(pipe)
        if not finished:
            with suppress(OSError):
                os.kill(process, _KILLED)
        return os.waitpid(process, 0)[1]


def _asked(root: Path) -> tuple[int, int] | None:
    """The process that git answers in, and where; None where it cannot be asked. Not by `subprocess`, whose import
    alone takes a fiftieth of an evaluation's time.
    """
    if not hasattr(os, "posix_spawnp"):
        return None
    answer, question = os.pipe()
    null = os.open(os.devnull, os.O_RDWR)
    moved = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, question, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
    words = [word.format(root) for word in _ASKED.split()]
    try:
        return os.posix_spawnp("git", ["git", *words], os.environ, file_actions=moved), answer
    except OSError:
        os.close(answer)
        return None
    finally:
        os.close(question)
        os.close(null)


def _commit(git: Path) -> str | None:
    """The commit that HEAD names, read by hand, as git may not be there."""
    with suppress(OSError, ValueError):
        if git.is_file():  # a work tree of its own, or a submodule
            git = git.parent / _after(git, "gitdir: ")
        head = (git / "HEAD").read_text("utf-8").strip()
        if not head.startswith("ref: "):
            return head or None
        shared = git / _after(git / "commondir") if (git / "commondir").exists() else git
        return _of_reference(git, shared, head.removeprefix("ref: "))
    return None


def _of_reference(git: Path, shared: Path, name: str) -> str | None:
    for place in (git / name, shared / name):
        if place.is_file():
            return place.read_text("utf-8").strip()
    packed = (shared / "packed-refs").read_text("utf-8").splitlines()
    return next((line.partition(" ")[0] for line in packed if line.endswith(f" {name}")), None)


def _after(file: Path, beginning: str = "") -> str:
    return file.read_text("utf-8").strip().removeprefix(beginning)
