"""What is to be judged, from the files to the job."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assay.core.asking import Decoding
from assay.core.errors import InputError
from assay.models.endpoint import EndpointSettings
from assay.models.local import LocalSettings
from assay.predicting.judge import judge
from assay.predicting.judge.request import JudgeRequest
from assay.predicting.run import Watching
from tests.predicting.judge.by_rule import rows

SERVED = EndpointSettings(("http://127.0.0.1:9",), model="m")


def written(path: Path, *texts: str, **columns: list[str]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows(*texts, **columns)), encoding="utf-8")
    return str(path)


def request(path: str, **settings: Any) -> JudgeRequest:
    return JudgeRequest(path, SERVED, Path("ratings.jsonl"), **settings)


def test_any_text_that_the_judge_is_shown_decides_whether_rows_go_together(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", "one", "two")
    others = [
        written(tmp_path / "b.jsonl", "one", "2"),
        written(tmp_path / "c.jsonl", "one", "two", reference=["x", "y"]),
        written(tmp_path / "d.jsonl", "one", "two", prompt=["x", "y"]),
        written(tmp_path / "e.jsonl", "one", "two", id=["x", "y"]),
    ]
    settings = [request(one).data_settings(request(one).material())["examples"] for one in (path, *others)]
    assert len(set(settings)) == 5
    copy = written(tmp_path / "copy.jsonl", "one", "two")
    assert request(copy).data_settings(request(copy).material())["examples"] == settings[0]


def test_a_limit_takes_the_first_pairs_of_both(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", "one", "two", "three")
    against = written(tmp_path / "b.jsonl", "3", "2", "1", id=["e2", "e1", "e0"])
    sides = request(path, against=against, limit=2).material().sides
    assert [list(side.predictions or ()) for side in sides] == [["one", "two"], ["1", "2"]]


def test_references_may_come_from_another_file(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", "one", reference=[""])
    references = written(tmp_path / "r.jsonl", "", reference=["right"])
    (side,) = request(path, references=references).material().sides
    assert [list(column) for column in side.references] == [["right"]]


def test_what_holds_no_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "likely.jsonl"
    path.write_text('{"id": "a", "nll": 3.5, "tokens": 4, "text": "so"}\n' * 2, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        request(str(path)).material()
    assert refused.value.text.key == "judge.no-texts"


def test_a_checkpoint_of_this_machine_judges_under_its_folders_name(tiny: dict[str, Path], tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", "one", "two")
    out = tmp_path / "ratings.jsonl"
    where = LocalSettings(str(tiny["qwen2"]), device="cpu")
    asked = JudgeRequest(path, where, out, decoding=Decoding(max_tokens=4))
    told: list[object] = []
    assert judge(asked, Watching(), told.append).asked == 2
    assert judge(asked, Watching(), told.append).asked == 0
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["rater"] for row in found] == ["judge:qwen2"] * 2
    assert all(row["error"] for row in found)
