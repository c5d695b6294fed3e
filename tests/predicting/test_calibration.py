"""Probabilities of labels that were fitted to held-out rows hold what they say on others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

import assay
from assay.core.arrays import Array, IntArray
from assay.core.asking import Message, Question
from assay.core.errors import InputError, UsageError
from assay.predicting.calibration import Calibration, calibration_from, calibration_of
from assay.predicting.held_out import beside
from tests.models.corpus import LABELS, tickets
from tests.models.endpoint.alphabet import CHARACTERS, Alphabet, logprob
from tests.models.endpoint.hostile import Server

LOOSE = 0.25  # the penalty, as the docstring has it


def drawn(n: int, slope: float, biases: Array, seed: int) -> tuple[Array, IntArray]:
    """What a model says that is wrong by `slope` and `biases`, and labels drawn from the true probabilities."""
    draw = np.random.default_rng(seed)
    true = shares(draw.normal(size=(n, len(biases))) * 2)
    right = np.array([draw.choice(len(biases), p=row) for row in true])
    return shares((np.log(true) - biases) / slope), right


def shares(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Array = powers / powers.sum(axis=1, keepdims=True)
    return found


def loss(probabilities: Array, right: IntArray) -> float:
    return float(-np.log(probabilities[np.arange(len(right)), right]).mean())


def mended(calibration: Calibration, probabilities: Array) -> Array:
    return np.array([calibration.applied(row) for row in probabilities.tolist()])


def test_what_made_the_probabilities_wrong_is_found() -> None:
    biases = np.array([1.0, -0.5, -0.5])
    found = calibration_of(*drawn(5000, 0.4, biases, seed=1), np.arange(5000))
    assert found.slope == pytest.approx(0.4, abs=0.03)
    assert np.array(found.biases) == pytest.approx(biases, abs=0.1)


@pytest.mark.parametrize("n", [40, 200, 1000])
@pytest.mark.parametrize("labels", [2, 5, 20])
def test_other_rows_are_told_better_by_it(n: int, labels: int) -> None:
    biases = np.linspace(-1, 1, labels)
    before = after = 0.0
    for seed in range(5):
        found = calibration_of(*drawn(n, 0.3, biases, seed), np.arange(n))
        probabilities, right = drawn(2000, 0.3, biases, seed + 100)
        before += loss(probabilities, right)
        after += loss(mended(found, probabilities), right)
    assert after < 0.8 * before


@pytest.mark.parametrize("n", [40, 200, 1000])
def test_probabilities_that_hold_are_hardly_touched(n: int) -> None:
    worse = 0.0
    for seed in range(10):
        found = calibration_of(*drawn(n, 1.0, np.zeros(4), seed), np.arange(n))
        probabilities, right = drawn(2000, 1.0, np.zeros(4), seed + 100)
        worse += loss(mended(found, probabilities), right) - loss(probabilities, right)
    assert worse / 10 < 2.5 / n


@pytest.mark.parametrize("biased", [False, True])
def test_the_fit_is_that_of_a_general_optimiser(biased: bool) -> None:
    biases = np.array([0.8, -0.8, 0.0]) if biased else np.zeros(3)
    probabilities, right = drawn(300, 0.5, biases, seed=7)
    found = calibration_of(probabilities, right, np.arange(300))
    assert any(found.biases) == biased
    free = 4 if biased else 1
    logs = np.log(probabilities)

    def penalised(theta: Array) -> float:
        whole = np.concatenate([theta, np.zeros(4 - free)])
        away = whole - [1, 0, 0, 0]
        return 300 * loss(shares(whole[0] * logs + whole[1:]), right) + LOOSE / 2 * float(away @ away)

    best = minimize(penalised, np.eye(1, free)[0], tol=1e-12).x
    assert [found.slope, *found.biases][:free] == pytest.approx(best, abs=1e-4)


def test_a_model_that_is_right_the_less_the_surer_it_is_gets_even_probabilities() -> None:
    probabilities, right = drawn(500, 1.0, np.zeros(2), seed=3)
    found = calibration_of(probabilities[:, ::-1], right, np.arange(500))
    assert 0 < found.slope < 0.01
    assert max(found.applied([0.01, 0.99])) == pytest.approx(0.5, abs=0.05)
    assert "finds nothing" in str(found.note)


def test_certainty_that_was_rounded_to_one_stays_finite() -> None:
    sure = np.repeat([[1.0, 0.0]], 30, axis=0)
    right = np.array([0] * 27 + [1] * 3)
    found = calibration_of(sure, right, np.arange(30))
    assert found.applied([1.0, 0.0])[0] == pytest.approx(0.9, abs=0.03)


def asked(label: str, row: int) -> Question:
    return Question(f"h{row}", (Message("user", f"question {row}"),), references=(label,))


def test_rows_without_a_label_are_left_out_and_too_few_are_refused() -> None:
    known = [asked(" Yes" if row % 2 else "no ", row) for row in range(20)]
    thought = [[0.6, 0.4] if row % 2 else [0.3, 0.7] for row in range(20)]
    stray = [asked("perhaps", 20), Question("h21", text="nothing to compare with")]
    found = calibration_from([*known, *stray], ("yes", "no"), [*thought, [0.5, 0.5], [0.5, 0.5]])
    assert found.rows == 20
    with pytest.raises(InputError, match="Of the 20 held-out rows 19 can be used"):
        calibration_from(known, ("yes", "no"), [*thought[:19], None])
    with pytest.raises(InputError, match="more than one label"):
        calibration_from([asked("yes", row) for row in range(20)], ("yes", "no"), thought)


def written(path: Path, rows: range, seed: int) -> Path:
    """Tickets, each with a number of its own, so that none is in two files."""
    made = [
        {
            "messages": [
                {"role": "user", "content": f"Order {row}. {one.asked}"},
                {"role": "assistant", "content": one.label},
            ]
        }
        for row, one in zip(rows, tickets(len(rows), seed), strict=True)
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Test rows and held-out rows."""
    folder = tmp_path_factory.mktemp("calibration")
    return written(folder / "test.jsonl", range(120), 11), written(folder / "held-out.jsonl", range(200, 320), 12)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture(scope="module")
