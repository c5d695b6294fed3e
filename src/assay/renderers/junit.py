"""The verdict as JUnit XML, which every CI service shows: a test case a gate."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import ClassVar

from assay.core.estimate import Estimate
from assay.core.report import Report
from assay.core.verdict import Outcome
from assay.renderers.said.lines import GateLine
from assay.renderers.said.safety import many_lines, one_line
from assay.renderers.said.view import View
from assay.renderers.terminal.text import TextRenderer
from assay.text.patterns import pattern

# What XML 1.0 has no way to write, not even escaped.
_ILLEGAL = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JUnitRenderer:
    """PASS is a passed test case, FAIL a `<failure>`, INCONCLUSIVE an `<error>`: the test could not be decided.

    An `<error>` and not `<skipped>`, because services count what is skipped as harmless, and a model that has not been
    shown to be good enough would pass: `assay eval` ends in 3 then, which is not success either. With `--exit-zero`
    the file still tells the two apart. Where no gate came out as the verdict did, which is so when there is no gate,
    the verdict is a test case of its own. The terminal's report is in `<system-out>`, the numbers are properties.
    """

    name: ClassVar[str] = "junit"
    filename: ClassVar[str] = "junit.xml"

    def render(self, report: Report) -> str:
        """The whole document, in UTF-8."""
        view = View(report)
        cases = list(_cases(view))
        outcomes = [outcome for outcome, _ in cases]
        failures, errors = outcomes.count(Outcome.FAIL), outcomes.count(Outcome.INCONCLUSIVE)
        counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="0"'
        return "\n".join(
            (
                '<?xml version="1.0" encoding="UTF-8"?>',
                f'<testsuites name="assay" {counts}>',
                f"<testsuite name={_attribute(f'assay: {view.subject}')} {counts}>",
                f"<properties>{''.join(_properties(report))}</properties>",
                *(case for _, case in cases),
                f"<system-out>{_content(TextRenderer().render(report))}</system-out>",
                "</testsuite>",
                "</testsuites>\n",
            )
        )


def _cases(view: View) -> Iterator[tuple[Outcome, str]]:
    for gate in view.gates:
        yield gate.outcome, _case(view, gate.requirement, gate.outcome, gate.why, _figures(gate))
    if view.outcome not in {gate.outcome for gate in view.gates}:
        yield view.outcome, _case(view, view.words("renderers.verdict"), view.outcome, view.why)


def _case(view: View, name: str, outcome: Outcome, why: str, figures: str = "") -> str:
    case = f"name={_attribute(name)} classname={_attribute(f'assay.{view.report.judgement.policy}')}"
    if outcome is Outcome.PASS:
        return f"<testcase {case}/>"
    element = "failure" if outcome is Outcome.FAIL else "error"
    message = f"message={_attribute(why)} type={_attribute(view.words.outcome(outcome))}"
    return f"<testcase {case}><{element} {message}>{_content(figures)}</{element}></testcase>"


def _figures(gate: GateLine) -> str:
    if gate.line is None:
        return ""
    return f"{gate.line.title}: {gate.line.value} ({gate.line.interval}), {gate.threshold}"


def _properties(report: Report) -> list[str]:
    found = [f"<property name={_attribute(name)} value={_value(one)}/>" for name, one in report.estimates.items()]
    return [f'<property name="verdict" value="{report.verdict.outcome.value}"/>', *found]


def _value(estimate: Estimate) -> str:
    return _attribute("" if estimate.value is None else f"{estimate.value:.6g}")


def _content(text: str) -> str:
    return escape(_legal(many_lines(text)), quote=False)


def _attribute(text: str) -> str:
    return f'"{escape(_legal(one_line(text)))}"'


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
