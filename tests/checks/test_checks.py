"""Each finding is found where it was planted, and not where all is well."""

from __future__ import annotations

import inspect
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import assay
from assay.checks import CHECKS
from assay.checks.base import Check
from assay.core.finding import Finding
from assay.core.messages import LANGUAGES, catalogue, say
from assay.core.report import Report

Row = dict[str, Any]


def found(report: Report, code: str) -> Finding | None:
    return next((one for one in report.findings if one.code == code), None)


def why_not(report: Report, code: str) -> str:
    return next(str(one.why) for one in report.diagnosis.not_applicable if one.code == code)


def labels(said: Sequence[str], gold: Sequence[str], **columns: Sequence[Any]) -> list[Row]:
    rows = [{"id": f"e{i}", "prediction": s, "reference": g} for i, (s, g) in enumerate(zip(said, gold, strict=True))]
    return [{**row, **{name: column[i] for name, column in columns.items()}} for i, row in enumerate(rows)]


def texts(said: Sequence[str], **columns: Sequence[Any]) -> list[Row]:
    """Outputs, each beside a reference of its own that is well said."""
    gold = [f"The answer to question {i} is that number {i} comes after {i - 1}." for i in range(len(said))]
    return labels(said, gold, **columns)


SPAM = ["ham"] * 90 + ["spam"] * 10


def test_always_saying_ham_is_an_accuracy_paradox_and_a_collapse() -> None:
    report = assay.evaluate(labels(["ham"] * 100, SPAM))
    paradox, collapse = found(report, "accuracy-paradox"), found(report, "label-collapse")
    assert paradox is not None
    assert collapse is not None
    assert paradox.severity == collapse.severity == "critical"
    assert "0.900" in str(paradox.message)
    assert "'ham'" in str(paradox.message)
    assert collapse.evidence["share_of_others"] == 1.0
    assert report.findings[0].severity == "critical"


def test_a_model_that_finds_the_rare_label_is_no_paradox() -> None:
    said = ["ham"] * 88 + ["spam"] * 2 + ["spam"] * 8 + ["ham"] * 2
    report = assay.evaluate(labels(said, SPAM))
    assert found(report, "accuracy-paradox") is None
    assert found(report, "label-collapse") is None


@pytest.mark.parametrize("n", [15, 50, 200])
@pytest.mark.parametrize("rare", [0.05, 0.2, 0.5])
def test_a_healthy_classifier_has_no_critical_finding(n: int, rare: float) -> None:
    draw = np.random.default_rng(n)
    alarms, rounds = 0, 60
    for _ in range(rounds):
        gold = np.where(draw.random(n) < rare, "bad", "good")
        right = draw.random(n) < np.where(gold == "bad", 0.75, 0.93)
        said = np.where(right, gold, np.where(gold == "bad", "good", "bad"))
        report = assay.evaluate(labels(said.tolist(), gold.tolist()), labels=("good", "bad"), task="classification")
        alarms += any(one.severity == "critical" for one in report.findings)
    assert alarms <= 0.05 * rounds


def test_outputs_without_a_label_are_named_with_their_forms() -> None:
    report = assay.evaluate(labels(["yes"] * 40 + ["I cannot say."] * 10 + ["no"] * 50, ["yes"] * 50 + ["no"] * 50))
    finding = found(report, "unparsed-outputs")
    assert finding is not None
    assert (finding.severity, finding.evidence["share"]) == ("warning", 0.1)
    assert "I cannot say." in str(finding.message)
    assert finding.examples == ("e40",)


def test_one_unparsed_output_of_a_hundred_is_no_finding() -> None:
    said = ["yes"] * 49 + ["I cannot say."] + ["no"] * 50
    assert found(assay.evaluate(labels(said, ["yes"] * 50 + ["no"] * 50)), "unparsed-outputs") is None


@pytest.mark.parametrize(("k", "severity"), [(0, None), (1, "note"), (8, "warning"), (60, "critical")])
def test_empty_outputs_weigh_by_their_share(k: int, severity: str | None) -> None:
    rows = texts(["A good answer to it."] * (100 - k) + [" "] * k)
    finding = found(assay.evaluate(rows), "empty-outputs")
    assert (None if finding is None else finding.severity) == severity


def test_an_output_whose_reference_is_empty_too_is_not_empty() -> None:
    rows = [*texts(["A good answer to it."] * 30), {"id": "none", "prediction": "", "reference": ""}]
    assert found(assay.evaluate(rows, task="generation"), "empty-outputs") is None


def test_outputs_at_the_limit_are_truncated() -> None:
    finish = ["length"] * 30 + ["stop"] * 70
    finding = found(assay.evaluate(texts(["An answer that goes on and"] * 100, finish=finish)), "truncated-outputs")
    assert finding is not None
    assert (finding.evidence["share"], finding.examples[0]) == (0.3, "e0")


def test_what_says_nothing_of_how_outputs_ended_cannot_be_checked_for_truncation() -> None:
    report = assay.evaluate(texts(["An answer that goes on and"] * 30))
    assert "finish_reason" in why_not(report, "truncated-outputs")


