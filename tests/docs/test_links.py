"""No link within the project leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, anchors, links, name

INTERNAL = [(page, link) for page in PAGES for link in links(page) if "://" not in link]


@pytest.mark.parametrize(("page", "link"), INTERNAL, ids=[f"{name(page)}->{link}" for page, link in INTERNAL])
def test_a_link_leads_to_a_page_and_a_heading_that_exist(page: Path, link: str) -> None:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    assert target.exists()
    assert target.is_relative_to(ROOT)
    if anchor:
        assert anchor in anchors(target)


def test_the_index_leads_to_every_page() -> None:
    index = ROOT / "docs" / "index.md"
    reached = {(index.parent / link.partition("#")[0]).resolve() for link in links(index)}
    assert [name(page) for page in PAGES if page.is_relative_to(index.parent) and page not in {index, *reached}] == []
