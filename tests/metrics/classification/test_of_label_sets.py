"""Metrics of several labels an example, beside scikit-learn's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from sklearn import metrics as sklearn

from assay.core.arrays import BoolArray
from assay.core.columns import Column
from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.core.task import Task
from assay.metrics.classification.label_sets import set_table
from tests.metrics.classification.made import SOURCE, examples, lacks, task, value

LABELS = ("money", "politics", "sport", "weather")
SETS = replace(task(*LABELS), multilabel=True)


def drawn(n: int, seed: int) -> tuple[BoolArray, BoolArray]:
    draw = np.random.default_rng(seed)
    gold = draw.random((n, 4)) < [0.5, 0.3, 0.2, 0.05]
    return gold, gold ^ (draw.random((n, 4)) < 0.15)


def names(marks: BoolArray) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(label for label, mark in zip(LABELS, row, strict=True) if mark) for row in marks.tolist())


def as_columns(gold: BoolArray) -> tuple[Column, ...]:
    lists = names(gold)
    return tuple(Column([one[k] if k < len(one) else None for one in lists]) for k in range(4))


def as_sets(gold: BoolArray, said: BoolArray) -> Examples:
    listed = Column([", ".join(labels) for labels in names(said)])
    return Examples(SOURCE, listed, as_columns(gold), prediction_sets=names(said))


def as_texts(gold: BoolArray, said: BoolArray) -> Examples:
    return Examples(
        SOURCE,
        Column([str(list(labels)) for labels in names(said)]),
        (Column([", ".join(labels) for labels in names(gold)]),),
    )


PEERS: list[tuple[str, Callable[[BoolArray, BoolArray], float]]] = [
    ("subset_accuracy", sklearn.accuracy_score),
    ("hamming_loss", sklearn.hamming_loss),
    ("samples_f1", lambda gold, said: sklearn.f1_score(gold, said, average="samples", zero_division=1)),
    ("micro_f1", lambda gold, said: sklearn.f1_score(gold, said, average="micro")),
    ("macro_f1", lambda gold, said: sklearn.f1_score(gold, said, average="macro")),
    ("weighted_f1", lambda gold, said: sklearn.f1_score(gold, said, average="weighted")),
    ("precision[sport]", lambda gold, said: sklearn.precision_score(gold[:, 2], said[:, 2])),
    ("recall[weather]", lambda gold, said: sklearn.recall_score(gold[:, 3], said[:, 3])),
    ("f1[money]", lambda gold, said: sklearn.f1_score(gold[:, 0], said[:, 0])),
    ("specificity[money]", lambda gold, said: sklearn.recall_score(~gold[:, 0], ~said[:, 0])),
]


@pytest.mark.parametrize(("metric", "peer"), PEERS, ids=[name for name, _ in PEERS])
@pytest.mark.parametrize("form", [as_sets, as_texts])
def test_label_sets_measure_as_in_scikit_learn(
    metric: str,
    peer: Callable[[BoolArray, BoolArray], float],
    form: Callable[[BoolArray, BoolArray], Examples],
) -> None:
    gold, said = drawn(300, 1)
    assert value(metric, form(gold, said), SETS) == pytest.approx(peer(gold, said), abs=1e-12)


def test_labels_are_read_from_lists_and_from_prose() -> None:
    said = ["Sport, Money", "['politics']", "It is about sport and money, not politics.", "none of these", ""]
    given = Examples(SOURCE, Column(said), (Column(["sport"] * 5),))
    assert names(set_table(given, SETS).said) == (("money", "sport"), ("politics",), ("money", "sport"), (), ())


def test_a_label_may_hold_a_comma() -> None:
    trade: Task = replace(task("money", "trade, foreign"), multilabel=True)
    given = Examples(SOURCE, Column(["trade, foreign"]), (Column(["Trade, foreign"]),))
    assert value("subset_accuracy", given, trade) == 1


def test_a_reference_outside_the_labels_is_named() -> None:
    given = Examples(SOURCE, Column(["sport"]), (Column(["sport, chess"]),))
    with pytest.raises(InputError, match="chess"):
        set_table(given, SETS)


def test_metrics_of_one_label_do_not_take_sets_nor_the_reverse() -> None:
    assert "several labels each" in lacks("accuracy", as_sets(*drawn(5, 2)), SETS)
    assert "one label each" in lacks("samples_f1", examples(["a"], ["a"]), task("a"))


@pytest.mark.parametrize("written", ["['sport', 'chess']", '["sport","chess"]'])
def test_a_label_that_is_none_of_them_is_a_false_alarm_and_not_forgotten(written: str) -> None:
    gold = Column(["sport", "sport"])
    as_text = Examples(SOURCE, Column([written, "['sport']"]), (gold,))
    as_set = Examples(SOURCE, None, (gold,), prediction_sets=(("sport", "chess"), ("sport",)))
    for one in (as_text, as_set):
        assert set_table(one, SETS).outside.tolist() == [1, 0]
        assert value("subset_accuracy", one, SETS) == 0.5
        assert value("samples_f1", one, SETS) == pytest.approx((2 / 3 + 1) / 2)
        assert value("micro_f1", one, SETS) == pytest.approx(2 * 2 / (2 + 3))
        assert value("hamming_loss", one, SETS) == pytest.approx(1 / 4 / 2)


def test_prose_around_the_labels_is_no_false_alarm() -> None:
    one = Examples(SOURCE, Column(["It is about sport, of course."]), (Column(["sport"]),))
    assert value("subset_accuracy", one, SETS) == 1.0
