"""What a case is to be, what it is when made, and where its randomness comes from."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar

import numpy as np

from benchmarks.diagnosis.text.material import LANGUAGES

Part: TypeAlias = Literal["development", "held-back"]
PARTS: tuple[Part, ...] = ("development", "held-back")
Severity: TypeAlias = Literal["mild", "moderate", "severe"]
SEVERITIES: tuple[Severity, ...] = ("mild", "moderate", "severe")
SIZES = (100, 200, 500)
TIMES: Mapping[str, int] = {"mild": 1, "moderate": 2, "severe": 1}  # cases for each language and size
HEALTHY = "healthy"
T = TypeVar("T")


def draw_of(part: Part, *names: object) -> np.random.Generator:
    """Random numbers that belong to these names. No two parts share any."""
    return np.random.default_rng([PARTS.index(part), *(zlib.crc32(str(name).encode()) for name in names)])


@dataclass(frozen=True)
class Plan:
    """A case to be made: `code` is the finding that is planted, or "healthy-..." for none; `number` tells cases apart
    that are alike otherwise.
    """

    part: Part
    code: str
    severity: Severity
    language: str
    n: int
    number: int

    @property
    def name(self) -> str:
        """Of its folder."""
        return f"{self.code}/{self.severity}-{self.language}-{self.n}-{self.number}"

    @property
    def is_healthy(self) -> bool:
        """Whether nothing is planted."""
        return self.code.startswith(HEALTHY)

    @property
    def seed(self) -> int:
        """For what wants a single number."""
        return int(self.draw("seed").integers(2**31))

    def draw(self, *names: object) -> np.random.Generator:
        """Random numbers for one purpose of this case."""
        return draw_of(self.part, self.name, *names)

    def by(self, mild: T, moderate: T, severe: T) -> T:
        """What goes with the severity."""
        return {"mild": mild, "moderate": moderate, "severe": severe}[self.severity]


def planted(part: Part, codes: Sequence[str]) -> Iterator[Plan]:
    """The cases of these faults."""
    for code, severity, language, n in product(codes, SEVERITIES, LANGUAGES, SIZES):
        for number in range(TIMES[severity]):
            yield Plan(part, code, severity, language, n, number)


def healthy(part: Part, kinds: Sequence[str], times: int) -> Iterator[Plan]:
    """The cases without a fault."""
    for kind, language, n, number in product(kinds, LANGUAGES, SIZES, range(times)):
        yield Plan(part, kind, "moderate", language, n, number)


@dataclass(frozen=True)
class Made:
    """A case as files in a folder: the `options` for `assay.evaluate`, with files by their names; which findings count
    as having found it; and which actions are right. For healthy cases both are empty.
    """

    options: Mapping[str, object]
    finds: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


FILES = ("candidate", "base", "log", "run", "ratings", "policy")
LISTS = ("train", "repeats")


class Folder:
    """Where a case is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def rows(self, name: str, rows: Sequence[Mapping[str, object]]) -> str:
        """A file of JSON lines; its name."""
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (self.path / name).write_text(text, encoding="utf-8")
        return name

    def made_with(self, name: str, **settings: object) -> None:
        """How the file `name` was made, as `assay predict` writes it."""
        document = {"schema": "assay.predict/1", "settings": settings}
        (self.path / f"{name}.run.json").write_text(json.dumps(document), encoding="utf-8")

    def keep(self, made: Made) -> None:
        """What the case is."""
        document = {"options": made.options, "finds": made.finds, "right": made.right}
        (self.path / "case.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")

    @property
    def made(self) -> Made | None:
        """What was kept; None where the case is not made yet."""
        path = self.path / "case.json"
        if not path.exists():
            return None
        document = json.loads(path.read_text(encoding="utf-8"))
        return Made(document["options"], tuple(document["finds"]), tuple(document["right"]))

    def options(self, made: Made) -> dict[str, object]:
        """The options with whole paths."""
        found = dict(made.options)
        for name in FILES:
            if name in found:
                found[name] = str(self.path / str(found[name]))
        for name in LISTS:
            listed = found.get(name)
            if isinstance(listed, list | tuple):
                found[name] = [str(self.path / str(one)) for one in listed]
        return found
