"""One word for one thing, in three languages; and nothing is documented that is not there, nor the other way round."""

from __future__ import annotations

import re
import tomllib
from types import ModuleType

import pytest
from docs.generated import page_of

from assay.core.messages import catalogue
from assay.policy.templates import READY
from assay.readers import READERS
from docs import make_findings, make_metrics
from tests.docs.pages import PAGES, READMES, ROOT, blocks, headings, text

DESIGNED = [
    "candidate",
    "base",
    "repeat",
    "example",
    "prediction",
    "reference",
    "label",
    "metric",
    "statistic",
    "estimate",
    "interval",
    "level",
    "gate",
    "policy",
    "verdict",
    "PASS",
    "FAIL",
    "INCONCLUSIVE",
    "finding",
    "action",
    "slice",
    "rater",
    "agreement",
    "baseline",
    "cluster",
    "signature",
]

GLOSSARY = {
    cells[0]: cells
    for line in text(ROOT / "docs" / "concepts.md").splitlines()
    if (cells := [cell.strip() for cell in line.strip("|").split("|")]) and line.startswith("| ") and len(cells) == 4
}


def test_the_glossary_has_every_word_of_the_design() -> None:
    assert [word for word in [*DESIGNED, "paired difference"] if word not in GLOSSARY] == []


@pytest.mark.parametrize("word", GLOSSARY)
def test_a_word_is_given_in_three_languages_and_explained(word: str) -> None:
    _, simplified, traditional, meaning = GLOSSARY[word]
    assert simplified
    assert traditional
    assert meaning


@pytest.mark.parametrize("outcome", ["pass", "fail", "inconclusive"])
def test_the_glossary_names_the_outcomes_as_the_reports_do(outcome: str) -> None:
    said = catalogue("core")[f"outcome-{outcome}"]
    assert GLOSSARY[said["en"]][1:3] == [said["zh-Hans"], said["zh-Hant"]]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_the_readmes_are_built_alike(language: str) -> None:
    ours, english = READMES[language], READMES["en"]
    assert [level for level, _ in headings(ours)] == [level for level, _ in headings(english)]
    assert [info for info, _ in blocks(ours)] == [info for info, _ in blocks(english)]


@pytest.mark.parametrize("language", READMES)
def test_a_readme_leads_to_the_others(language: str) -> None:
    others = [page.name for other, page in READMES.items() if other != language]
    assert [other for other in others if f"]({other})" not in text(READMES[language])] == []


@pytest.mark.parametrize("language", READMES)
@pytest.mark.parametrize("made", [make_metrics, make_findings])
def test_the_pages_made_from_manuals_are_those_of_the_manuals(made: ModuleType, language: str) -> None:
    name = made.__name__.removeprefix("docs.make_")
    assert text(page_of(name, language)) == made.content(language), f"run `python -m {made.__name__}`"


@pytest.mark.parametrize("reader", READERS.built_in)
def test_every_reader_is_on_the_page_about_formats(reader: str) -> None:
    assert f"`{reader}`" in text(ROOT / "docs" / "formats.md")


@pytest.mark.parametrize("policy", READY)
def test_every_ready_made_policy_is_on_the_page_about_policies(policy: str) -> None:
    assert f"| `{policy}` |" in text(ROOT / "docs" / "how-to" / "write-a-policy.md")


def test_every_dependency_is_justified_and_no_other() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    needed = [re.split(r"[>=<~!]", dependency)[0] for dependency in project["dependencies"]]
    page = text(ROOT / "docs" / "decisions" / "dependencies.md").partition("## Alternatives")[0]
    assert re.findall(r"^\| ([a-z]+) \| (?!what)", page, re.MULTILINE) == needed


def test_no_page_names_a_place_on_one_machine() -> None:
    private = ("/work/", "/root/", "../shared")
    assert [(page.name, place) for page in PAGES for place in private if place in text(page)] == []
