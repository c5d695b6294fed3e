"""`python -m tests.golden.accept` takes every received file for the expected one, and names it."""

from __future__ import annotations

from tests.golden.compare import EXPECTED


def accept_all() -> None:
    for received in sorted(EXPECTED.glob("*.received")):
        received.replace(received.with_suffix(""))
        print(received.stem)


if __name__ == "__main__":
    accept_all()
