"""The language is known before anything is parsed."""

from __future__ import annotations

import pytest

from assay.cli.session import session_of
from assay.core.messages import language_of


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh_SG", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("ZH-hans", "zh-Hans"),
        ("zh_TW.Big5", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh_MO@euro", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
        ("en_GB.UTF-8", "en"),
        ("C", None),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("fr_FR", None),
        ("", None),
    ],
)
def test_a_locale_has_a_language_or_none_of_ours(locale: str, language: str | None) -> None:
    assert language_of(locale) == language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "zh-Hant"),
        (["--lang", "en"], "en"),
        (["eval", "x", "--lang=zh-Hans"], "zh-Hans"),
        (["eval", "--", "--lang", "en"], "zh-Hant"),
        (["eval", "--lang"], "zh-Hant"),
        (["eval", "--lang", "fr"], "zh-Hant"),
    ],
)
def test_what_is_asked_for_comes_before_the_environment(arguments: list[str], language: str) -> None:
    assert session_of(arguments, {"LANG": "zh_TW.UTF-8"}).language == language


@pytest.mark.parametrize(("value", "debug"), [("1", True), ("0", False), ("", False)])
def test_a_bug_may_be_shown_by_variable_or_option(value: str, debug: bool) -> None:
    assert session_of([], {"ASSAY_DEBUG": value}).debug is debug
    assert session_of(["eval", "--debug"], {}).debug
