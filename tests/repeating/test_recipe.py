"""Only the two gaps are filled in; everything else in the user's command stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.core.errors import InputError, UsageError
from assay.repeating.recipe import Recipe


def test_gaps_are_filled_wherever_they_stand_and_other_braces_stay() -> None:
    recipe = Recipe(("sh", "-c", "train --seed={seed} > {out}/x; eval {out}", '{"lr": {seed}}', "{sed}", "{}", "a b"))
    assert recipe.filled(7, Path("/r/seed-7")) == [
        "sh", "-c", "train --seed=7 > /r/seed-7/x; eval /r/seed-7", '{"lr": 7}', "{sed}", "{}", "a b",
    ]  # fmt: skip


def test_runs_that_would_overwrite_each_other_are_refused() -> None:
    with pytest.raises(UsageError, match=r"^\{out\} stands nowhere in the command"):
        Recipe(("sh", "-c", "{seed}")).check()


def test_a_program_that_is_not_there_is_refused_before_anything_is_written() -> None:
    with pytest.raises(InputError, match="There is no program 'no-such-trainer'"):
        Recipe(("no-such-trainer", "{out}")).check()
    Recipe(("{out}/script", "{seed}")).check()


def test_whether_runs_can_differ_is_known() -> None:
    assert Recipe(("a", "s={seed}")).names_seed
    assert not Recipe(("a", "{out}")).names_seed
