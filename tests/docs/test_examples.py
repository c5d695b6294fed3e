"""The bundled examples: enough of them, all distinct, all our own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import assay
from assay import examples
from tests.shared_data import SHARED

SETS = [name for name in examples.names() if name.startswith(("reviews", "notices"))]
TUNED = [name for name in SETS if not name.endswith("-base")]


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in examples.path(name).read_text(encoding="utf-8").splitlines()]


def test_there_is_a_set_of_labels_and_one_of_texts_in_either_language() -> None:
    assert TUNED == ["reviews-en", "reviews-zh", "notices-en", "notices-zh"]


def test_every_file_in_the_package_has_a_name_and_every_name_a_file() -> None:
    there = {path.stem for path in Path(examples.__file__).parent.glob("*.jsonl")}
    assert there == set(examples.names())


def test_an_unknown_example_is_answered_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="reviews-zh"):
        examples.path("reviews-fr")


def test_all_together_they_stay_small() -> None:
    assert sum(examples.path(name).stat().st_size for name in examples.names()) < 1_500_000


@pytest.mark.parametrize("name", SETS)
def test_a_set_has_at_least_three_hundred_examples_no_two_alike(name: str) -> None:
    found = rows(name)
    assert len(found) >= 300
    assert len({str(row["prompt"]).casefold() for row in found}) == len(found)
    assert len({row["id"] for row in found}) == len(found)


@pytest.mark.parametrize("name", TUNED)
def test_the_base_answers_the_same_examples(name: str) -> None:
    keys = ("id", "prompt", "reference")
    tuned, base = ([[row[key] for key in keys] for row in rows(one)] for one in (name, f"{name}-base"))
    assert tuned == base


@pytest.mark.parametrize("name", [name for name in SETS if name.startswith("reviews")])
def test_the_likeliest_label_is_the_prediction_and_probabilities_add_up(name: str) -> None:
    for row in rows(name):
        chances = row["probabilities"]
        assert isinstance(chances, dict)
        assert max(chances, key=chances.__getitem__) == row["prediction"]
        assert sum(chances.values()) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(("name", "metric"), [(name, "accuracy" if "rev" in name else "rougeL") for name in TUNED])
def test_tuning_helped_and_left_something_to_find(name: str, metric: str) -> None:
    tuned, base = (
        assay.evaluate(examples.path(one), metrics=[metric]).metrics[metric] for one in (name, f"{name}-base")
    )
    assert tuned.value is not None
    assert tuned.low is not None
    assert base.high is not None
    assert base.high < tuned.low
    assert tuned.value < 0.95


def shared_values() -> set[str]:
    """Every cell, line and string of the shared text files, as it stands there."""
    values: set[str] = set()
    for path in SHARED.rglob("*"):
        if path.suffix in {".jsonl", ".json", ".csv", ".tsv", ".txt"}:
            values.update(re.split(r'["\t\n]', path.read_text(encoding="utf-8", errors="replace")))
    return values


def test_nothing_was_taken_from_the_shared_data() -> None:
    if not SHARED.exists():
        pytest.skip("needs the shared data")
    texts = {str(row[key]) for name in TUNED for row in rows(name) for key in ("prompt", "reference")}
    long = {text for text in texts if len(text) > 12}
    assert (long | {json.dumps(text)[1:-1] for text in long}) & shared_values() == set()
