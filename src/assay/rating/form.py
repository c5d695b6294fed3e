"""The form that raters fill in: from names on the command line and a file of guidelines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from assay.core.by_people import OVERALL
from assay.core.errors import InputError, UsageError
from assay.core.rating_project import Criterion, Form, Mode
from assay.text.patterns import pattern

USUAL = ("fluency", "logic", "relevance", "accuracy")
_SCALE = pattern(r"(-?\d{1,3})\s*(?:-|–|to|至|到)\s*(-?\d{1,3})")
_MOST_STEPS = 100
_YAML = (".yaml", ".yml")


def form_of(mode: Mode, dimensions: Sequence[str], guidelines: str | None, *, markdown: bool) -> Form:
    """The form with these `dimensions`, each "NAME" or "NAME:LOW-HIGH"; without any those of the guidelines, else the
    four that people usually rate, and for pairs and rankings how good it is overall. `guidelines` is a file: of YAML
    with `criteria` and `guidelines`, or of plain text.

    Raises InputError for a file that cannot be read so, UsageError for a dimension that is none.
    """
    written = {} if guidelines is None else _read(guidelines)
    described = _criteria(written.get("criteria"), guidelines or "")
    asked = [_criterion(text) for text in dimensions]
    chosen = [_described(one, described) for one in asked] or list(described.values())
    if not chosen:
        chosen = [Criterion(name) for name in (USUAL if mode == "rating" else (OVERALL,))]
    names = [one.name for one in chosen]
    for name in names:
        if names.count(name) > 1:
            raise UsageError("rating.dimension-twice", name=name)
    return Form(mode, tuple(chosen), str(written.get("guidelines") or "").strip(), markdown)


def _described(asked: Criterion, described: Mapping[str, Criterion]) -> Criterion:
    """What the guidelines say of a dimension, on the scale that was asked for where one was."""
    known = described.get(asked.name)
    if known is None:
        return asked
    return known if (asked.low, asked.high) == (1, 5) else replace(known, low=asked.low, high=asked.high)


def _criterion(text: str) -> Criterion:
    name, colon, scale = text.partition(":")
    if not name.strip():
        raise UsageError("rating.no-dimension", text=text)
    if not colon:
        return Criterion(name.strip())
    ends = _ends(scale)
    if ends is None:
        raise UsageError("rating.no-scale", text=text)
    return Criterion(name.strip(), *ends)


def _ends(text: str) -> tuple[int, int] | None:
    found = _SCALE.fullmatch(text.strip())
    if found is None:
        return None
    low, high = int(found[1]), int(found[2])
    return (low, high) if 0 < high - low <= _MOST_STEPS else None


def _read(path: str) -> Mapping[str, object]:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as failed:
        raise InputError("rating.guidelines-unreadable", path=path, why=_why(failed)) from None
    if not path.lower().endswith(_YAML):
        return {"guidelines": text}
    try:
        written = yaml.safe_load(text)
    except yaml.YAMLError as broken:
        raise InputError("rating.guidelines-unreadable", path=path, why=str(broken).splitlines()[0]) from None
    if not isinstance(written, Mapping) or not set(written) & {"criteria", "guidelines"}:
        raise InputError("rating.guidelines-empty", path=path)
    return written


def _criteria(written: object, path: str) -> dict[str, Criterion]:
    if written is None:
        return {}
    if not isinstance(written, Mapping):
        raise InputError("rating.guidelines-empty", path=path)
    return {str(name): _from_file(str(name), said, path) for name, said in written.items()}


def _from_file(name: str, said: object, path: str) -> Criterion:
    """One of the file: a sentence, or a mapping with `title`, `question`, `scale` and `anchors`."""
    if said is None or isinstance(said, str):
        return Criterion(name, question=said or "")
    if not isinstance(said, Mapping):
        raise InputError("rating.criterion-unclear", path=path, name=name)
    ends = _ends(str(said["scale"])) if "scale" in said else (1, 5)
    anchors = said.get("anchors") or {}
    if (
        ends is None
        or not isinstance(anchors, Mapping)
        or not all(str(grade).lstrip("-").isdecimal() for grade in anchors)
    ):
        raise InputError("rating.criterion-unclear", path=path, name=name)
    texts = {int(str(grade)): str(text) for grade, text in anchors.items()}
    return Criterion(name, *ends, str(said.get("title") or ""), str(said.get("question") or ""), texts)


def _why(failed: Exception) -> str:
    return getattr(failed, "strerror", None) or str(failed)
