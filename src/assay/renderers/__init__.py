"""Renderers: a report in, one file's content out. One file an item, one line in the table."""

from __future__ import annotations

from assay.core.registry import Registry
from assay.renderers.base import Renderer

RENDERERS: Registry[type[Renderer]] = Registry(
    "renderer",
    {
        "text": "assay.renderers.terminal.text:TextRenderer",
        "json": "assay.renderers.json:JsonRenderer",
        "markdown": "assay.renderers.markdown:MarkdownRenderer",
        "html": "assay.renderers.page.html:HtmlRenderer",
        "junit": "assay.renderers.junit:JUnitRenderer",
        "model-card": "assay.renderers.model_card:ModelCardRenderer",
        "summary": "assay.renderers.summary:SummaryRenderer",
        "table": "assay.renderers.table:TableRenderer",
    },
)
