from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from assay.metrics.classification import cells
from assay.metrics.classification.cells import Side, cells_of


def drawn(values: int, labels: int, n: int, *, missing: bool, seed: int) -> Side:
    draw = np.random.default_rng(seed)
    codes = draw.integers(-1 if missing else 0, values, n).astype(np.int32)
    return Side(codes, np.append(draw.integers(0, labels, values), labels))


def assert_counts(references: Side, predictions: Side) -> None:
    found = cells_of(references, predictions)
    pairs = list(zip(references.labels[references.codes], predictions.labels[predictions.codes], strict=True))
    counted = {tuple(pair): count for pair, count in zip(found.pairs.tolist(), found.counts.tolist(), strict=True)}
    assert counted == {(int(a), int(b)): count for (a, b), count in Counter(pairs).items()}
    assert [tuple(pair) for pair in found.pairs[found.index].tolist()] == [(int(a), int(b)) for a, b in pairs]
    expected = np.bincount(predictions.codes + 1, minlength=len(predictions.labels))
    assert found.of_predictions.tolist() == [*expected[1:], expected[0]]


@pytest.mark.parametrize("n", [1, 7, 100_000])
@pytest.mark.parametrize("values", [2, 9, 300])
def test_pairs_of_labels_are_counted_and_every_example_has_its_own(n: int, values: int) -> None:
    assert_counts(drawn(values, 3, n, missing=False, seed=n), drawn(values, 3, n, missing=True, seed=n + 1))


def test_many_distinct_outputs_give_the_same_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "_MOST_PAIRS", 10)
    assert_counts(drawn(9, 3, 500, missing=False, seed=1), drawn(50, 4, 500, missing=True, seed=2))


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32, np.int64])
def test_codes_of_any_width_are_counted(kind: type[np.signedinteger]) -> None:
    references, predictions = drawn(120, 5, 3000, missing=False, seed=3), drawn(127, 5, 3000, missing=True, seed=4)
    assert_counts(
        Side(references.codes.astype(kind), references.labels), Side(predictions.codes.astype(kind), predictions.labels)
    )
