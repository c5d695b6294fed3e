"""The page, section by section."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from assay.renderers.page.fragments import NOTHING, block_section, fill, html_section, joined, note, table_html
from assay.renderers.page.labels import labels
from assay.renderers.page.numbers import gates, numbers
from assay.renderers.page.samples import samples
from assay.renderers.said.origin import origin
from assay.renderers.said.safety import Quoted
from assay.renderers.said.tables import (
    echoes,
    forms_table,
    methods_table,
    not_measured_table,
    rules_table,
    skipped_table,
)
from assay.renderers.said.view import View

SKIPPED = 50
SCORED = frozenset({"auroc", "average_precision", "ece"})  # the metrics of scores, which have curves
_Section = Callable[[View], Markup]


def sections(view: View) -> Markup:
    """All that has something to show, in the order it is read."""
    matter: tuple[_Section, ...] = (
        _next,
        gates,
        _beside,
        numbers,
        labels,
        _curves,
        _documents,
        _parsing,
        samples,
        _reported,
        _read,
        _missing,
        _origin,
    )
    return joined(section(view) for section in matter)


def _next(view: View) -> Markup:
    if not view.next:
        return NOTHING
    steps = joined(fill("item", text=step) for step in view.next)
    return html_section("next", view.words("renderers.next"), fill("steps", steps=steps))


def _beside(view: View) -> Markup:
    return joined(block_section(block, place) for place, block in enumerate(view.blocks))


def _curves(view: View) -> Markup:
    if SCORED.isdisjoint(one.name for one in view.report.measured):
        return NOTHING
    from assay.renderers.page.drawings.curves import curves  # few reports have scores

    return joined(block_section(block, place) for place, block in enumerate(curves(view)))


def _documents(view: View) -> Markup:
    if view.report.task.family != "lm":
        return NOTHING
    from assay.renderers.page.drawings.documents import documents  # as above

    return joined(block_section(block, place) for place, block in enumerate(documents(view)))


def _parsing(view: View) -> Markup:
    rules, forms = rules_table(view), forms_table(view)
    if rules is None:
        return NOTHING
    content = [table_html(rules, "parsing")]
    if forms is not None:
        content += [fill("named-note", id="forms", text=view.words("renderers.forms")), table_html(forms, "forms")]
    return html_section("parsing", view.words("renderers.parsing"), *content)


def _reported(view: View) -> Markup:
    groups = [
        fill(
            "echoes",
            figures=joined(fill("echo", name=name, value=value, ours=ours) for name, value, ours in group.figures),
            why=note(group.why),
        )
        for group in echoes(view)
    ]
    return html_section("reported", view.words("renderers.reported"), *groups)


def _read(view: View) -> Markup:
    words, skipped = view.words, view.report.source.skipped
    content = [fill("remarks", remarks=joined(fill("item", text=remark) for remark in view.remarks))]
    table = skipped_table(view, SKIPPED)
    if table is not None:
        heading = fill("named-note", id="skipped", text=words("renderers.skipped", n=len(skipped)))
        content += [heading, table_html(table, "skipped")]
    if len(skipped) > SKIPPED:
        content.append(note(words("renderers.and-more", n=len(skipped) - SKIPPED)))
    return html_section("read", words("renderers.read-heading"), *content)


def _missing(view: View) -> Markup:
    table = not_measured_table(view)
    return (
        NOTHING
        if table is None
        else html_section("missing", view.words("renderers.not-measured"), table_html(table, "missing"))
    )


def _origin(view: View) -> Markup:
    words = view.words
    terms = joined(_term(term, value) for term, value in origin(view))
    methods = fill(
        "folded", id="methods", title=words("renderers.methods"), content=table_html(methods_table(view), "methods")
    )
    return html_section("reproduce", words("renderers.reproduce"), fill("origin", terms=terms), methods)


def _term(term: str, value: str) -> Markup:
    return fill("term", term=term, value=fill("code", text=value) if isinstance(value, Quoted) else value)
