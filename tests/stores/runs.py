"""Runs as a history keeps them, for tests."""

from __future__ import annotations

from msgspec.structs import replace

from assay.core.history import Result, Run

RUN = Run(
    id="0123456789ab",
    at="2026-03-01T08:00:00.000Z",
    project="support",
    name="out/预测.jsonl",
    path="/data/out/预测.jsonl",
    family="classification",
    metric="f1",
    outcome="pass",
    policy="default",
    version="0.1.0",
    settings="5e771465",
    level=0.95,
    seed=10**30,
    n=15,
    value=0.1 + 0.2,
    low=-1.5e-300,
    high=None,
    sha256="aa" * 32,
    base="base.jsonl",
    base_sha256="bb" * 32,
    test_set="cc",
    commit="dd" * 20,
    dirty=True,
    note="学习率 2e-5",
    tags=("a", "released"),
)
RESULT: Result = {
    "metrics": {"f1": {"value": 0.1 + 0.2, "low": -1.5e-300, "high": None}, "bleu": {"value": 31.25, "low": 29.0}},
    "verdict": {"outcome": "pass", "why": "text\x00 \ud83d <b> 文", "next": []},
    "list": [1, 2.5, None, True, "\x1b[2J"],
}


def run_of(number: int, **changed: object) -> Run:
    """Another run for each number, the higher the later."""
    at = f"2026-03-01T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}.000Z"
    return replace(RUN, id=f"{number:012x}", at=at, tags=(), **changed)
