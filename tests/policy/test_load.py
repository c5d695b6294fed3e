"""A policy is found by its name or its path, and fits the task at hand or says why not."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml

from assay.core.errors import PolicyError
from assay.core.messages import LANGUAGES
from assay.core.task import Family
from assay.metrics.find import find as find_metric
from assay.policy import READY, load_policy
from assay.policy.load import read_policy
from assay.policy.templates import FOR_TASK, about, ready_text, template
from tests.policy.samples import COLOURS, SICK, TEXTS, find, task

SCHEMA = json.loads((files("assay.policy") / "policy.schema.json").read_text(encoding="utf-8"))


def valid(text: str) -> bool:
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(yaml.safe_load(text)))


@pytest.mark.parametrize("name", READY)
def test_every_ready_made_policy_keeps_to_the_published_schema(name: str) -> None:
    assert valid(ready_text(name))


@pytest.mark.parametrize("name", READY)
def test_every_ready_made_policy_asks_for_metrics_that_exist(name: str) -> None:
    assert read_policy(name, find_metric).gates


@pytest.mark.parametrize("name", READY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_speaks_one_language_and_says_the_same(name: str, language: str) -> None:
    text = template(name, language)
    assert "# [" not in text
    assert yaml.safe_load(text) == yaml.safe_load(ready_text(name))
    assert text.isascii() == (language == "en")
    assert about(name, language) in text.replace("\n# ", " " if language == "en" else "")


@pytest.mark.parametrize("family", FOR_TASK)
def test_each_kind_of_task_has_a_template_of_its_own(family: str) -> None:
    assert read_policy(FOR_TASK[family], find).task == family


@pytest.mark.parametrize(
    "text",
    [
        "gates: []",
        "gates: [f1 is good]",
        "gates: [f1 => 1]",
        "gates: [f1 >= 1]\nlevel: 0.9",
        "gates: [{metric: f1, operator: '==', threshold: 1}]",
        "gates: [{metric: f1, operator: '>='}]",
        "gates: [f1 >= 1]\ntask: classify",
        "gates: [q > 0]\nscores: {q: {f1: 0}}",
        "gates: [q > 0]\nscores: {q: {f1: {weight: 1, wrost: 1}}}",
        "gates: [f1 > base 0.02]",
        "gates: [f1 > base + high]",
        "gates: [f1 > base / 2]",
        "gates: [f1 => base]",
        "gates: ['any of bleu, chrf > base + 1']",
        "gates: [{metric: f1, operator: '>', threshold: base plus 2}]",
        "gates: [f1 > base]\nstability: f1",
        "gates: [f1 > base]\nstability: {good: 2, bad: 5}",
        "gates: [f1 > base]\nstability: {good: 0}",
        "gates: [f1 > base]\nstability: {limit: 0.05}",
    ],
)
def test_the_schema_refuses_what_we_refuse(text: str, tmp_path: Path) -> None:
    file = tmp_path / "ship.yaml"
    file.write_text(text, encoding="utf-8")
    assert not valid(text)
    with pytest.raises(PolicyError, match=r"ship\.yaml:[12]: "):
        read_policy(file, find)


@pytest.mark.parametrize(
    "text",
    [
        "gates: [f1 > base]",
        "gates: ['recall[disease] >= base - 0.01', 'f1>base+.02']",
        "gates: [perplexity <= base * 1.01, ter < base − 2, ter <= base × 0.9]",
        "gates: ['any of bleu, chrf > base', 'any of recall[disease], f1 > base']",
        "gates: [{metric: recall, label: a > b, operator: '>=', threshold: base - 0.01}]",
        "gates: [{metric: f1, operator: '>', threshold: base}]",
        "gates: [f1 > base]\nstability: {metric: f1, good: 0.02, bad: 0.05}",
        "gates: [f1 > base]\nstability: {}",
    ],
)
def test_the_schema_takes_what_we_take(text: str, tmp_path: Path) -> None:
    file = tmp_path / "ship.yaml"
    file.write_text(text, encoding="utf-8")
    assert valid(text)
    assert read_policy(file, find).base_gates


def test_the_positive_class_of_the_task_is_meant_by_positive() -> None:
    found = load_policy("medical-triage", SICK, find)
    assert found.metrics == ("recall", "specificity")


def test_where_no_class_is_positive_it_must_be_named() -> None:
    with pytest.raises(PolicyError, match=r"none of these labels is that by itself: red, green, blue\. Name it"):
        load_policy("medical-triage", COLOURS, find)


def test_where_no_class_is_positive_one_of_that_name_is_meant() -> None:
    moods = replace(SICK, labels=("negative", "neutral", "positive"), positive=None)
    assert load_policy("medical-triage", moods, find).metrics == ("recall[positive]", "specificity[positive]")


def test_the_class_that_is_said_to_be_positive_comes_before_one_of_that_name() -> None:
    moods = replace(SICK, labels=("negative", "positive"), positive="negative")
    found = load_policy("medical-triage", moods, find)
    assert found.metrics == ("recall", "specificity")


def test_another_class_keeps_its_name(tmp_path: Path) -> None:
    file = tmp_path / "ship.yaml"
    file.write_text("gates: ['recall[healthy] >= 0.9', 'recall[disease] >= 0.9']", encoding="utf-8")
    assert load_policy(file, SICK, find).metrics == ("recall[healthy]", "recall")


@pytest.mark.parametrize(("label", "meant"), [("Disease", "disease"), ("desease", "disease")])
def test_a_class_that_is_nearly_one_of_the_labels_is_corrected(label: str, meant: str, tmp_path: Path) -> None:
    file = tmp_path / "ship.toml"
    file.write_text(f'gates = [\n"recall[{label}] >= 0.9"]', encoding="utf-8")
    with pytest.raises(PolicyError, match=f"ship.toml:2: No class is called '{label}' .* Did you mean '{meant}'"):
        load_policy(file, SICK, find)


def test_a_policy_for_another_kind_of_task_is_refused() -> None:
    with pytest.raises(PolicyError, match="policy spam is for classification, and these examples were taken for gen"):
        load_policy("spam", TEXTS, find)


def test_a_misspelt_name_is_corrected() -> None:
    with pytest.raises(PolicyError, match=r"There is no policy 'medical-triag'\. Did you mean 'medical-triage'"):
        load_policy("medical-triag", SICK, find)


def test_a_misspelt_file_is_corrected_to_the_one_beside_it(tmp_path: Path) -> None:
    (tmp_path / "ship-it.yaml").write_text("gates: [f1 >= 0.9]", encoding="utf-8")
    with pytest.raises(PolicyError, match=r"Did you mean '.*ship-it\.yaml'"):
        load_policy(tmp_path / "ship_it.yaml", SICK, find)


def test_what_is_no_policy_at_all_is_answered_with_the_ready_made_ones() -> None:
    with pytest.raises(PolicyError, match="the ready-made ones are medical-triage, fraud"):
        load_policy("/nowhere/zzz", SICK, find)


def test_a_folder_is_not_a_policy(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read: Is a directory"):
        load_policy(tmp_path, SICK, find)


def test_a_policy_in_another_encoding_is_said_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "ship.yaml"
    file.write_bytes("gates: [f1 > 0]\n# 说明\n".encode("gbk"))
    with pytest.raises(PolicyError, match=r"ship\.yaml:2 is not UTF-8"):
        load_policy(file, SICK, find)


def test_a_file_that_is_far_too_large_is_not_a_policy(tmp_path: Path) -> None:
    file = tmp_path / "ship.yaml"
    file.write_text("#" * 1_000_001, encoding="utf-8")
    with pytest.raises(PolicyError, match="larger than a policy can be"):
        load_policy(file, SICK, find)


def test_a_byte_order_mark_is_no_part_of_the_policy(tmp_path: Path) -> None:
    file = tmp_path / "ship.yaml"
    file.write_text("gates: [f1 >= 0.9]", encoding="utf-8-sig")
    assert load_policy(file, SICK, find).metrics == ("f1",)


def test_without_a_policy_labels_are_judged_against_the_commonest_one() -> None:
    assert load_policy(None, SICK, find).against_majority
    assert not load_policy(None, task("generation"), find).against_majority
    assert not load_policy(None, task("lm"), find).against_majority


@pytest.mark.parametrize("kind", ["classification", "generation", "lm"])
def test_without_a_policy_every_base_is_to_be_beaten(kind: Family) -> None:
    assert load_policy(None, task(kind), find).against_base


def test_gates_against_a_base_and_stability_fit_the_task_as_other_gates_do(tmp_path: Path) -> None:
    file = tmp_path / "ship.yaml"
    file.write_text("gates: ['recall[positive] > base']\nstability: {metric: 'f1[desease]'}", encoding="utf-8")
    with pytest.raises(PolicyError, match=r"ship\.yaml:2: No class is called 'desease'"):
        load_policy(file, SICK, find)
    file.write_text("gates: ['recall[positive] > base']\nstability: {metric: 'f1[healthy]'}", encoding="utf-8")
    found = load_policy(file, SICK, find)
    assert found.base_gates[0].subjects[0].name == "recall"
    assert (found.metrics, found.primary) == (("recall", "f1[healthy]"), "recall")
