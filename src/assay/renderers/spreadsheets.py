"""Every table of the report for a spreadsheet: the sections of result.json, a file each, a number a cell."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from typing import TypeAlias

from assay.core.report import Json, Report
from assay.renderers.table import harmless

Row: TypeAlias = dict[str, Json]
Section: TypeAlias = Callable[[Row], Iterator[Row]]


def spreadsheets(report: Report) -> dict[str, str]:
    """CSV by file name, as the table of examples is: UTF-8 with a byte-order mark, lines ending in CR LF, nothing that
    a spreadsheet would run. Heads are the keys of result.json, which no language changes; a table without rows is left
    out.
    """
    whole = report.to_dict()
    found = {name: [_flat(row) for row in rows(whole)] for name, rows in SECTIONS.items()}
    return {f"{name}.csv": _written(rows) for name, rows in found.items() if rows}


def _metrics(whole: Row) -> Iterator[Row]:
    yield from _by_name(whole["metrics"], "metric")
    yield from ({"metric": one["name"], **one} for one in _list(whole["composites"]))


def _gates(whole: Row) -> Iterator[Row]:
    yield from _list(whole["gates"])


def _classes(whole: Row) -> Iterator[Row]:
    yield from _by_name(whole["classes"], "class")


def _confusion(whole: Row) -> Iterator[Row]:
    found = _row(whole["confusion"])
    if not found:
        return
    labels = [str(label) for label in _values(found["labels"])]
    for label, counts, unparsed in zip(labels, _values(found["counts"]), _values(found["unparsed"]), strict=True):
        yield {
            "reference": label,
            **{f"predicted {name}": n for name, n in zip(labels, _values(counts), strict=True)},
        } | {"no label": unparsed}


def _comparisons(whole: Row) -> list[Row]:
    return [one for one in (_row(whole["comparison"]), *_list(whole["other_comparisons"])) if one]


def _compared(whole: Row) -> Iterator[Row]:
    for one in _comparisons(whole):
        yield from ({**_base(one), **row} for row in _by_name(one["metrics"], "metric"))


def _slices(whole: Row) -> Iterator[Row]:
    for one in _comparisons(whole):
        yield from ({**_base(one), **row} for row in _list(one["slices"]))


def _base(one: Row) -> Row:
    return {"base_file": one["base"], "base_column": one["base_column"]}


def _runs(whole: Row) -> Iterator[Row]:
    """A row a run, a column a metric."""
    found = _row(whole["stability"])
    sources = _values(found["sources"]) if found else []
    for place, source in enumerate(sources):
        values = {name: _values(runs)[place] for name, runs in _row(found["values"]).items()}
        yield {"run": place + 1, "source": source, **values}


def _ratings(whole: Row) -> Iterator[Row]:
    yield from _by_name(_row(whole["people"]).get("dimensions"), "dimension")


def _agreement(whole: Row) -> Iterator[Row]:
    yield from _by_name(_row(whole["people"]).get("agreement"), "dimension")


def _of_people(name: str) -> Section:
    return lambda whole: iter(_list(_row(whole["people"]).get(name)))


def _findings(whole: Row) -> Iterator[Row]:
    for one in _list(whole["findings"]):
        evidence = "; ".join(f"{name} {_cell(value)}" for name, value in _row(one["evidence"]).items())
        yield {**one, "evidence": evidence}


def _next(whole: Row) -> Iterator[Row]:
    yield from _list(whole["recommendations"])


def _training(whole: Row) -> Iterator[Row]:
    """A row a point of each curve, thinned as in result.json."""
    run = _row(whole["training_run"])
    curves = {name: run.get(name) for name in ("loss", "validation_loss", "learning_rate", "gradient_norm")}
    for name, curve in (curves | _row(run.get("scores"))).items():
        points = _row(curve)
        for step, value in zip(_values(points.get("steps")), _values(points.get("values")), strict=True):
            yield {"curve": name, "step": step, "value": value}


SECTIONS: Mapping[str, Section] = {
    "metrics": _metrics,
    "gates": _gates,
    "classes": _classes,
    "confusion": _confusion,
    "comparison": _compared,
    "slices": _slices,
    "runs": _runs,
    "ratings": _ratings,
    "agreement": _agreement,
    "raters": _of_people("by_rater"),
    "preferences": _of_people("preferences"),
    "metrics-beside-people": _of_people("metrics"),
    "judges": _of_people("judges"),
    "training": _training,
    "findings": _findings,
    "recommendations": _next,
}


def _row(value: Json) -> Row:
    return value if isinstance(value, dict) else {}


def _values(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _list(value: Json) -> list[Row]:
    return [one for one in _values(value) if isinstance(one, dict)]


def _by_name(value: Json, key: str) -> Iterator[Row]:
    yield from ({key: name, **_row(one)} for name, one in _row(value).items())


def _flat(row: Row, before: str = "") -> Row:
    """The parts of a nested section under names with dots: "precision.low"."""
    found: Row = {}
    for name, value in row.items():
        found |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {before + name: value}
    return found


def _cell(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return harmless("; ".join(map(_cell, value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else repr(value)


def _written(rows: list[Row]) -> str:
    head = list(dict.fromkeys(name for row in rows for name in row))
    written = StringIO()
    written.write("\ufeff")
    lines = csv.writer(written)
    lines.writerow(map(harmless, head))
    lines.writerows([_cell(row.get(name)) for name in head] for row in rows)
    return written.getvalue()
