"""The manuals of the metrics of overlap and likelihood: the English one in the words of the class."""

from __future__ import annotations

import inspect

import pytest

from assay.core.messages import LANGUAGES, catalogue
from assay.metrics import METRICS

SENTENCES = catalogue("overlap")
NAMES = [name.removesuffix("-title") for name in SENTENCES if name.endswith("-title")]


def test_there_is_a_title_and_a_manual_for_every_metric_of_the_room() -> None:
    own = [name for name in METRICS.built_in if getattr(METRICS[name], "catalogue", "") == "overlap"]
    manuals = [name.removesuffix("-manual") for name in SENTENCES if name.endswith("-manual")]
    assert sorted(own) == sorted(NAMES) == sorted(manuals)


@pytest.mark.parametrize("name", NAMES)
def test_the_english_manual_is_the_docstring(name: str) -> None:
    assert SENTENCES[f"{name}-manual"]["en"].split() == (inspect.getdoc(METRICS[name]) or "").split()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_manual_has_three_paragraphs(name: str, language: str) -> None:
    assert len(SENTENCES[f"{name}-manual"][language].split("\n\n")) == 3
