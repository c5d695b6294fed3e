"""Runs of the history say the same as the files that they were made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import stdev

import numpy as np
import pytest
from msgspec.structs import replace
from scipy.stats import t
from statsmodels.stats.multitest import multipletests

import assay
from assay.core.errors import InputError, UsageError
from assay.core.leaderboard import Leaderboard
from assay.pipeline.kept_runs import KeptRuns
from assay.stores.history import History
from tests.pipeline.made import Rows, drawn, labels, likelihoods, texts, written
from tests.shared_data import shared_data
from tests.stores.runs import RESULT, run_of
from tests.web.workspace.made import Made, filled, probable, sets, topics

NAMES = {"path", "source", "sources", "inputs", "command", "why", "format"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return filled(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def kept(made: Made) -> KeptRuns:
    return KeptRuns(str(made.folder / "history.sqlite3"))


def numbers(found: object) -> object:
    """All that is said but how things are called."""
    if isinstance(found, Mapping):
        return {key: numbers(value) for key, value in found.items() if key not in NAMES}
    return [numbers(one) for one in found] if isinstance(found, list) else found


def as_of_files(board: Leaderboard, paths: Sequence[str], by: str | None = None) -> bool:
    """Whether the board is that of the files, whose models are called as its own."""
    files = dict(zip((entry.name for entry in board.entries), paths, strict=True))
    return numbers(board.to_dict()) == numbers(assay.compare(files, by=by).to_dict())


KINDS: dict[str, Callable[[int], Rows]] = {
    "binary": lambda n: labels(drawn(0.5 + n / 10, 200, n)),
    "topics": topics,
    "sets": sets,
    "probable": probable,
    "texts": lambda n: texts(n / 20, 60, n),
    "likelihoods": lambda n: likelihoods(0.5 + n / 50, 4, 60, n),
}


@pytest.mark.parametrize("kind", KINDS)
def test_side_by_side_and_one_against_another_are_as_of_their_files(kind: str, tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    paths = [written(tmp_path / f"{n}.jsonl", KINDS[kind](n)) for n in (1, 2, 3)]
    ids = [str(assay.evaluate(path, history=place).record) for path in paths]
    runs = KeptRuns(place)
    assert as_of_files(runs.side_by_side(ids).board, paths)
    ours, theirs = runs.against(ids[2], ids[0]).to_dict(), assay.evaluate(paths[2], base=paths[0]).to_dict()
    for part in ("metrics", "classes", "confusion", "gates", "baseline", "findings"):
        assert numbers(ours[part]) == numbers(theirs[part]), part
    assert isinstance(ours["comparison"], dict)
    assert isinstance(theirs["comparison"], dict)
    assert ours["comparison"] | {"base": ""} == theirs["comparison"] | {"base": ""}


@pytest.mark.parametrize("name", ["predictions/tweeteval_irony.jsonl", "predictions/tweeteval_emotion.jsonl"])
def test_real_predictions_compare_as_their_files(name: str, tmp_path: Path) -> None:
    path, place = shared_data(name), str(tmp_path / "history.sqlite3")
    rows = read(path)
    halves = [rows[: len(rows) * 3 // 4], rows[len(rows) // 4 :]]  # so that each holds examples that the other has not
    paths = [written(tmp_path / f"{n}.jsonl", half) for n, half in enumerate(halves)]
    ids = [str(assay.evaluate(one, history=place).record) for one in paths]
    assert as_of_files(KeptRuns(place).side_by_side(ids).board, paths)


def test_the_metric_that_decides_can_be_chosen(kept: KeptRuns, made: Made) -> None:
    ids = [made.ids[f"round-{n}"] for n in range(3)]
    board = kept.side_by_side(ids, by="macro_f1").board
    assert board.primary == "macro_f1"
    assert as_of_files(board, [str(made.folder / f"round-{n}.jsonl") for n in range(3)], "macro_f1")


def test_runs_stand_once_and_in_the_order_in_which_they_were(kept: KeptRuns, made: Made) -> None:
    first, second = made.ids["round-0"], made.ids["round-1"]
    found = kept.side_by_side([second, first, second, first[:10]])
    assert [run.id for run in found.runs] == [first, second]
    assert [entry.name.rpartition("/")[2] for entry in found.board.entries] == ["round-0.jsonl", "round-1.jsonl"]


def test_runs_of_one_name_have_their_ids_beside_it(made: Made, tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    ids = [str(assay.evaluate(str(made.folder / "round-0.jsonl"), history=place).record) for _ in range(2)]
    names = [entry.name for entry in KeptRuns(place).side_by_side(ids).board.entries]
    assert [name.rpartition(" · ")[2] for name in names] == [one[:8] for one in ids]


def test_what_does_not_compare_is_refused_with_why(kept: KeptRuns, made: Made) -> None:
    ids = made.ids
    one = ids["round-0"]
    wrong: list[tuple[list[str], type[Exception], str]] = [
        ([one], UsageError, "Between 2 and 40"),
        ([one, one], UsageError, "Between 2 and 40"),
        ([], UsageError, "Between 2 and 40"),
        ([one, ids["texts-1"]], UsageError, "task"),
        ([one, ids["numbers"]], InputError, "examples"),
        ([one, "zzzz"], UsageError, "no run"),
        ([one, ""], UsageError, "no run"),
        ([one, ids["题目-1"]], InputError, "None of the"),
    ]
    for names, error, said in wrong:
        with pytest.raises(error, match=said):
            kept.side_by_side(names)
    for base, error in ((ids["texts-1"], UsageError), (ids["numbers"], InputError), ("zzzz", UsageError)):
        with pytest.raises(error):
            kept.against(one, base)


def test_more_than_forty_are_too_many(tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    with History(place) as history:
        for number in range(41):
            history.add(run_of(number), RESULT)
    names = [run_of(number).id for number in range(41)]
    with pytest.raises(UsageError, match="40"):
        KeptRuns(place).side_by_side(names)
    with pytest.raises(InputError, match="examples"):
        KeptRuns(place).side_by_side(names[:40])


# Rounds


def test_rounds_are_those_of_the_newest_test_set_by_the_metric_that_decided_the_newest(
    kept: KeptRuns, made: Made, tmp_path: Path
) -> None:
    found = kept.rounds("rounds")
    assert [run.id for run in found.rounds] == [made.ids[f"round-{n}"] for n in range(3)]
    assert (found.metric, found.higher_is_better) == ("accuracy", True)
    place = str(tmp_path / "history.sqlite3")
    for n, rows in enumerate((labels(drawn(0.7, 50, 1)), texts(0.1, 30, 1), labels(drawn(0.8, 50, 2)))):
        assay.evaluate(written(tmp_path / f"{n}.jsonl", rows), history=place, project="mixed")
    mixed = KeptRuns(place).rounds("mixed")
    assert [(one.runs, one.n) for one in mixed.test_sets] == [(2, 50), (1, 30)]
    assert len(mixed.rounds) == 2
    other = KeptRuns(place).rounds("mixed", mixed.test_sets[1].id)
    assert (other.metric, len(other.rounds)) == ("chrf", 1)
    assert KeptRuns(place).rounds("mixed", metric="chrf").rounds == []
    with pytest.raises(UsageError, match="nobody"):
        kept.rounds("nobody")


def test_the_numbers_of_rounds_are_of_the_metric_that_is_asked_for(kept: KeptRuns, made: Made) -> None:
    for run, n in zip(kept.rounds("rounds", metric="mcc").rounds, range(3), strict=True):
        one = made.reports[f"round-{n}"].estimates["mcc"]
        assert (run.metric, run.value, run.low, run.high) == ("mcc", one.value, one.low, one.high)


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_floor_is_where_a_further_run_is_to_be_expected(kept: KeptRuns, made: Made) -> None:
    found = kept.rounds("rounds").floor
    values = [
        float(np.mean([row["prediction"] == row["reference"] for row in read(path)]))
        for path in (made.folder / f"{name}.jsonl" for name in ("round-2", "seed-0", "seed-1", "seed-2"))
    ]
    assert found is not None
    assert (found.run, found.runs) == (made.ids["round-2"], 4)
    assert found.half == pytest.approx(t.ppf(0.975, 3) * stdev(values) * (1 + 1 / 4) ** 0.5)
    assert kept.rounds("rounds", metric="mcc").floor is None
    assert kept.rounds("texts").floor is None


def test_at_most_two_hundred_rounds_are_shown_the_newest_of_all(tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    with History(place) as history:
        for number in range(205):
            history.add(replace(run_of(number), value=0.5), {"metrics": {"f1": {"value": 0.5}}})
    found = KeptRuns(place).rounds("support")
    assert [run.id for run in found.rounds] == [run_of(number).id for number in range(5, 205)]


# Changes


def test_changes_are_paired_and_adjusted_for_one_another(kept: KeptRuns, made: Made) -> None:
    names = ["round-0", "round-1", "round-2", "round-0"]
    found = kept.changes([made.ids[name] for name in names], "accuracy")
    alone = []
    for one, (before, after) in zip(found, pairwise(names), strict=True):
        pair = assay.compare([str(made.folder / f"{name}.jsonl") for name in (after, before)], by="accuracy").pairs[0]
        alone.append(pair.difference)
        assert (one.difference, one.low, one.high) == (pair.difference.value, pair.difference.low, pair.difference.high)
    adjusted = multipletests([one.p for one in alone], method="holm")[1]
    assert [one.p for one in found] == pytest.approx(adjusted.tolist())
    for one in found:
        assert one.p is not None
        assert one.low is not None
        assert one.high is not None
        assert one.real == (one.p <= 0.05 and not one.low <= 0 <= one.high)
        assert one.better == ((one.difference or 0) > 0 if one.real else None)
    assert any(one.real for one in found)
    assert found[2].better is False  # from 0.85 back to 0.6


def test_changes_that_cannot_be_tested_do_not_make_the_others_harder(kept: KeptRuns, made: Made) -> None:
    ids = [made.ids[name] for name in ("round-0", "round-1", "numbers", "texts-1")]
    first, *others = kept.changes(ids, "accuracy", "zh-Hans")
    assert first.p == kept.changes(ids[:2], "accuracy")[0].p
    assert [(one.difference, one.p, one.real) for one in others] == [(None, None, False)] * 2
    assert all(one.why for one in others)


def test_where_less_is_better_less_is_called_better(tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    files = [written(tmp_path / f"{n}.jsonl", likelihoods(nll, 4, 200, n)) for n, nll in enumerate((0.6, 0.4))]
    ids = [str(assay.evaluate(file, history=place).record) for file in files]
    (found,) = KeptRuns(place).changes(ids, "perplexity")
    assert (found.difference or 0) < 0
    assert (found.real, found.better) == (True, True)
    (unknown,) = KeptRuns(place).changes(ids, "nothing")
    assert "nothing" in (unknown.why or "")


def test_changes_and_boards_that_were_asked_for_are_there_at_once_in_every_language(kept: KeptRuns, made: Made) -> None:
    ids = [made.ids[name] for name in ("round-0", "texts-1")]
    said = {language: kept.changes(ids, "accuracy", language)[0].why for language in ("en", "zh-Hans", "zh-Hant")}
    assert len(set(said.values())) == 3
    two = [made.ids["round-0"], made.ids["round-1"]]
    boards = [kept.side_by_side(two, None, language).board for language in ("en", "zh-Hant")]
    assert [board.language for board in boards] == ["en", "zh-Hant"]


def test_a_run_that_was_taken_out_is_not_there_however_well_it_is_remembered(made: Made, tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    ids = [str(assay.evaluate(str(made.folder / f"round-{n}.jsonl"), history=place).record) for n in range(2)]
    runs = KeptRuns(place)
    runs.side_by_side(ids)
    with History(place) as history:
        history.remove([history.run(ids[0])])
    with pytest.raises(UsageError, match="no run"):
        runs.side_by_side(ids)
