"""`assay version`: which Assay this is, and what it runs on."""

from __future__ import annotations

import click

from assay.cli.command import Command
from assay.cli.streams import show


@click.command("version", cls=Command)
def version() -> None:
    """Shows the versions of Assay, of Python and of the libraries that its numbers pass through."""
    import platform
    from importlib.metadata import version as version_of

    from assay import __version__

    libraries = ("numpy", "msgspec", "pyarrow", "rapidfuzz", "rjieba")
    lines = [f"assay {__version__}", f"python {platform.python_version()} ({platform.system()} {platform.machine()})"]
    show("\n".join([*lines, *(f"{name} {version_of(name)}" for name in libraries), ""]))
