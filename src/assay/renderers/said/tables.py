"""The report's tables, as words: classes, confusions, forms of outputs, figures of other tools, methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.estimate import Estimate
from assay.core.report import Echo
from assay.frozen import frozen
from assay.renderers.said.block import Table
from assay.renderers.said.figures import NOTHING, count, share
from assay.renderers.said.lines import GateLine
from assay.renderers.said.safety import Quoted
from assay.renderers.said.view import View

if TYPE_CHECKING:
    pass


@frozen
class Echoes:
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


def _judged(gate: GateLine) -> tuple[str, str]:
    return (NOTHING, "") if gate.line is None else (gate.line.value, gate.line.interval)


def _echo(view: View, echo: Echo) -> tuple[Quoted, str, str]:
    value = _plain(echo.reported.value)
    ours = "" if echo.value is None else view.words("renderers.ours", value=_plain(echo.value))
    return Quoted(echo.reported.name), value, ours


def _plain(value: float) -> str:
    return f"{value:.4f}"


def _worth(estimate: Estimate) -> str:
    return count(estimate.n if estimate.n_effective is None else estimate.n_effective)
