"""What it takes to get the same report again."""

from __future__ import annotations

from shlex import join

from assay.renderers.said.safety import Quoted
from assay.renderers.said.view import View


def command_of(view: View) -> list[str]:
    """The version, the seed, the input's fingerprint and the command, each where it is known."""
    report = view.report
    parts = [f"Assay {report.version}", view.words("renderers.seed", seed=report.confidence.seed)]
    if report.source.sha256:
        parts.append(f"sha256 {report.source.sha256[:12]}")
    if report.command:
        parts.append(Quoted(f"assay {join(report.command)}"))
    return parts


def origin(view: View) -> list[tuple[str, str]]:
    """What it takes to get the same report again, each by its name."""
    report, words = view.report, view.words
    found = [
        ("command", Quoted(f"assay {join(report.command)}") if report.command else ""),
        ("path", Quoted(report.source.path)),
        ("format", report.source.format),
        ("sha256", Quoted(report.source.sha256 or "")),
        ("version", f"Assay {report.version}"),
        ("seed", str(report.confidence.seed)),
    ]
    return [(words.named("renderers.origin-", name), value) for name, value in found if value]
