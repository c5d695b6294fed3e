"""The page on paper, by a real browser: real text in each language, page numbers, bookmarks, and nothing that runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument, PdfPage, raw

from assay.core.errors import InputError
from assay.core.messages import LANGUAGES, say
from assay.renderers.page.html import HtmlRenderer
from assay.renderers.page.paper import VARIABLE, browser, on_paper, pdf
from tests.renderers.reports import ALL, replies, reviews, tickets

needs_browser = pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")
A4 = (595, 842)  # points


def printed(kind: str, language: str, folder: Path) -> PdfDocument:
    """As the reader of Chrome has it."""
    return PdfDocument(pdf(ALL[kind](language), folder))


def text_of(page: PdfPage) -> str:
    """Without spaces, which a PDF does not keep."""
    return "".join(page.get_textpage().get_text_range().split())


@needs_browser
@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_text_in_each_language_with_page_numbers(language: str, tmp_path: Path) -> None:
    pages = printed("reviews", language, tmp_path)
    text = "".join(map(text_of, pages))
    why = reviews(language).verdict.why.in_language(language)
    assert "".join(why.split()) in text
    for key in ("renderers.numbers", "renderers.requirements", "renderers.methods"):
        assert "".join(say(key, level="95 %").in_language(language).split()) in text
    for number, page in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in text_of(page)
        assert tuple(map(round, page.get_size())) == A4
    assert list(tmp_path.iterdir()) == []


@needs_browser
@pytest.mark.browser
def test_each_section_is_a_bookmark(tmp_path: Path) -> None:
    titles = [one.get_title() for one in printed("tickets", "en", tmp_path).get_toc()]
    assert {"Requirements", "Confusion matrix", "Classes", "Examples to read"} <= set(titles)


@needs_browser
@pytest.mark.browser
def test_hostile_texts_are_printed_and_do_nothing(tmp_path: Path) -> None:
    pages = printed("hostile", "en", tmp_path)
    assert any("<script>alert(1)</script>" in text_of(page) for page in pages)
    assert raw.FPDFDoc_GetJavaScriptActionCount(pages) == 0
    assert sum(raw.FPDFPage_GetAnnotCount(page) for page in pages) == 0


def test_on_paper_no_script_is_left_and_the_policy_allows_both_style_sheets() -> None:
    page = on_paper(HtmlRenderer().render(replies()))
    policy = page.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert "<script" not in page
    assert "script-src" not in policy
    assert policy.count("'sha256-") == page.count("<style>") == 2


def test_the_methods_are_unfolded_on_paper() -> None:
    page = on_paper(HtmlRenderer().render(tickets()))
    assert '<details><summary id="' not in page
    assert '<details open><summary id="methods"' in page


def test_a_browser_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "no-such-program")
    with pytest.raises(InputError, match="ASSAY_BROWSER names no-such-program"):
        browser()
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="A PDF is printed by Chromium, Chrome or Edge"):
        browser()


def test_a_program_that_does_not_print_is_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, "false")
    with pytest.raises(InputError, match="could not print the page: 1"):
        pdf(tickets(), tmp_path)
    assert list(tmp_path.iterdir()) == []
