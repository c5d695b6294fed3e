"""From prediction files to what raters are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import PurePath
from random import Random

import numpy as np

from assay.core.errors import InputError, UsageError
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.rating_project import Exhibit, Output
from assay.rating.request import RateRequest
from assay.readers import read_candidate
from assay.readers.pairing import together
from assay.readers.preferences import contests_in, read_said
from assay.readers.ratings import rated, read_ratings
from assay.text.normalise import folded


def exhibits_of(request: RateRequest) -> tuple[list[Exhibit], tuple[Text, ...]]:
    """What is shown, and what to know of how it was read."""
    models, notes = _models(request)
    rows = _drawn(_left(models, request), request)
    systems = list(request.systems) or _systems(_paths(request))
    _check_mode(request, systems)
    examples = [_Example(models, systems, row) for row in rows]
    practice, main = examples[: request.practice], examples[request.practice :]
    made = [replace(one, part="practice") for example in practice for one in example.exhibits(request.form.mode)[:1]]
    alike = 0
    for example in main:
        found = example.exhibits(request.form.mode)
        differing = [one for one in found if request.form.mode == "rating" or not _alike(one)]
        alike += len(found) - len(differing)
        made += differing
    if not any(one.part == "main" for one in made):
        raise InputError("rating.nothing-to-rate", path=_paths(request))
    if alike:
        notes = (*notes, say("rating.same-outputs", n=alike))
    return [*made, *_checks(request)], notes


class _Example:
    """One example with what every model said of it."""

    def __init__(self, models: Sequence[Examples], systems: Sequence[str], row: int) -> None:
        first = models[0]
        self.id = first.id_of(row)
        self.prompt = None if first.prompts is None else first.prompts[row]
        self.reference = next((text for column in first.references if (text := column[row]) is not None), None)
        self.outputs = [
            Output(system, (one.predictions[row] if one.predictions is not None else None) or "")
            for system, one in zip(systems, models, strict=True)
        ]

    def exhibits(self, mode: str) -> list[Exhibit]:
        """One an output; one a pair of them; or one with all."""
        if mode == "rating":
            shown: list[tuple[Output, ...]] = [(one,) for one in self.outputs]
        elif mode == "pairs":
            shown = list(combinations(self.outputs, 2))
        else:
            shown = [tuple(self.outputs)]
        return [Exhibit(self.id, outputs, self.prompt, self.reference) for outputs in shown]


def _models(request: RateRequest) -> tuple[list[Examples], tuple[Text, ...]]:
    """The examples of every file, in one order."""
    first, *others = [_read(file, request) for file in request.files]
    notes = [note for one in (first, *others) for note in one.source.notes]
    if not others:
        return [first], tuple(notes)
    sides, pairing = together(first, others)
    notes.append(say("rating.paired", n=len(sides[0]), how=pairing.how))
    return sides, tuple(notes)


def _read(file: str | Examples, request: RateRequest) -> Examples:
    examples = read_candidate(file, replace(request.columns, role="base"), request.references)
    if examples.predictions is None:
        raise InputError("rating.no-outputs", path=examples.source.path)
    return examples


def _paths(request: RateRequest) -> list[str]:
    return [file if isinstance(file, str) else file.source.path for file in request.files]


def _left(models: Sequence[Examples], request: RateRequest) -> list[int]:
    """The rows that nobody rated yet, of any of the models."""
    if not request.not_in:
        return list(range(len(models[0])))
    ratings, preferences = read_said(request.not_in)
    done: set[int] = set()
    if ratings is not None:
        done.update(row for one in models for row in rated(ratings, one, strict=False).row.tolist())
    if preferences is not None and len(models) > 1:
        done.update(contests_in(preferences, models).row.tolist())
    return [row for row in range(len(models[0])) if row not in done]


def _drawn(rows: list[int], request: RateRequest) -> list[int]:
    """Some of the rows, drawn at random and in random order where they are not all."""
    n = len(rows)
    wanted = n if request.sample is None else min(n, request.sample + request.practice)
    if wanted < n or request.practice:
        rows = Random(f"{request.plan.seed}:sample").sample(rows, wanted)  # noqa: S311 - a draw, no secret
    if request.practice >= wanted:
        raise UsageError("rating.all-practice", practice=request.practice, n=wanted)
    return rows


def _systems(files: Sequence[str]) -> list[str]:
    """What the models are called: as their files are, with the folder where two files have one name."""
    paths = [PurePath(path.replace("\\", "/")) for path in files]
    stems = [path.stem for path in paths]
    named = [
        stem if stems.count(stem) == 1 else f"{path.parent.name}/{stem}"
        for stem, path in zip(stems, paths, strict=True)
    ]
    return [name if named.count(name) == 1 else f"{name} {place + 1}" for place, name in enumerate(named)]


def _check_mode(request: RateRequest, systems: Sequence[str]) -> None:
    if request.form.mode != "rating" and len(systems) < 2:
        raise UsageError("rating.needs-two", mode=request.form.mode)
    if request.checks is not None and request.form.mode != "rating":
        raise UsageError("rating.checks-of-ratings")


def _alike(exhibit: Exhibit) -> bool:
    """Whether all outputs are one text: nobody need be asked which is better."""
    return len({folded(one.text) for one in exhibit.outputs}) == 1


def _checks(request: RateRequest) -> Iterator[Exhibit]:
    """The outputs of a sheet whose ratings are known."""
    if request.checks is None:
        return
    sheet = read_ratings([request.checks])
    names = {name: criterion for criterion in request.form.criteria for name in (criterion.name,)}
    for place, item in enumerate(sheet.items):
        known = {
            sheet.dimensions[sheet.dimension[at]]: float(sheet.value[at])
            for at in np.flatnonzero(sheet.item == place).tolist()
        }
        expected = {name: value for name, value in known.items() if name in names}
        if item.output is None or not expected:
            raise InputError("rating.check-unclear", path=request.checks, line=item.line)
        yield Exhibit(
            item.id or f"check {place + 1}", (Output("", item.output),), item.prompt, part="check", expected=expected
        )
