"""Documents, each with its own perplexity: where they lie, and which lie far out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import exp
from pathlib import Path

import pytest

import assay
from assay.core.report import Report
from assay.renderers.page.drawings.documents import documents
from assay.renderers.said.block import Block
from assay.renderers.said.view import View
from tests.renderers.reports import documents as three_documents
from tests.renderers.reports import replies
from tests.shared_data import shared_data


def report(folder: Path, levels: dict[str, float], base: dict[str, float] | None = None) -> Report:
    """Each document has ten tokens of that level of log-perplexity."""

    def written(name: str, side: dict[str, float]) -> str:
        rows = (json.dumps({"id": one, "nll": 10.0 * level, "tokens": 10}) for one, level in side.items())
        (folder / name).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
        return str(folder / name)

    before = None if base is None else written("base.jsonl", base)
    return assay.evaluate(written("mine.jsonl", levels), base=before, task="lm")


def block(found: Report) -> Block:
    (one,) = documents(View(found))
    return one


def bars(one: Block, kind: str) -> list[tuple[str, str]]:
    """Where each bar begins, and how high it is."""
    assert one.drawing is not None
    (path,) = re.findall(f'<path class="{kind}" d="([^"]*)"', str(one.drawing()))
    return re.findall(r"M([0-9.]+),[0-9]+v(-?[0-9]+)", path)


LEVELS = {"a": 1.0, "b": 1.2, "c": 1.2, "d": 1.4, "far": 5.0}


def test_of_few_documents_or_other_tasks_nothing_is_drawn() -> None:
    assert documents(View(three_documents())) == []
    assert documents(View(replace(replies(), examples=None, measured=()))) == []


def test_a_document_far_above_the_rest_is_counted_and_comes_first(tmp_path: Path) -> None:
    found = block(report(tmp_path, LEVELS))
    assert found.title == "Perplexity by document"
    assert "1 document lies far above the rest" in " ".join(found.sentences)
    assert found.table is not None
    assert found.table.head == ("documents, highest first", "tokens", "Perplexity")
    assert found.table.rows[0] == ("far", "10", f"{exp(5.0):.3f}")


def test_a_document_far_below_is_named(tmp_path: Path) -> None:
    levels = {**{f"d{place}": 3.0 + place / 100 for place in range(9)}, "seen": 0.1}
    assert any("1 lies far below the rest: seen" in one for one in block(report(tmp_path, levels)).sentences)


def test_perplexities_are_drawn_in_proportion(tmp_path: Path) -> None:
    """From 1 to 5 in eight parts of a half: three lie in the first but for 1.4, one in the last."""
    assert bars(block(report(tmp_path, LEVELS)), "held") == [("0.0", "-1000"), ("875.0", "-250")]


def test_the_base_hangs_from_the_same_line_and_stands_in_the_table(tmp_path: Path) -> None:
    before = {name: level + 0.5 for name, level in LEVELS.items()}
    found = block(report(tmp_path, LEVELS, before))
    assert found.table is not None
    assert [float(cell) for cell in found.table.rows[0][2:]] == pytest.approx([exp(5.0), exp(5.5)], rel=1e-3)
    assert all(height.startswith("-") for _, height in bars(found, "held"))
    assert not any(height.startswith("-") for _, height in bars(found, "before"))


def test_a_base_of_real_documents_is_what_its_own_file_says() -> None:
    runs = [
        str(shared_data(f"genuine/lmeval/samples_ticket_ppl_2026-11-23T04-{one}.jsonl"))
        for one in ("35-39.254732", "34-21.899274")
    ]
    tuned, base = (assay.evaluate(run) for run in runs)
    table = block(assay.evaluate(runs[0], base=runs[1])).table
    assert table is not None
    alone = View(base).rows.judge
    assert alone is not None
    assert tuned.examples is not None
    rows = {tuned.examples.id_of(row): value for row, value in enumerate(alone.values.tolist())}
    assert [float(row[-1]) for row in table.rows] == pytest.approx([rows[row[0]] for row in table.rows], abs=1e-3)
