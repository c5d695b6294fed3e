"""An output that is there is taken for done only where it is."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import assay
from assay.core.errors import InputError, UsageError
from tests.models.endpoint.alphabet import Alphabet
from tests.models.endpoint.hostile import Server


def test_an_output_that_was_cut_since_is_not_taken_for_whole(tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text("".join(json.dumps({"prompt": f"say {row}"}) + "\n" for row in range(3)), encoding="utf-8")
    with Server(Alphabet().reply) as server:
        ask = partial(assay.predict, data, endpoint=(server.url,), out=str(tmp_path / "predictions.jsonl"))
        (output,) = ask()
        (again,) = ask()
        assert (output.asked, again.asked) == (3, 0)
        output.path.write_bytes(output.path.read_bytes().splitlines(keepends=True)[0])
        with pytest.raises(InputError, match=r"has 1 rows and was written with 3: .* --force"):
            ask()
        (anew,) = ask(force=True)
        assert anew.asked == 3


def predicted(name: str, value: object) -> None:
    """With one argument as nobody should give it."""
    asked: dict[str, Any] = {"model": "somewhere", name: value}
    assay.predict("data.jsonl", **asked)


@pytest.mark.parametrize("name", ["adapter", "endpoint", "labels", "stop"])
def test_one_text_is_not_taken_for_a_list_of_its_letters(name: str) -> None:
    with pytest.raises(UsageError, match=rf"^{name} takes a list of texts, .* write \['END'\]"):
        predicted(name, "END")


@pytest.mark.parametrize("name", ["task", "piece", "kind", "dtype", "quantise"])
def test_a_word_that_nobody_knows_is_said_in_python_too(name: str) -> None:
    with pytest.raises(UsageError, match="'other' is none of the words"):
        predicted(name, "other")


@pytest.mark.parametrize("name", ["limit", "concurrency", "batch_tokens", "window"])
def test_a_number_below_one_is_said_in_python_too(name: str) -> None:
    with pytest.raises(UsageError, match=f"{name} is a whole number from 1"):
        predicted(name, -1)


def data_of(folder: Path, *rows: dict[str, str]) -> str:
    path = folder / "data.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_stop_that_is_empty_is_no_stop() -> None:
    with pytest.raises(UsageError, match="--stop is empty"):
        predicted("stop", ("END", ""))


def test_texts_behind_prompts_and_texts_alone_are_not_put_together(tmp_path: Path) -> None:
    data = data_of(tmp_path, {"prompt": "a", "reference": "b"}, {"prompt": "c"})
    with pytest.raises(InputError, match=r"1 of 2 rows have no reference .* the first is 2"):
        assay.predict(data, model="somewhere", task="lm", out=str(tmp_path / "out.jsonl"))


@pytest.mark.parametrize("rows", [[{"prompt": "a"}, {"prompt": "b"}], [{"prompt": "a", "reference": "b"}] * 2])
def test_relevance_needs_two_different_prompts(rows: list[dict[str, str]], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no two different prompts"):
        assay.predict(data_of(tmp_path, *rows), model="x", task="lm", relevance=True, out=str(tmp_path / "out.jsonl"))
