"""The report in a few lines to paste into a chat, in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from assay.core.comparison import Comparison
from assay.core.report import Report
from assay.renderers.said.blocks.bases import difference_cells
from assay.renderers.said.figures import decimals, figure, interval
from assay.renderers.said.lines import line_of
from assay.renderers.said.safety import one_line
from assay.renderers.said.view import View
from assay.text.width import cut

OTHER = {"en": "zh-Hans", "zh-Hans": "en", "zh-Hant": "en"}
"""The second language beside the first."""

LONGEST = 400  # columns of a line
_PLACES = 2
# What chats make bold, code, a spoiler, a person called, an icon or a link of; each becomes what looks the same.
_EATEN = (
    (re.compile(r"[*]"), "∗"),
    (re.compile(r"`"), "'"),
    (re.compile(r"~~+"), "∼"),
    (re.compile(r"\|\|+"), "∣"),
    (re.compile(r"(?<!\w)_+|_+(?!\w)"), "＿"),
    (re.compile(r"@(?=\w)"), "＠"),
    (re.compile(r"#(?=\w)"), "＃"),
    (re.compile(r"<(?=[\w!@#:/])"), "＜"),
    (re.compile(r"\[(?=[^\]]*\]\()"), "［"),
    (re.compile(r":(?=[\w+-]+:)"), "："),
    (re.compile(r"(?<=\w)://"), "：//"),
)


class SummaryRenderer:
    """At most six lines in each language, the report's own first: the verdict and why, the number that decides with its
    interval, before and after or the runs or what people say, the worst finding, and the next step.
    """

    name: ClassVar[str] = "summary"
    filename: ClassVar[str] = "summary.txt"

    def render(self, report: Report) -> str:
        """Both, with an empty line between them."""
        return "\n".join(_half(report)) + "\n\n" + "\n".join(_half(replace(report, language=_second(report)))) + "\n"


def plain(text: str) -> str:
    """`text` on one line, without effect as markup in a chat."""
    shown = one_line(text)
    for eaten, instead in _EATEN:
        shown = eaten.sub(instead, shown)
    return cut(shown, LONGEST)


def _second(report: Report) -> str:
    return OTHER.get(report.language, "en")


def _half(report: Report) -> Iterator[str]:
    view = View(report)
    lines = (_verdict(view), _number(view), _beside(view), _people(view), _finding(view), _next(view))
    return (plain(line) for line in lines if line)


def _verdict(view: View) -> str:
    return f"{view.sign} {view.word} · {view.subject} · {view.size} · {view.why}"


def _decides(view: View) -> str | None:
    """The metric that the verdict or the comparison turns on, else the first."""
    report = view.report
    asked = [gate.metric for gate in report.judgement.gates if gate.outcome is report.verdict.outcome]
    asked += [one.primary for one in report.comparisons]
    return next((one for one in asked if one in report.estimates), next(iter(report.estimates), None))


def _number(view: View) -> str:
    name = _decides(view)
    if name is None:
        return ""
    estimate = view.report.estimates[name]
    line = line_of(view.words, estimate, view.words.heading(estimate))
    kind = "renderers.summary-number" if line.interval else "renderers.summary-number-alone"
    return view.words(kind, metric=line.title, value=line.value, interval=line.interval, n=line.n, level=view.level)


def _beside(view: View) -> str:
    report, words = view.report, view.words
    if report.comparisons:
        return _change(view, report.comparisons[0])
    found = report.stability
    estimate = None if found is None else report.estimates.get(found.metric)
    if found is None or estimate is None:
        return ""
    values = [figure(value, decimals(estimate)) for value in found.runs]
    return words("renderers.summary-runs", n=len(found.runs), values=values)


def _change(view: View, comparison: Comparison) -> str:
    one = comparison.differences.get(_decides(view) or "") or comparison.differences.get(comparison.primary)
    if one is None or one.value is None:
        return view.words.of(comparison.effect)
    metric, base, candidate, value, ends, _, outcome = difference_cells(view, one)
    numbers = {"base": base, "candidate": candidate, "difference": value, "interval": ends, "outcome": outcome}
    return view.words("renderers.summary-change", metric=metric, **numbers)


def _people(view: View) -> str:
    people = view.report.people
    one = None if people is None else people.dimensions.get(people.main)
    if people is None or one is None:
        return ""
    return view.words(
        "renderers.summary-people",
        dimension=view.words.of(one.title),
        value=figure(one.estimate.value, _PLACES),
        high=f"{one.scale.high:g}",
        interval=interval(one.estimate.low, one.estimate.high, _PLACES),
        raters=len(people.raters),
    )


def _finding(view: View) -> str:
    words = view.words
    if not view.report.findings:
        return ""
    worst = view.report.findings[0]
    severity = words.named("renderers.severity-", worst.severity)
    return words("renderers.summary-finding", title=words.of(worst.title), severity=severity)


def _next(view: View) -> str:
    return view.words("renderers.summary-next", step=view.next[0]) if view.next else ""