def predict(tiny: dict[str, Path], files: tuple[Path, Path]) -> Callable[..., list[dict[str, Any]]]:
    """The rows that a tiny model that was never tuned to the task gives for the test rows."""

    def rows(out: Path, **options: Any) -> list[dict[str, Any]]:
        assay.predict(files[0], model=str(tiny["qwen2"]), labels=LABELS, out=str(out), **options)
        return read(out)

    return rows


def test_a_real_models_probabilities_hold_better_on_test_rows(
    predict: Callable[..., list[dict[str, Any]]], files: tuple[Path, Path], tmp_path: Path
) -> None:
    plain = predict(tmp_path / "plain.jsonl")
    fitted = predict(tmp_path / "fitted.jsonl", calibrate_on=str(files[1]))
    right = np.array([LABELS.index(row["reference"]) for row in plain])
    before, after = (np.array([[*row["probabilities"].values()] for row in rows]) for rows in (plain, fitted))
    assert loss(after, right) < loss(before, right) - 0.05
    assert after.sum(axis=1) == pytest.approx(1)
    assert all(row["prediction"] == max(row["probabilities"], key=row["probabilities"].get) for row in fitted)
    settings = json.loads((tmp_path / "fitted.jsonl.run.json").read_bytes())["settings"]
    assert settings["held-out rows"] == 120
    assert settings["slope"] > 0
    raw = read(beside(tmp_path / "fitted.jsonl"))
    assert [row["id"] for row in raw] == [str(row + 1) for row in range(120)]


def test_the_same_command_again_asks_nothing_and_changes_nothing(
    predict: Callable[..., list[dict[str, Any]]], files: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "fitted.jsonl"
    predict(out, calibrate_on=str(files[1]))
    before = out.read_bytes()
    predict(out, calibrate_on=str(files[1]))
    assert out.read_bytes() == before
    with pytest.raises(InputError, match="slope"):
        predict(out)


def test_rows_that_are_predicted_cannot_be_held_out(
    predict: Callable[..., list[dict[str, Any]]], files: tuple[Path, Path], tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="shares 120 rows with the data"):
        predict(tmp_path / "out.jsonl", calibrate_on=str(files[0]))
    with pytest.raises(UsageError, match="--labels"):
        assay.predict(files[0], model="none", calibrate_on=str(files[1]), out=str(tmp_path / "out.jsonl"))
    assert not list(tmp_path.iterdir())


def test_labels_behind_an_endpoint_are_calibrated_too(tmp_path: Path) -> None:
    """By a model over characters, which is far too sure: its labels are drawn from the square roots of what it says."""
    labels, draw = ("yes", "no", "perhaps"), np.random.default_rng(4)
    files = []
    for name, rows in (("test", range(200)), ("held-out", range(300, 500))):
        path = tmp_path / f"{name}.jsonl"
        made = []
        for row in rows:
            prompt = f"Question {row}: {CHARACTERS[row % 52]}"
            chances = shares(np.array([[logprob(label, prompt) / 2 for label in labels]]))[0]
            made.append({"prompt": prompt, "reference": labels[draw.choice(3, p=chances)]})
        path.write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
        files.append(path)
    with Server(Alphabet().reply) as server:
        out = str(tmp_path / "out.jsonl")
        where, held_out = (server.url,), str(files[1])
        assay.predict(files[0], endpoint=where, labels=labels, raw=True, out=out, calibrate_on=held_out)
    settings = json.loads((tmp_path / "out.jsonl.run.json").read_bytes())["settings"]
    assert settings["slope"] == pytest.approx(0.5, abs=0.15)
    assert len(read(beside(tmp_path / "out.jsonl"))) == 200
