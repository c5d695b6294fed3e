"""The report's tables, as words: classes, confusions, forms of outputs, figures of other tools, methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from shlex import join
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from assay.core.arrays import IntArray
from assay.core.estimate import Estimate
from assay.core.report import ClassEstimates, Confusion, Echo
from assay.renderers.figures import NOTHING, count, figure, share, short_interval
from assay.renderers.safety import Quoted
from assay.renderers.view import GateLine, View

if TYPE_CHECKING:
    from markupsafe import Markup


class Table(NamedTuple):
    """A head and rows of cells, none of them escaped. The columns of `numeric` stand to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


class Block(NamedTuple):
    """A part of the report: sentences, and a table below them where there is one. `name` is its place on the page;
    `brief` is the table for where there is little room, None where it is the same, and `drawing` draws what pages alone
    can show.
    """

    name: str
    title: str
    sentences: tuple[str, ...]
    table: Table | None = None
    brief: Table | None = None
    drawing: Callable[[], Markup | None] | None = None


class ClassLine(NamedTuple):
    """One class; `numbers` are precision, recall and F1, each as value and interval."""

    label: Quoted
    support: str
    predicted: str
    numbers: tuple[tuple[str, str], ...]


class Echoes(NamedTuple):
    """Figures of another tool that mean the same thing: their names, values, ours, and the sentence about them."""

    figures: tuple[tuple[Quoted, str, str], ...]
    why: str


def gates_table(view: View) -> Table:
    """Each requirement, how it came out, on what, and why."""
    words = view.words
    rows = tuple(
        (f"{gate.sign} {gate.word}", gate.requirement, *_judged(gate), gate.threshold, gate.why) for gate in view.gates
    )
    head = ("outcome", "requirement", "value", "interval", "threshold", "why")
    return Table(tuple(words(f"renderers.{name}") for name in head), rows, frozenset({2, 3, 4}))


def numbers_table(view: View) -> Table:
    """Every number with its interval and what it rests on."""
    rows = tuple((line.title, line.value, line.interval, line.n) for line in view.lines)
    head = (view.words("renderers.metric"), view.words("renderers.value"), view.words("renderers.interval"), "n")
    return Table(head, rows, frozenset({1, 2, 3}))


def class_lines(view: View, limit: int | None = None) -> list[ClassLine]:
    """The classes in the order of the matrix; where there are more than `limit`, those of lowest F1 first."""
    classes = list((view.report.classes or {}).items())
    if limit is not None and len(classes) > limit:
        classes = sorted(classes, key=lambda item: _f1(item[1]))[:limit]
    return [_class_line(label, one) for label, one in classes]


def confusion_table(view: View, confusion: Confusion) -> Table:
    """References down, predictions across, and what names no label last."""
    cells = cells_of(confusion)
    names = tuple(Quoted(label) for label in confusion.labels)
    rows = tuple((name, *map(count, row)) for name, row in zip(names, cells.tolist(), strict=True))
    head = ("", *prediction_names(view, confusion))
    return Table(head, rows, frozenset(range(1, len(head))))


def confused_table(view: View, confusion: Confusion, limit: int) -> Table:
    """The most frequent errors, with their share of the reference's examples."""
    words = view.words
    rows = tuple(
        (reference, predicted, count(times), share(times, whole))
        for reference, predicted, times, whole in islice(_confused(view, confusion), limit)
    )
    head = ("renderers.reference", "renderers.predicted-as", "renderers.times", "renderers.share-of-reference")
    return Table(tuple(words(key) for key in head), rows, frozenset({2, 3}))


def cells_of(confusion: Confusion) -> IntArray:
    """(K, K) counts, or (K, K + 1) with a last column for what names no label, where there is such an output."""
    if not confusion.unparsed.any():
        return confusion.counts
    return np.column_stack([confusion.counts, confusion.unparsed])


def prediction_names(view: View, confusion: Confusion) -> tuple[str, ...]:
    """The names of those columns."""
    labels = tuple(Quoted(label) for label in confusion.labels)
    return (*labels, view.words("renderers.no-label")) if confusion.unparsed.any() else labels


def rules_table(view: View) -> Table | None:
    """By which rule outputs became labels; None where each was a label as it stood."""
    parsing, words = view.report.parsing, view.words
    if parsing is None or (set(parsing.rules) <= {"exact"} and not parsing.forms):
        return None
    whole = sum(parsing.rules.values())
    rows = tuple((words.named("renderers.rule-", rule), count(n), share(n, whole)) for rule, n in parsing.rules.items())
    return Table((words("renderers.rule"), words("renderers.times"), words("renderers.share")), rows, frozenset({1, 2}))


