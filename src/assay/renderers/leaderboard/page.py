"""A leaderboard as one page of HTML, as the report of one model is."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from assay.core.leaderboard import Leaderboard
from assay.core.messages import LANGUAGES
from assay.renderers.leaderboard.view import LeaderboardView
from assay.renderers.page.document import Said, document, seal
from assay.renderers.page.drawings import bars
from assay.renderers.page.fragments import block_section, fill, html_section, joined


def leaderboard_as_html(found: Leaderboard) -> str:
    """One page, as the report of one model is."""
    languages = [found.language, *(language for language in LANGUAGES if language != found.language)]
    views = {language: LeaderboardView(replace(found, language=language)) for language in languages}
    return document({language: _said(view) for language, view in views.items()}, views[found.language].outcome)


def _said(view: LeaderboardView) -> Said:
    subject = view.words("leaderboard.subject", n=len(view.found.entries))
    body = fill(
        "body",
        seal=seal(view.outcome),
        outcome=view.outcome.value,
        word=view.head,
        why=view.why,
        lead=None,
        facts=joined(fill("fact", term=term, value=value) for term, value in view.facts),
        sections=joined([_numbers(view), *(block_section(block, place) for place, block in enumerate(view.blocks))]),
        footer=view.words("renderers.footer"),
    )
    return Said(f"{view.head} · {subject}", body)


def _numbers(view: LeaderboardView) -> Markup:
    words, lines = view.words, view.lines
    rows = joined(
        fill(
            "line",
            title=line.title,
            value=line.value,
            interval=line.interval,
            bar=bars.interval_bar(line.mark),
            n=line.n,
            note=None,
        )
        for line in lines
    )
    keys = bars.legend([line.mark for line in lines])
    table = fill(
        "numbers",
        metric=words("leaderboard.model"),
        value=view.metric,
        interval=words("renderers.interval"),
        groups=fill("group", axis=bars.axis(lines[0].scale), lines=rows),
        legend=joined(fill("key", bar=one, name=words.named("renderers.legend-", name)) for one, name in keys),
    )
    remarks = joined(fill("note", text=remark) for remark in view.remarks)
    return html_section("numbers", words("leaderboard.standing", metric=view.heading), table, remarks)
