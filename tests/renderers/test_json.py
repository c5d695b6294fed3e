"""result.json as it is written."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from assay.core.report import Report
from assay.renderers.json import JsonRenderer
from tests.renderers.reports import HOSTILE, KINDS, hostile, tutorial


def refused(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("kind", KINDS.values())
def test_it_holds_exactly_the_report_s_dictionary(kind: Callable[[str], Report], language: str) -> None:
    report = kind(language)
    assert json.loads(JsonRenderer().render(report), parse_constant=refused) == report.to_dict()


def test_a_list_of_numbers_is_on_one_line() -> None:
    written = JsonRenderer().render(tutorial())
    assert '"counts": [\n      [6, 1],\n      [2, 6]\n    ],' in written
    assert '"range": [0.0, 1.0]' in written


def test_text_that_looks_like_a_list_stays_as_it_is() -> None:
    report = tutorial()
    assert json.loads(JsonRenderer().render(report))["units"]["why"] == report.to_dict()["units"]["why"]  # type: ignore[index,call-overload]


def test_it_is_harmless_on_a_terminal_and_loses_nothing() -> None:
    written = JsonRenderer().render(hostile())
    assert "\\u001b[31mred" in written
    assert "\\u202egnp.exe" in written
    assert not set(written) & {"\x1b", "\u202e", "\x00"}
    labels = json.loads(written)["confusion"]["labels"]
    assert labels == [*HOSTILE[:-1], "\ufffdhalf"]
    assert written.encode()
