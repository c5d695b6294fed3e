"""What it takes to get the same report again."""

from __future__ import annotations

from shlex import join

from assay.renderers.safety import Quoted
from assay.renderers.view import View


def command_of(view: View) -> list[str]:
    """The version, the seed, the input's fingerprint and the command, each where it is known."""
    report = view.report
    parts = [f"Assay {report.version}", view.words("renderers.seed", seed=report.confidence.seed)]
    if report.source.sha256:
        parts.append(f"sha256 {report.source.sha256[:12]}")
    if report.command:
        parts.append(Quoted(f"assay {join(report.command)}"))
    return parts
