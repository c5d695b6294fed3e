"""Writes docs/metrics.md in three languages from the metrics' own manuals: `python -m docs.make_metrics [--check]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from assay.cli.explain import FAMILIES, Page
from assay.cli.session import Session
from assay.metrics import METRICS
from assay.metrics.base import Metric
from assay.metrics.find import title_of
from assay.metrics.miniatures import tried
from docs.generated import head, kept

HEAD = {
    "en": (
        "# Metrics",
        "What every metric is, when it misleads, and what to look at instead. This page is generated from the manuals "
        "that `assay explain METRIC` shows.",
    ),
    "zh-Hans": (
        "# 指标",
        "每个指标是什么、什么时候会误导人、应该改看什么。本页由 `assay explain METRIC` 显示的手册生成。",
    ),
    "zh-Hant": (
        "# 指標",
        "每個指標是什麼、什麼時候會誤導人、應該改看什麼。本頁由 `assay explain METRIC` 顯示的手冊產生。",
    ),
}


def content(language: str) -> str:
    """The whole page of one language."""
    page = Page(Session(language), width=0)
    lines = head("metrics", language, *HEAD[language])
    metrics = [METRICS[name]() for name in METRICS]
    for family in FAMILIES:
        lines += [f"## {page.session.say(f'cli.metrics-of-{family}').rstrip(':：')}", ""]
        for metric in metrics:
            if metric.families[0] == family:
                lines += entry(page, metric)
    return "\n".join(lines).rstrip() + "\n"


def entry(page: Page, metric: Metric) -> Iterator[str]:
    """One metric: its title and name, the three paragraphs, and the facts of its number."""
    yield from (f"### {page.session.show(title_of(metric))} (`{metric.name}`)", "")
    for paragraph in page.manual(metric).split("\n\n"):
        yield from (" ".join(paragraph.split()), "")
    for fact, value in page.facts(metric, tried(metric)):
        yield f"- {fact}: {value}"
    yield ""


if __name__ == "__main__":
    sys.exit(kept("metrics", content, sys.argv[1:]))
