"""What people prefer, in every form of the report."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from assay.core.messages import LANGUAGES, say
from assay.core.report import Report
from assay.renderers import RENDERERS
from tests.people.test_preferences import evaluated, judgements

HOSTILE = "<script>alert(1)</script>\x1b[31m"
SCHEMA = json.loads((files("assay.core") / "result.schema.json").read_text(encoding="utf-8"))


def report(language: str = "en", **more: Any) -> Report:  # options of the judgements
    return evaluated(judgements(0.75, raters=2, **more), lang=language)


def drawn(found: Report, form: str) -> str:
    return RENDERERS[form]().render(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_says_the_win_rate(form: str, language: str) -> None:
    found = report(language)
    assert found.people is not None
    (one,) = found.people.preferences
    assert f"{one.rate.value:.2f}" in drawn(found, form)
    assert say("renderers.preferences").in_language(language) in drawn(found, form)


def test_the_json_keeps_its_schema_and_has_all_of_it() -> None:
    plain = json.loads(json.dumps(report().to_dict()))
    jsonschema.validate(plain, SCHEMA)
    (one,) = plain["people"]["preferences"]
    assert one["comparison"] == 0
    assert one["wins"] + one["ties"] + one["losses"] == 120
    assert one["win_rate"]["low"] < one["win_rate"]["value"] < one["win_rate"]["high"]
    assert one["first_position"]["balanced"] is True
    assert one["krippendorff_alpha"] is not None
    assert plain["inputs"]["ratings"][0]["format"] == "preferences-pairs"


def test_an_order_that_was_not_left_to_chance_is_said() -> None:
    assert "which chance does not do" in drawn(report(first=1.0), "markdown")
    assert "What was shown first was preferred in" in drawn(report(), "markdown")


def test_names_of_models_and_raters_stay_harmless() -> None:
    rows = [{**row, "rater": HOSTILE, "dimension": HOSTILE} for row in judgements(0.75)]
    for form in sorted(RENDERERS):
        shown = drawn(evaluated(rows), form)
        assert "\x1b[31m" not in shown
        assert form != "html" or "<script>alert" not in shown
