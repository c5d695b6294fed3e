"""A history as lines of JSON, with nothing lost: to keep elsewhere, to move, to bring two together."""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import TypedDict, cast

import msgspec
from msgspec.structs import asdict

from assay.core.errors import InputError
from assay.core.history import Kept, Look, Result, Run
from assay.core.verdict import Outcome
from assay.core.version import __version__
from assay.stores.history import History
from assay.stores.pieces import fingerprint

SCHEMA = "assay.history/1"
_ID = re.compile(r"[0-9a-z-]{4,64}")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_AT_ONCE = 200  # records in one transaction
_MOST = 2**63  # of a database's whole numbers

Record = Look | Kept | bytes


class _Metric(TypedDict, total=False):
    value: float | None
    low: float | None
    high: float | None
    n: float | None


class _Verdict(TypedDict, total=False):
    why: str | None
    next: list[str]


class _Gate(TypedDict):
    outcome: Outcome


class _Comparison(TypedDict, total=False):
    effect: str | None


class _Finding(TypedDict):
    code: str


class _Task(TypedDict, total=False):
    labels: list[str] | None
    positive: str | None
    multilabel: bool | None


class _Stability(TypedDict, total=False):
    metric: str
    runs: list[float | None]


class _Result(TypedDict, total=False):
    """The shape of what is shown of a result.json: it may come from anybody, and from any version."""

    metrics: dict[str, _Metric]
    verdict: _Verdict
    gates: list[_Gate]
    comparison: _Comparison | None
    other_comparisons: list[_Comparison]
    findings: list[_Finding]
    task: _Task | None
    stability: _Stability | None


class _Line(TypedDict, total=False):
    schema: str
    run: Run
    result: dict[str, object]
    look: Look
    parts: dict[str, list[str]]
    piece: str


def write_history(history: History, path: Path) -> int:
    """How many runs the file holds now, beside the looks; it is whole or not there.

    Raises InputError where it cannot be written.
    """
    draft, runs = path.with_name(f".{path.name}.{os.getpid()}"), 0
    try:
        with draft.open("w", encoding="ascii", newline="") as file:
            file.write(_encoded({"schema": SCHEMA, "version": __version__}))
            file.writelines(_encoded({"look": asdict(look)}) for look in history.looks())
            for line in _runs(history):
                file.write(_encoded(line))
                runs += "run" in line
        draft.replace(path)
    except OSError as failed:
        raise InputError("core.unwritable", path=str(path), why=failed.strerror or str(failed)) from None
    finally:
        with suppress(OSError):  # it is in place, or was never begun
            draft.unlink()
    return runs


def read_history(history: History, path: Path) -> tuple[int, int]:
    """How many of the file's runs and of its looks were not in the history; now they are.

    Raises InputError, with nothing taken, for a file that is none of ours or is damaged.
    """
    for _ in _whole(_records(path), path):
        pass
    records, new_runs, new_looks = _records(path), 0, 0
    while some := list(islice(records, _AT_ONCE)):
        looks = [one for one in some if isinstance(one, Look)]
        pieces = {fingerprint(one): one for one in some if isinstance(one, bytes)}
        runs, counted = history.take([one for one in some if isinstance(one, Kept)], looks, pieces)
        new_runs, new_looks = new_runs + runs, new_looks + counted
    return new_runs, new_looks


def _runs(history: History) -> Iterator[dict[str, object]]:
    """A line for each run, after one for each of its pieces that no run before it has."""
    said: set[str] = set()
    for kept in history.every():
        for key in (key for keys in kept.parts.values() for key in keys):
            if key not in said:
                said.add(key)
                yield {"piece": b64encode(history.piece(key)).decode()}
        yield {"run": asdict(kept.run), "result": kept.result, "parts": kept.parts}


def _whole(records: Iterable[Record], path: Path) -> Iterator[Record]:
    """The records; raises InputError for a run whose pieces do not stand before it."""
    said: set[str] = set()
    for record in records:
        if isinstance(record, bytes):
            said.add(fingerprint(record))
        elif isinstance(record, Kept) and not said.issuperset(key for keys in record.parts.values() for key in keys):
            raise InputError("stores.without-piece", path=str(path), id=record.run.id)
        yield record


def _encoded(value: Mapping[str, object]) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False) + "\n"


def _records(path: Path) -> Iterator[Record]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from _of_lines(file, path)
    except OSError as failed:
        raise InputError("stores.no-export", path=str(path), why=failed.strerror or str(failed)) from None
    except UnicodeDecodeError:
        raise InputError("stores.not-an-export", path=str(path)) from None


def _of_lines(lines: Iterable[str], path: Path) -> Iterator[Record]:
    number = 0
    for number, line in enumerate(lines, 1):
        try:
            read = msgspec.convert(json.loads(line, parse_constant=_finite, parse_float=_finite), _Line)
            if number == 1:
                _check(read.get("schema") == SCHEMA)
            else:
                yield _record(read)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            if number == 1:
                raise InputError("stores.not-an-export", path=str(path)) from None
            raise InputError("stores.not-a-record", path=str(path), line=number) from None
    if not number:
        raise InputError("stores.not-an-export", path=str(path))


def _record(line: _Line) -> Record:
    if "look" in line:
        return line["look"]
    if "piece" in line:
        return b64decode(line["piece"], validate=True)
    _check("run" in line and "result" in line)
    run, result = line["run"], line["result"]
    msgspec.convert(result, _Result)
    datetime.fromisoformat(run.at)
    _check(bool(_ID.fullmatch(run.id) and _AT.fullmatch(run.at)) and run.outcome in set(Outcome) and 0 <= run.n < _MOST)
    parts: Mapping[str, Sequence[str]] = line.get("parts", {})
    return Kept(run, cast("Result", result), {name: tuple(keys) for name, keys in parts.items()})


def _check(right: bool) -> None:  # noqa: FBT001 - what is checked stands alone
    if not right:
        raise ValueError


def _finite(written: str) -> float:
    number = float(written)
    _check(isfinite(number))
    return number
