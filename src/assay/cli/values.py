"""What an option may hold, each with its own sentence for what it may not."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from pathlib import Path

import click

from assay.core.errors import UsageError


class Choice(click.ParamType[str]):
    """One of a few words; `kind` names its sentences in the catalogue."""

    name = "choice"

    def __init__(self, kind: str, words: Iterable[str]) -> None:
        self.kind = kind
        self.words = tuple(words)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word; raises UsageError, with the nearest, for another."""
        if value not in self.words:
            raise unknown(self.kind, str(value), self.words)
        return str(value)


class Level(click.ParamType[float]):
    """A confidence level between 0 and 1."""

    name = "level"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; raises UsageError for what is none, or is not between 0 and 1."""
        try:
            level = float(str(value))
        except ValueError:
            raise UsageError("cli.not-a-level", value=value) from None
        if 1 < level < 100:
            raise UsageError("cli.not-a-level-near", value=value, near=f"{level / 100:g}")
        if not 0 < level < 1:
            raise UsageError("cli.not-a-level", value=value)
        return level


class Seed(click.ParamType[int]):
    """A whole number from 0 on."""

    name = "seed"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; raises UsageError for what is none."""
        if not str(value).isdecimal():
            raise UsageError("cli.not-a-seed", value=value)
        return int(str(value))


class Number(click.ParamType[float]):
    """A finite number."""

    name = "number"

    def __init__(self, example: str) -> None:
        self.example = example

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; raises UsageError for what is none, with what a percentage is as one."""
        written = str(value).strip()
        name = param.opts[-1] if param is not None else self.name
        number = _finite(written)
        if number is not None:
            return number
        share = _finite(written.removesuffix("%"))
        if share is not None:
            raise UsageError("cli.not-a-number-near", name=name, value=written, near=f"{share / 100:g}")
        raise UsageError("cli.not-a-number", name=name, value=written, example=self.example)


class Count(click.ParamType[int]):
    """A whole number from 1 on, of nine digits at the most."""

    name = "count"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; raises UsageError for what is none."""
        written = str(value)
        if not (written.isascii() and written.isdecimal() and 0 < len(written) <= 9 and int(written) > 0):
            raise UsageError("cli.not-a-count", name=param.opts[-1] if param else self.name, value=value)
        return int(written)


def split_at_commas(ctx: click.Context, param: click.Parameter, value: Iterable[str]) -> tuple[str, ...]:
    """The names in "a,b" and in options that are repeated."""
    return tuple(name.strip() for part in value for name in part.split(",") if name.strip())


def bases(ctx: click.Context, param: click.Parameter, value: Iterable[str]) -> list[list[str]]:
    """Each base with its runs: "a,b" is two runs of one base, unless there is a file of that very name."""
    return [[one] if Path(one).exists() else [run.strip() for run in one.split(",") if run.strip()] for one in value]


def unknown(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """The error for a word that is none of `known`, with the nearest."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    if near:
        return UsageError(f"cli.unknown-{kind}-near", name=name, near=near[0])
    return UsageError(f"cli.unknown-{kind}", name=name, known=list(known))


def _finite(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if isfinite(number) else None
