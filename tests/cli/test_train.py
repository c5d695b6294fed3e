"""`assay eval --train`: what the command says of training data."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import assay


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_training_data_is_read_from_several_files_and_named_in_the_result(tmp_path: Path) -> None:
    rows = [
        {"prompt": f"What comes after the number {i}?", "prediction": "a", "reference": "ab"[i % 2]} for i in range(20)
    ]
    trained = [{"instruction": row["prompt"], "output": row["reference"]} for row in rows[:3]]
    first, second = written(tmp_path / "one.jsonl", trained[:2]), written(tmp_path / "two.jsonl", trained[2:])
    predictions = written(tmp_path / "p.jsonl", rows)
    done = assay(
        *("eval", predictions, "--train", first, "--train", second, "--format", "json", "--exit-zero", "--no-history"),
        folder=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert [source["path"] for source in result["inputs"]["train"]] == [str(first), str(second)]
    assert result["training_data"]["leaked"] == {"exact": 3, "near": 0}
    assert "train-test-leak" in {one["code"] for one in result["findings"]}


def test_training_data_that_is_not_there_is_one_sentence_and_status_2(tmp_path: Path) -> None:
    predictions = written(tmp_path / "p.jsonl", [{"prediction": "a", "reference": "a"}] * 20)
    done = assay("eval", predictions, "--train", "missing.jsonl", "--no-history", folder=tmp_path)
    assert done.returncode == 2
    assert "missing.jsonl" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
