"""What a judge decided, read from whatever it said: never guessed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from assay.core.asking import Answer
from assay.predicting.judge.fault import REFUSED, Fault
from assay.predicting.judge.sheets import Filled, Sheet

_THOUGHT = "</think>"


def read_answer(answer: Answer, sheet: Sheet) -> Filled | Fault:
    """The sheet as the answer's first JSON object fills it in. Where a later one fills it in otherwise, as when the
    judge quotes the text that it judges, nobody knows which is meant: that is a fault.
    """
    if answer.finish == REFUSED:
        return Fault(REFUSED, (answer.error or "",))
    found = [sheet.filled(said) for said in objects_in(answer.text.rpartition(_THOUGHT)[2])]
    good = [one for one in found if isinstance(one, Filled)]
    if any(one.decided != good[0].decided for one in good):
        return Fault("several")
    if good:
        return good[0]
    faults = [one for one in found if isinstance(one, Fault)]
    return faults[0] if faults else Fault("cut-off" if answer.finish == "length" else "no-json")


def objects_in(text: str) -> Iterator[dict[str, object]]:
    """The JSON objects in a text, one behind the other; what lies within one is not looked for again."""
    decoder = json.JSONDecoder(object_pairs_hook=_without_doubt)
    start = text.find("{")
    while start >= 0:
        try:
            said, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            yield said
        start = text.find("{", end)


def _without_doubt(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """An object by its names in small letters. A name that has two values has none."""
    said: dict[str, object] = {}
    for name, value in pairs:
        key = name.strip().lower()
        said[key] = value if key not in said or said[key] == value else None
    return said
