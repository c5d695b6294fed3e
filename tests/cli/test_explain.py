"""`assay explain` is the manual of every metric and policy."""

from __future__ import annotations

import pytest

from assay.core.messages import LANGUAGES
from assay.metrics import METRICS
from assay.policy import READY
from tests.cli.command import assay


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_name_it_lists_all_there_is(language: str) -> None:
    done = assay("explain", "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(f"  {name}" in done.stdout for name in [*METRICS.built_in, *READY])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_metric_is_explained_in_every_language(language: str) -> None:
    done = assay("explain", "recall", "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n\n") >= 4, "a title, three paragraphs and the facts"
    assert done.stdout.isascii() == (language == "en")


def test_the_facts_of_a_metric_are_its_own() -> None:
    perplexity = assay("explain", "ppl").stdout
    assert "perplexity" in perplexity.splitlines()[0].lower()
    assert "1 to ∞" in perplexity
    assert "the lower, the better" in perplexity
    assert "0 to 100" in assay("explain", "bleu").stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_policy_is_shown_with_its_comments(language: str) -> None:
    done = assay("explain", "medical-triage", "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert "threshold: 0.95" in done.stdout
    assert done.stdout.isascii() == (language == "en")
