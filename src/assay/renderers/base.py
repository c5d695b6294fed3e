"""What a renderer is: a report in, one file's content out."""

from __future__ import annotations

from typing import ClassVar, Protocol

from assay.core.report import Report


class Renderer(Protocol):
    """One form of the report, in the report's language (`report.language`)."""

    name: ClassVar[str]
    filename: ClassVar[str]  # the name it has under --out

    def render(self, report: Report) -> str:
        """The whole file, UTF-8 text. Everything that came from a model or a file is escaped for this form."""
        ...
