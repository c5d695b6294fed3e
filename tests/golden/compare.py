"""Whole files compared with those that somebody has looked at and accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

EXPECTED = Path(__file__).parent / "expected"


def assert_as_accepted(name: str, content: str) -> None:
    """Fails where `content` is not that of tests/golden/expected/`name`; the new one is then saved beside it."""
    accepted, received = EXPECTED / name, EXPECTED / f"{name}.received"
    found = content.encode()
    if accepted.exists() and accepted.read_bytes() == found:
        received.unlink(missing_ok=True)
        return
    received.write_bytes(found)
    pytest.fail(
        f"{name} is not as it was accepted. Look at {received.name} beside it; where it is right, accept it with\n"
        f"  mv {received} {accepted}\n"
        "or accept all that were received with\n"
        "  python -m tests.golden.accept"
    )
