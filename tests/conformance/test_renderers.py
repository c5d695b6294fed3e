"""What every renderer keeps, those of other packages too: whole, harmless, the same each time, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assay.core.messages import LANGUAGES
from assay.core.report import Report
from assay.renderers import RENDERERS
from tests.renderers.reports import ALL

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("name", list(RENDERERS))
def test_a_renderer_is_called_as_the_table_calls_it(name: str) -> None:
    assert RENDERERS[name].name == name


def test_each_renderer_has_a_file_of_its_own() -> None:
    names = [RENDERERS[name].filename for name in RENDERERS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", ALL.values(), ids=ALL)
@pytest.mark.parametrize("name", list(RENDERERS))
def test_every_report_is_drawn_the_same_each_time_in_every_language(name: str, kind: Callable[[str], Report]) -> None:
    for language in LANGUAGES:
        report = kind(language)
        drawn = RENDERERS[name]().render(report)
        assert drawn == RENDERERS[name]().render(kind(language))
        assert drawn.endswith("\n")


@pytest.mark.parametrize("name", list(RENDERERS))
def test_nothing_a_model_says_comes_out_as_a_control_code_or_cannot_be_written(name: str) -> None:
    drawn = RENDERERS[name]().render(ALL["hostile"]("en"))
    assert CONTROL.search(drawn) is None
    assert drawn.encode().decode() == drawn
