"""The user's own command, with a gap where each run differs."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

from assay.core.errors import InputError, UsageError
from assay.frozen import frozen

SEED = "{seed}"
OUT = "{out}"


@frozen
class Recipe:
    """A command as a list of words, run without a shell. Only `{seed}` and `{out}` are filled in: other braces, as in
    JSON, stay.
    """

    words: tuple[str, ...]

    def __str__(self) -> str:
        """As it would be typed, with the gaps as they are written."""
        return shlex.join(self.words).replace(f"'{SEED}'", SEED).replace(f"'{OUT}'", OUT)

    @property
    def names_seed(self) -> bool:
        """Whether two runs differ in more than where they write."""
        return any(SEED in word for word in self.words)

    def filled(self, seed: int, folder: Path) -> list[str]:
        """The command of one run."""
        return [word.replace(SEED, str(seed)).replace(OUT, str(folder)) for word in self.words]

    def check(self) -> None:
        """Raises UsageError for runs that would overwrite each other, InputError for a program that is not there."""
        if not any(OUT in word for word in self.words):
            raise UsageError("repeat.no-out")
        program = self.words[0]
        if OUT not in program and SEED not in program and shutil.which(program) is None:
            raise InputError("repeat.no-program", name=program)
