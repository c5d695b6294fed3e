"""The manuals of the n-gram metrics are in the catalogue, the English one in the words of the class."""

from __future__ import annotations

import inspect

import pytest

from assay.core.messages import LANGUAGES, catalogue
from assay.metrics import METRICS

NAMES = ["bleu", "bleu1", "bleu2", "bleu3", "bleu4", "sentence_bleu", "chrf", "chrf++", "ter"]


@pytest.mark.parametrize("name", NAMES)
def test_the_english_manual_is_the_docstring(name: str) -> None:
    said = catalogue("ngrams")[f"{name}-manual"]["en"]
    assert said.split() == (inspect.getdoc(METRICS[name]) or "").split()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_title_and_three_paragraphs(name: str, language: str) -> None:
    sentences = catalogue("ngrams")
    assert sentences[f"{name}-title"][language]
    assert len(sentences[f"{name}-manual"][language].split("\n\n")) == 3
