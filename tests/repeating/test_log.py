"""The end of a log, as a person would see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.repeating.log import Log


@pytest.mark.parametrize(
    ("written", "last"),
    [
        (b"", []),
        (b"one\ntwo\n\n", ["one", "two"]),
        (b" 10%|#  \r 20%|## ", [" 10%|#", " 20%|##"]),
        (b"\x1b[32mgreen\x1b[0m \x1b]0;title\x07done\x1b[K\n", ["green done"]),
        (b"\xff\xfe half \xe6\x9c\n", ["�� half �"]),
        ("第一轮\n第二轮".encode(), ["第一轮", "第二轮"]),
        (b"\n".join(b"%d" % i for i in range(99_999)), ["99997", "99998"]),
    ],
)
def test_the_last_lines(written: bytes, last: list[str], tmp_path: Path) -> None:
    log = Log(tmp_path / "seed-1.log")
    with log.open(["train", "--name", "a b"]) as file:
        file.write(written)
    assert log.last(2) == last
    assert log.path.read_text(encoding="utf-8", errors="replace").splitlines()[0].endswith(" train --name 'a b'")


def test_a_log_that_was_moved_away_says_nothing(tmp_path: Path) -> None:
    assert Log(tmp_path / "seed-1.log").last(1) == []
