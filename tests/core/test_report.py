"""result.json: in the published shape, whole, and never made up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from importlib.resources import files
from math import inf, isfinite, nan
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from assay.core.estimate import Estimate
from assay.core.messages import LANGUAGES
from assay.core.report import Report
from assay.core.verdict import Outcome
from tests.renderers.reports import ALL, documents, replies, tickets, tutorial

SCHEMA: dict[str, Any] = json.loads((files("assay.core") / "result.schema.json").read_text(encoding="utf-8"))


def closed(schema: Any) -> Any:
    """The schema with no room for a key that it does not name: readers must ignore new keys, we must document ours."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    tight = {name: closed(part) for name, part in schema.items()}
    if "properties" in schema and schema.get("type") == "object":
        tight["unevaluatedProperties"] = schema.get("additionalProperties", False)
    return tight


def tight_schema() -> dict[str, Any]:
    tight: dict[str, Any] = closed(deepcopy(SCHEMA))
    # A measurement is also a part of an estimate and of a composite, which have more keys.
    del tight["$defs"]["measurement"]["unevaluatedProperties"]
    return tight


def as_read(report: Report, language: str | None = None) -> dict[str, Any]:
    """The dictionary after it was written and read as JSON."""
    read: dict[str, Any] = json.loads(json.dumps(report.to_dict(language), allow_nan=False))
    return read


def numbers_of(value: object) -> Iterator[float]:
    if isinstance(value, dict):
        for item in value.values():
            yield from numbers_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from numbers_of(item)
    elif isinstance(value, float):
        yield value


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ALL.values(), ids=ALL)
def test_every_report_is_as_the_schema_says(kind: Callable[[str], Report], language: str) -> None:
    written = as_read(kind(language))
    Draft202012Validator(SCHEMA).validate(written)
    Draft202012Validator(tight_schema()).validate(written)


@pytest.mark.parametrize("change", ["metrics", "gates", "inputs"])
def test_the_schema_refuses_what_lacks_a_key(change: str) -> None:
    written = as_read(tutorial())
    {"metrics": written["metrics"]["f1"], "gates": written["gates"][0], "inputs": written["inputs"]["candidates"][0]}[
        change
    ].pop({"metrics": "low", "gates": "threshold", "inputs": "sha256"}[change])
    assert not Draft202012Validator(SCHEMA).is_valid(written)


def test_the_schema_refuses_a_missing_number_without_a_reason() -> None:
    written = as_read(tutorial())
    written["metrics"]["f1"].update(value=None, why=None)
    assert not Draft202012Validator(SCHEMA).is_valid(written)


def test_the_schema_lets_a_later_version_add_a_key_but_our_own_keys_are_all_in_it() -> None:
    written = as_read(tutorial())
    written["metrics"]["f1"]["later"] = 1
    assert Draft202012Validator(SCHEMA).is_valid(written)
    assert not Draft202012Validator(tight_schema()).is_valid(written)


def test_the_tutorial_s_figures_are_in_their_places() -> None:
    written = as_read(tutorial())
    assert written["schema"] == "assay.result/1"
    assert written["metrics"]["accuracy"]["value"] == 0.8
    assert written["metrics"]["f1"]["label"] == "1"
    assert written["confusion"] == {"labels": ["0", "1"], "counts": [[6, 1], [2, 6]], "unparsed": [0, 0]}
    assert written["classes"]["1"]["support"] == 8
    assert written["baseline"]["label"] == "1"
    assert written["gates"][0]["examples_needed"] == 22
    assert written["verdict"]["outcome"] == "inconclusive"
    assert len(written["verdict"]["next"]) == 2


def test_what_does_not_apply_is_null() -> None:
    written = as_read(replies())
    absent = ("classes", "confusion", "baseline", "parsing", "comparison", "stability", "people")
    assert [written[name] for name in absent] == [None] * len(absent)
    assert (written["findings"], written["not_applicable"]) == ([], [])


def test_an_infinite_number_is_null_with_its_reason() -> None:
    perplexity = as_read(documents())["metrics"]["perplexity"]
    assert (perplexity["value"], perplexity["why"]) == (None, "Infinite: 1 token got probability 0.")
    assert perplexity["range"] == [1.0, None]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (None, "This number does not exist for these examples."),
        (nan, "This number does not exist for these examples."),
        (inf, "This number is infinite."),
        (np.float64(0.5), None),
    ],
)
def test_a_missing_number_never_lacks_a_reason(value: float | None, why: str | None) -> None:
    report = tutorial()
    made = Estimate("x", value, -inf, inf, 3, "none")
    written = as_read(replace(report, estimates={"x": made}))["metrics"]["x"]
    assert written["why"] == why
    assert written["value"] == (0.5 if why is None else None)
    assert (written["low"], written["high"]) == (None, None)


@pytest.mark.parametrize("kind", ALL.values(), ids=ALL)
def test_no_number_is_infinite_or_not_a_number(kind: Callable[[str], Report]) -> None:
    assert all(isfinite(number) for number in numbers_of(kind("en").to_dict()))


def test_sentences_are_in_the_language_asked_for_and_codes_in_none() -> None:
    report = tickets("zh-Hant")
    assert as_read(report)["verdict"]["why"] == "模型滿足兩項要求。"
    english = as_read(report, "en")
    assert english["language"] == "en"
    assert english["verdict"] == {
        "outcome": "pass",
        "why": "The model meets both requirements.",
        "next": ["Look at the 5 outputs that name no label."],
    }


def test_rows_that_were_set_aside_are_all_named() -> None:
    assert as_read(tickets())["inputs"]["candidates"][0]["skipped"] == [
        {
            "path": "runs/tickets/generated_predictions.jsonl",
            "line": 17,
            "why": "not JSON: a comma is missing after column 48.",
        }
    ]


def test_a_report_gives_its_numbers_its_verdict_and_its_findings() -> None:
    report = tutorial()
    assert report.metrics["f1"].low == 0.5055
    assert report.verdict.outcome is Outcome.INCONCLUSIVE
    assert report.findings == ()
