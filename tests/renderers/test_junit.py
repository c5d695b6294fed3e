"""The verdict as JUnit XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

import pytest

from assay.core.report import Report
from assay.renderers.junit import JUnitRenderer
from tests.renderers.reports import KINDS, hostile, replies, tickets, tutorial


def parsed(report: Report) -> ET.Element:
    return ET.fromstring(JUnitRenderer().render(report).encode())  # noqa: S314 - our own document


@pytest.mark.parametrize("kind", [*KINDS.values(), hostile])
def test_it_is_valid_xml_and_its_counts_are_right(kind: Callable[[str], Report]) -> None:
    suites = parsed(kind("zh-Hans"))
    for counted in (suites, *suites.iter("testsuite")):
        assert int(counted.attrib["tests"]) == len(list(suites.iter("testcase")))
        assert int(counted.attrib["failures"]) == len(list(suites.iter("failure")))
        assert int(counted.attrib["errors"]) == len(list(suites.iter("error")))


def test_a_gate_that_passes_is_a_passed_case() -> None:
    assert [list(case) for case in parsed(tickets()).iter("testcase")] == [[], []]


def test_a_gate_that_fails_is_a_failure_with_its_reason() -> None:
    failed = next(parsed(replies()).iter("failure"))
    assert failed.attrib == {"message": "The whole interval lies below 0.95.", "type": "FAIL"}
    assert failed.text == "ROUGE-L: 0.5914 (0.1912 – 0.8987), ≥ 0.95"


def test_what_is_not_settled_is_an_error_and_never_skipped() -> None:
    suites = parsed(tutorial())
    assert next(suites.iter("error")).attrib["type"] == "INCONCLUSIVE"
    assert list(suites.iter("skipped")) == []


def test_a_verdict_without_gates_is_a_case_of_its_own() -> None:
    report = tutorial()
    suites = parsed(replace(report, judgement=replace(report.judgement, gates=())))
    assert [case.attrib["name"] for case in suites.iter("testcase")] == ["verdict"]
    assert next(suites.iter("error")).attrib["message"].startswith("15 examples cannot show")


def test_the_numbers_are_properties() -> None:
    values = {one.attrib["name"]: one.attrib["value"] for one in parsed(replies()).iter("property")}
    assert values == {
        "verdict": "fail",
        "bleu": "41.38",
        "rouge1": "0.6203",
        "rougeL": "0.5914",
        "ter": "54.1",
        "distinct2": "",
    }


def test_the_terminal_s_report_goes_with_it() -> None:
    shown = parsed(tutorial()).findtext(".//system-out")
    assert shown is not None
    assert shown.startswith("? INCONCLUSIVE\n")