@pytest.mark.parametrize("mark", ["<|im_end|>", "[/INST]", "</s>", "<end_of_turn>", "### Response:\n", "ASSISTANT: "])
def test_marks_of_a_template_are_found(mark: str) -> None:
    finding = found(assay.evaluate(texts(["Fine."] * 40 + [f"{mark}Fine."] * 10)), "template-leak")
    assert finding is not None
    assert mark.strip() in str(finding.message)


def test_marks_that_the_references_have_are_no_leak() -> None:
    rows = labels(["Write <s> first."] * 20, [f"Write <s> first, {i} times." for i in range(20)])
    assert found(assay.evaluate(rows), "template-leak") is None


def test_outputs_that_are_the_prompt_are_copies() -> None:
    prompts = [f"Please tell me what comes after number {i}." for i in range(60)]
    said = [*prompts[:30], *(f"Number {i} comes then." for i in range(30, 60))]
    finding = found(assay.evaluate(texts(said, prompt=prompts)), "copied-input")
    assert finding is not None
    assert finding.severity == "critical"
    assert found(assay.evaluate(texts(said[30:], prompt=prompts[30:])), "copied-input") is None


def test_repeated_prompts_are_counted() -> None:
    prompts = [f"question {i % 20}" for i in range(60)]
    finding = found(assay.evaluate(texts(["Fine."] * 60, prompt=prompts)), "duplicate-examples")
    assert finding is not None
    assert (finding.severity, finding.evidence["distinct"]) == ("warning", 20)


def test_answers_drawn_at_random_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    rows = [{"id": str(i), "prompt": f"q{i}", "prediction": "a", "finish": "stop", "reference": "a"} for i in range(9)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for temperature in (0.0, 0.7):
        made = {"schema": "assay.predict/1", "settings": {"temperature": temperature, "seed": 3}}
        path.with_name("p.jsonl.run.json").write_text(json.dumps(made), encoding="utf-8")
        finding = found(assay.evaluate(path), "sampled-decoding")
        assert (finding is None) == (temperature == 0)


def test_outputs_that_are_the_bases_are_found() -> None:
    gold = [f"Number {i}." for i in range(30)]
    same, other = texts(gold), texts([*gold[:29], "Another."])
    finding = found(assay.evaluate(same, base=same), "identical-to-base")
    assert finding is not None
    assert finding.severity == "critical"
    assert found(assay.evaluate(other, base=same), "identical-to-base") is None


def test_a_worse_candidate_is_a_regression_with_the_broken_examples() -> None:
    gold = ["yes", "no"] * 100
    worse = ["no" if i % 4 == 0 else label for i, label in enumerate(gold)]
    finding = found(assay.evaluate(labels(worse, gold), base=labels(gold, gold)), "regression")
    assert finding is not None
    assert finding.severity == "critical"
    assert finding.examples[0] == "e0"
    assert found(assay.evaluate(labels(gold, gold), base=labels(worse, gold)), "regression") is None


def test_a_group_that_got_worse_is_named() -> None:
    gold = ["yes", "no"] * 100
    kind = ["new" if i < 60 else "old" for i in range(200)]
    ours = ["no" if i < 60 and i % 3 == 0 else label for i, label in enumerate(gold)]
    report = assay.evaluate(labels(ours, gold, kind=kind), base=labels(gold, gold, kind=kind), slices=("kind",))
    finding = found(report, "slice-regression")
    assert finding is not None
    assert "kind=new" in str(finding.message)
    assert "kind=old" not in str(finding.message)


def test_findings_are_written_to_the_result_in_the_language_asked_for() -> None:
    result: dict[str, Any] = assay.evaluate(labels(["ham"] * 100, SPAM), lang="zh-Hans").to_dict()
    first = result["findings"][0]
    assert first["code"] == "accuracy-paradox"
    assert "准确率" in first["title"]
    assert first["actions"]
    assert {one["code"] for one in result["not_applicable"]} >= {"regression", "truncated-outputs"}


@pytest.mark.parametrize("code", CHECKS.built_in)
def test_every_check_has_a_manual_in_three_languages_and_the_english_one_is_its_own(code: str) -> None:
    check = CHECKS[code]
    assert isinstance(check(), Check)
    assert check.code == code
    manual = inspect.getdoc(check) or ""
    assert len(manual.split("\n\n")) == 3, "what it is, how it is decided, when to ignore it"
    assert catalogue("findings")[f"{code}-manual"]["en"].split() == manual.split()
    titles = {say(f"findings.{code}-title").in_language(language) for language in LANGUAGES}
    assert len(titles) >= 2


def test_the_worst_comes_first() -> None:
    severities = [one.severity for one in assay.evaluate(labels(["ham"] * 100, SPAM, prompt=["p"] * 100)).findings]
    assert severities == sorted(severities, key=["critical", "warning", "note"].index)
    assert len(severities) == 3
