"""The number at the top of the page: which it is, and what it is drawn against."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from assay.core.report import Report
from assay.core.verdict import Outcome
from assay.renderers.page.lead import lead
from assay.renderers.said.view import View
from tests.renderers.reports import documents, replies, reviews, tutorial


def words(report: Report) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", str(lead(View(report))))).split())


def test_it_is_the_number_of_the_gate_that_decided_with_what_was_required() -> None:
    assert words(replies()) == "ROUGE-L 0.5914 0.1912 – 0.8987 0 0.5 1 required ≥ 0.9500"


def test_the_gate_that_failed_comes_before_one_that_was_met() -> None:
    failed = replies().judgement.gates[0]
    met = replace(failed, metric="rouge1", estimate=replies().estimates["rouge1"], threshold=0.1, outcome=Outcome.PASS)
    judgement = replace(replies().judgement, gates=(met, failed))
    assert words(replace(replies(), judgement=judgement)).startswith("ROUGE-L")


def test_it_stands_against_the_base_and_against_always_giving_one_answer() -> None:
    said = words(reviews())
    base = reviews().comparisons[0].differences["accuracy"].base
    assert f"base {base:.4f}" in said
    assert "always 'positive' 0.5417" in said


def test_an_infinite_number_is_said_to_be_so() -> None:
    assert words(documents()).startswith("Perplexity ↓ ∞")


def test_a_report_without_gates_leads_with_its_first_number_and_one_without_numbers_with_none() -> None:
    bare = replace(tutorial(), judgement=replace(tutorial().judgement, gates=()))
    assert words(bare).startswith("Accuracy 0.8000")
    assert words(replace(bare, estimates={})) == ""
