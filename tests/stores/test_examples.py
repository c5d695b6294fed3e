"""Examples that a history has kept are the examples that were judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from assay.core.columns import Column
from assay.core.examples import Examples, Likelihoods, Probabilities, Source
from assay.core.messages import say
from assay.stores.examples import MOST_ROWS, examples_of, pieces_of

SOURCE = Source("out/预测.jsonl", "generic", say("readers.why-values"), 3, "ab" * 32, settings={"temperature": "0"})
LABELS = Examples(
    SOURCE,
    Column(["ham", "spam", "ham"]),
    (Column(["ham", "ham", "spam"]), Column([None, "x", None])),
    Column(["", "prompt \x00\x1b", None]),
    Column(["1", "2", "3"]),
    probabilities=Probabilities(("ham", "垃圾"), np.array([[0.25, 0.75], [np.nan, 1.0], [0.5, 0.5]]), normalised=False),
    extra={"group": Column(["a", "a", "b"]), "much": Column(["1", "2", "3"])},
)


def test_columns_come_back_as_they_were() -> None:
    kept = examples_of(pieces_of(LABELS, ["group", "not there"]))
    assert kept.predictions is not None
    assert list(kept.predictions) == ["ham", "spam", "ham"]
    assert [list(column) for column in kept.references] == [["ham", "ham", "spam"], [None, "x", None]]
    assert list(kept.prompts or ()) == ["", "prompt \x00\x1b", None]
    assert list(kept.ids or ()) == ["1", "2", "3"]
    assert {name: list(column) for name, column in kept.extra.items()} == {"group": ["a", "a", "b"]}
    assert kept.probabilities is not None
    assert LABELS.probabilities is not None
    assert kept.probabilities.labels == ("ham", "垃圾")
    assert not kept.probabilities.normalised
    np.testing.assert_array_equal(kept.probabilities.matrix, LABELS.probabilities.matrix)
    assert (kept.source.path, kept.source.sha256, kept.source.rows) == (SOURCE.path, SOURCE.sha256, 3)
    assert kept.source.settings == {"temperature": "0"}


def test_halves_of_characters_and_missing_texts_come_back() -> None:
    texts = ["\ud83d", None, "é文", ""]
    kept = examples_of(pieces_of(Examples(SOURCE, Column(texts))))
    assert kept.predictions is not None
    assert list(kept.predictions) == texts
    repeated = Column(["\ud83d", "\ud83d", "\ud83d", None])
    kept = examples_of(pieces_of(Examples(SOURCE, repeated)))
    assert kept.predictions is not None
    assert list(kept.predictions) == list(repeated)


def test_sets_of_labels_come_back() -> None:
    sets = (("a", "b"), (), ("文",))
    assert examples_of(pieces_of(Examples(SOURCE, prediction_sets=sets))).prediction_sets == sets


def test_likelihoods_come_back() -> None:
    columns = np.arange(18.0).reshape(6, 3)
    kept = examples_of(pieces_of(Examples(SOURCE, likelihoods=Likelihoods(*columns)))).likelihoods
    assert kept is not None
    assert kept.nll.tolist() == [0, 1, 2]
    assert kept.nll_other_prompt.tolist() == [15, 16, 17]


def test_prompts_and_references_of_two_rounds_are_the_same_pieces() -> None:
    first, second = pieces_of(LABELS), pieces_of(replace(LABELS, predictions=Column(["spam", "spam", "ham"])))
    assert [one == other for one, other in zip(first, second, strict=True)] == [
        True,
        True,
        True,
        False,
        True,
        True,
        True,
    ]


def test_too_many_examples_are_not_kept() -> None:
    assert pieces_of(Examples(SOURCE, Column.coded(["a"], np.zeros(MOST_ROWS + 1, dtype=np.int8)))) == []
    assert pieces_of(Examples(SOURCE, Column([]))) == []


@pytest.mark.parametrize("spoil", [lambda p: p[:-1], lambda p: p[1:], lambda p: [*p[:-1], b"\xc1"], lambda _: [b""]])
def test_pieces_that_are_damaged_are_refused(spoil: Callable[[list[bytes]], list[bytes]]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it is a plain one
        examples_of(spoil(pieces_of(LABELS)))
