"""Which material a language has."""

from __future__ import annotations

from functools import lru_cache

from benchmarks.diagnosis.text import chinese, english
from benchmarks.diagnosis.text.material import Material


@lru_cache
def material(language: str) -> Material:
    """That of a language: "en" or "zh"."""
    return {"en": english.MATERIAL, "zh": chinese.MATERIAL}[language]