def forms_table(view: View) -> Table | None:
    """The outputs that name no label; None where there is none."""
    parsing, words = view.report.parsing, view.words
    if parsing is None or not parsing.forms:
        return None
    rows = tuple((Quoted(form.text), count(form.count), Quoted(form.example)) for form in parsing.forms)
    head = (words("renderers.output"), words("renderers.times"), words("renderers.example-id"))
    return Table(head, rows, frozenset({1}))


def echoes(view: View) -> list[Echoes]:
    """What other tools printed, the figures with one meaning together."""
    groups: dict[str, list[Echo]] = {}
    for echo in view.report.echoes:
        groups.setdefault(view.words.of(echo.why), []).append(echo)
    return [Echoes(tuple(_echo(view, echo) for echo in group), why) for why, group in groups.items()]


def not_measured_table(view: View) -> Table | None:
    """The metrics that do not apply here, those with one reason together; None where all do."""
    words, names = view.words, dict[str, list[str]]()
    for name, why in view.report.not_measured.items():
        names.setdefault(words.of(why), []).append(name)
    rows = tuple((", ".join(group), why) for why, group in names.items())
    return Table((words("renderers.metric"), words("renderers.why")), rows) if rows else None


def skipped_table(view: View, limit: int) -> Table | None:
    """The first rows that could not be used; None where there is none."""
    skipped, words = view.report.source.skipped, view.words
    if not skipped:
        return None
    rows = tuple((Quoted(row.path), str(row.line), words.of(row.why)) for row in skipped[:limit])
    head = (words("renderers.file"), words("renderers.line"), words("renderers.why"))
    return Table(head, rows, frozenset({1}))


def methods_table(view: View) -> Table:
    """How each number and its interval were computed."""
    words = view.words
    rows = tuple(
        (words.heading(one), one.metric, one.method, one.signature, _worth(one))
        for one in view.report.estimates.values()
    )
    head = ("renderers.number", "renderers.name", "renderers.interval-method", "renderers.signature", "renderers.worth")
    return Table(tuple(words(key) for key in head), rows, frozenset({4}))


def origin(view: View) -> list[tuple[str, str]]:
    """What it takes to get the same report again, each by its name."""
    report, words = view.report, view.words
    found = [
        ("command", Quoted(f"assay {join(report.command)}") if report.command else ""),
        ("path", Quoted(report.source.path)),
        ("format", report.source.format),
        ("sha256", Quoted(report.source.sha256 or "")),
        ("version", f"Assay {report.version}"),
        ("seed", str(report.confidence.seed)),
    ]
    return [(words.named("renderers.origin-", name), value) for name, value in found if value]


def _judged(gate: GateLine) -> tuple[str, str]:
    return (NOTHING, "") if gate.line is None else (gate.line.value, gate.line.interval)


def _class_line(label: str, one: ClassEstimates) -> ClassLine:
    estimates = (one.precision, one.recall, one.f1)
    numbers = tuple((figure(number.value, 4), short_interval(number)) for number in estimates)
    return ClassLine(Quoted(label), count(one.support), count(one.predicted), numbers)


def _f1(one: ClassEstimates) -> float:
    return -1.0 if one.f1.value is None else one.f1.value


def _confused(view: View, confusion: Confusion) -> Iterator[tuple[str, str, int, int]]:
    cells = np.array(cells_of(confusion))
    support = cells.sum(axis=1)
    np.fill_diagonal(cells, 0)
    names = prediction_names(view, confusion)
    for position in np.argsort(-cells, axis=None, kind="stable").tolist():
        i, j = divmod(position, cells.shape[1])
        if not cells[i, j]:
            return
        yield Quoted(confusion.labels[i]), names[j], int(cells[i, j]), int(support[i])


def _echo(view: View, echo: Echo) -> tuple[Quoted, str, str]:
    value = _plain(echo.reported.value)
    ours = "" if echo.value is None else view.words("renderers.ours", value=_plain(echo.value))
    return Quoted(echo.reported.name), value, ours


def _plain(value: float) -> str:
    return f"{value:.4f}"


def _worth(estimate: Estimate) -> str:
    return count(estimate.n if estimate.n_effective is None else estimate.n_effective)
