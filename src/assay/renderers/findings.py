"""What was found, as sentences: what is wrong, which examples to look at, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.finding import Finding
from assay.renderers.safety import Quoted
from assay.renderers.tables import Block
from assay.renderers.view import View
from assay.text.normalise import shortened

SIGNS = {"critical": "✗", "warning": "!", "note": "·"}
EXAMPLES = 6  # that are named
_ID = 40  # characters of an id


def blocks(view: View) -> list[Block]:
    """One for each finding, the worst first."""
    return [Block("finding", _title(view, one), tuple(_sentences(view, one))) for one in view.report.findings]


def _title(view: View, finding: Finding) -> str:
    severity = view.words.named("renderers.severity-", finding.severity)
    return f"{SIGNS[finding.severity]} {view.words.of(finding.title)} ({severity})"


def _sentences(view: View, finding: Finding) -> Iterator[str]:
    yield view.words.of(finding.message)
    if finding.examples:
        ids = [Quoted(shortened(one, _ID)) for one in finding.examples[:EXAMPLES]]
        yield view.words("renderers.look-at", ids=ids, n=len(finding.examples))
    for action in finding.actions:
        yield f"→ {view.words.of(action)}"
    yield view.words("renderers.explain-finding", code=finding.code)
