"""Several models side by side."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from sklearn.metrics import accuracy_score
from statsmodels.stats.multitest import multipletests

import assay
from assay.core.errors import InputError
from assay.core.leaderboard import Leaderboard
from tests.pipeline.made import likelihoods, scored

SCHEMA = json.loads((files("assay.core") / "compare.schema.json").read_text(encoding="utf-8"))
LABELS = np.array(["billing", "delivery", "praise"])


def models(rates: list[float], n: int = 400, seed: int = 1) -> tuple[dict[str, list[dict[str, str]]], list[str]]:
    """A model a rate, right that often, on the same n examples; the examples differ in how hard they are."""
    draw = np.random.default_rng(seed)
    gold, hard, other = draw.integers(0, 3, n), draw.random(n), draw.integers(1, 3, n)
    made = {}
    for rate in rates:
        right = 0.7 * hard + 0.3 * draw.random(n) < rate
        said = np.where(right, gold, (gold + other) % 3)
        made[f"m{rate:g}"] = [
            {"id": str(i), "prediction": LABELS[s], "reference": LABELS[g]}
            for i, (s, g) in enumerate(zip(said.tolist(), gold.tolist(), strict=True))
        ]
    return made, [LABELS[g] for g in gold.tolist()]


@pytest.fixture(scope="module")
def board() -> Leaderboard:
    return assay.compare(models([0.5, 0.8, 0.81, 0.3])[0])


def test_the_order_is_that_of_the_metric_and_each_value_is_the_models_own(board: Leaderboard) -> None:
    made, gold = models([0.5, 0.8, 0.81, 0.3])
    for entry in board.entries:
        said = [row["prediction"] for row in made[entry.name]]
        assert entry.estimates["accuracy"].value == pytest.approx(accuracy_score(gold, said))
    values = [board.entries[place].estimates["accuracy"].value for place in board.order]
    assert values == sorted(values, reverse=True)  # type: ignore[type-var]  # none of them is None


def test_the_best_are_those_that_nothing_tells_from_the_first(board: Leaderboard) -> None:
    assert set(board.leaders) == {"m0.8", "m0.81"}


def test_all_pairs_are_tested_and_corrected_by_holm(board: Leaderboard) -> None:
    assert len(board.pairs) == 6
    p = [pair.difference.p for pair in board.pairs]
    expected = multipletests(p, method="holm")[1]
    assert [pair.difference.p_adjusted for pair in board.pairs] == pytest.approx(expected.tolist())
    assert sum(pair.real for pair in board.pairs) == 5


def test_the_chances_of_all_ranks_add_up_and_follow_the_values(board: Leaderboard) -> None:
    assert board.ranks is not None
    np.testing.assert_allclose(board.ranks.sum(axis=0), 1)
    np.testing.assert_allclose(board.ranks.sum(axis=1), 1)
    assert board.ranks[3, 3] > 0.99
    assert board.ranks[board.order[0], 0] < 0.95


def test_a_trend_over_rounds_is_the_slope_of_a_straight_line() -> None:
    board = assay.compare(models([0.4, 0.5, 0.6, 0.7])[0])
    values = [entry.estimates["accuracy"].value for entry in board.entries]
    assert board.trend is not None
    assert board.trend.slope == pytest.approx(np.polyfit(range(4), np.array(values, dtype=float), 1)[0])
    assert board.trend.low > 0
    assert board.trend.p < 0.001


def test_models_that_are_alike_show_no_trend_and_no_best() -> None:
    board = assay.compare(models([0.7, 0.7001, 0.7002])[0])
    assert board.trend is not None
    assert board.trend.low < 0 < board.trend.high
    assert len(board.best) == 3


def test_which_model_comes_first_changes_nothing_but_the_trend(board: Leaderboard) -> None:
    made, _ = models([0.5, 0.8, 0.81, 0.3])
    turned = assay.compare(dict(reversed(made.items())))
    assert set(turned.leaders) == set(board.leaders)
    assert [turned.entries[place].name for place in turned.order] == [
        board.entries[place].name for place in board.order
    ]


def test_only_examples_that_all_hold_are_compared() -> None:
    made, _ = models([0.5, 0.8, 0.9])
    made["m0.5"], made["m0.9"] = made["m0.5"][:300], made["m0.9"][50:]
    board = assay.compare(made)
    assert board.n == 250
    assert {entry.name: entry.alone for entry in board.entries} == {"m0.5": 50, "m0.8": 150, "m0.9": 100}


def test_the_metric_that_decides_can_be_chosen() -> None:
    board = assay.compare(models([0.5, 0.8])[0], by="recall[billing]")
    assert board.primary == "recall[billing]"
    with pytest.raises(assay.UsageError, match="Not every model has auroc"):
        assay.compare(models([0.5, 0.8])[0], by="auroc")


def test_texts_are_compared_by_chrf() -> None:
    gold = [f"the {place} train leaves at {place % 12} from platform {place % 7}" for place in range(60)]
    good = [text.replace("platform", "track") if row % 4 == 0 else text for row, text in enumerate(gold)]
    bad = [" ".join(reversed(text.split())) for text in gold]
    rows = {
        name: [{"id": row, "prediction": text, "reference": gold[row]} for row, text in enumerate(said)]
        for name, said in {"bad": bad, "good": good}.items()
    }
    board = assay.compare(rows)
    assert (board.primary, board.leaders) == ("chrf", ("good",))


def test_it_is_written_by_the_published_schema(board: Leaderboard) -> None:
    for language in ("en", "zh-Hans", "zh-Hant"):
        jsonschema.validate(board.to_dict(language), SCHEMA)


def test_one_model_cannot_be_compared() -> None:
    with pytest.raises(assay.UsageError, match="two models or more"):
        assay.compare(models([0.5])[0])


# Likelihoods


def test_what_is_per_token_gives_no_order_to_models_with_other_tokens() -> None:
    made = {"a": likelihoods(0.5, 4, 60, 1), "b": likelihoods(0.6, 3, 60, 2)}
    board = assay.compare(made)
    assert board.primary == "bits_per_byte"
    assert "count tokens differently" in str(board.not_measured["perplexity"])
    assert all("perplexity" not in entry.estimates for entry in board.entries)
    with pytest.raises(InputError, match="no order in perplexity"):
        assay.compare(made, by="perplexity")


def test_likelihoods_by_other_windows_give_no_order(tmp_path: Path) -> None:
    ours, same, other = (scored(tmp_path, f"{stride}{n}.jsonl", stride) for n, stride in enumerate((None, None, 256)))
    assert assay.compare([ours, same]).primary == "perplexity"
    with pytest.raises(InputError, match=r"other windows or special tokens \(stride\)"):
        assay.compare([ours, same, other])
