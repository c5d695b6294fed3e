"""A pattern is a compiled expression in everything but when it is compiled."""

from __future__ import annotations

import re

import pytest

from assay.text.patterns import pattern


def test_it_finds_what_the_compiled_expression_finds() -> None:
    words, compiled = pattern(r"(?P<word>[a-z]+)", re.IGNORECASE), re.compile(r"(?P<word>[a-z]+)", re.IGNORECASE)
    text = "Is it good? 是的"
    assert words.findall(text) == compiled.findall(text)
    assert words.sub("-", text) == compiled.sub("-", text)
    assert [found["word"] for found in words.finditer(text)] == ["Is", "it", "good"]
    assert (words.pattern, words.flags, words.groups) == (compiled.pattern, compiled.flags, compiled.groups)


def test_it_is_compiled_only_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error, match="missing"):
        wrong.search("")
