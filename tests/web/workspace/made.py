"""A history with runs of every kind, as `assay eval` keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

import assay
from assay.core.report import Report
from assay.stores.exchange import read_history, write_history
from assay.stores.history import History
from assay.stores.places import KEEPS, NUMBERS
from tests.pipeline.made import Rows, drawn, labels, likelihoods, texts, written

ALL = 18  # runs
ROUNDS = (0.6, 0.7, 0.85)
TOPICS = ["账单", "物流", "表扬"]


@dataclass(frozen=True)
class Made:
    """What was kept: `export` are all of it as lines, `ids` and `reports` are by the names of the files."""

    folder: Path
    export: Path
    ids: Mapping[str, str]
    reports: Mapping[str, Report]


def filled(folder: Path) -> Made:
    """The history of the tests, and the files that were evaluated, in a folder."""
    place, reports = str(folder / "history.sqlite3"), {}
    for name, (rows, asked) in _asked(folder).items():
        file = written(folder / f"{name}.jsonl", rows)
        reports[name] = assay.evaluate(file, history=place, **asked)  # type: ignore[arg-type]  # options by their names
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KEEPS, NUMBERS)
        reports["numbers"] = assay.evaluate(str(folder / "round-0.jsonl"), history=place, project="without texts")
    ids = {name: str(report.record) for name, report in reports.items()}
    with History(place) as history:
        history.note(history.run(ids["round-1"]), "100%_done! 学习率 2e-5")
        history.tag(history.run(ids["round-2"]), ["released", "学习率"])
        write_history(history, folder / "export.jsonl")
    return Made(folder, folder / "export.jsonl", ids, reports)


def copied(made: Made, place: str) -> str:
    """The same history at another place."""
    with History(place) as history:
        read_history(history, made.export)
    return place


def _asked(folder: Path) -> dict[str, tuple[Rows, dict[str, object]]]:
    repeats = [written(folder / f"seed-{n}.jsonl", labels(drawn(0.8 + n / 100, 120, n))) for n in range(3)]
    rounds = {f"round-{n}": labels(drawn(share, 120, n)) for n, share in enumerate(ROUNDS)}
    base = written(folder / "base.jsonl", labels(drawn(0.5, 120, 9)))
    beside: dict[str, dict[str, object]] = {"round-1": {"base": base}, "round-2": {"repeats": repeats}}
    return {
        **{name: (rows, {"project": "rounds", **beside.get(name, {})}) for name, rows in rounds.items()},
        **{f"probable-{n}": (probable(n), {"project": "probable", "positive": "spam"}) for n in (1, 2)},
        **{f"题目-{n}": (topics(n), {"project": "工单/分类"}) for n in (1, 2)},
        **{f"sets-{n}": (sets(n), {"project": "sets"}) for n in (1, 2)},
        **{f"texts-{n}": (texts(n / 10, 40, n), {"project": "texts"}) for n in (1, 2)},
        **{f"halves-{n}": (halves(n), {"project": "halves"}) for n in (1, 2)},
        **{f"cut-{n}": (cut(n), {"project": "halves", "task": "generation"}) for n in (1, 2)},
        **{f"nll-{n}": (likelihoods(n, 4, 40, n), {"project": "likelihoods"}) for n in (1, 2)},
    }


def probable(seed: int) -> Rows:
    """Labels with the probability of `spam`."""
    rows = labels(drawn(0.8, 80, seed))
    chance = np.random.default_rng(seed).random(80) / 2
    for row, one in zip(rows, chance.tolist(), strict=True):
        row["probability"] = 0.5 + one if row["prediction"] == "spam" else 0.5 - one
    return rows


def halves(seed: int) -> Rows:
    """A label that is half a character, in a prompt that has one, as a cut output leaves it."""
    rows = labels(drawn(0.7, 40, seed))
    spelt = {"spam": "\ud83d", "ham": "<b>ham</b>"}
    return [
        row | {name: spelt[row[name]] for name in ("prediction", "reference")} | {"prompt": f"{row['id']} \udc00"}
        for row in rows
    ]


def cut(seed: int) -> Rows:
    """Texts that end in half a character."""
    return [row | {"id": f"c{row['id']}", "prediction": f"{row['prediction']}\ud83d"} for row in texts(0.2, 20, seed)]


def topics(seed: int) -> Rows:
    """Three classes, without ids: prompts line them up."""
    draw = np.random.default_rng(seed)
    rows = []
    for i in range(90):
        said = TOPICS[i % 3] if draw.random() < 0.7 else TOPICS[(i + 1) % 3]
        rows.append({"prompt": f"第 {i} 条留言", "prediction": said, "reference": TOPICS[i % 3]})
    return rows


def sets(seed: int) -> Rows:
    """Several labels an example."""
    draw = np.random.default_rng(seed)
    rows = []
    for i in range(60):
        gold = TOPICS[: 1 + i % 3]
        rows.append({"id": f"s{i}", "prediction": gold if draw.random() < 0.7 else TOPICS[1:], "reference": gold})
    return rows
