"""Ratings find the outputs they are of, and no other's."""

from __future__ import annotations

from typing import Any

import pytest

from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.core.ratings import Ratings
from assay.readers import read
from assay.readers.ratings import rated, read_ratings

Row = dict[str, Any]


def examples(n: int = 4, said: str = "answer", **columns: str) -> Examples:
    rows = [{"id": f"e{i}", "prediction": f"{said} {i}", "reference": f"gold {i}", **columns} for i in range(n)]
    return read(rows)


def ratings(*rows: Row) -> Ratings:
    return read_ratings([[{"rater": "r", "fluency": 3, **row} for row in rows]])


def test_ratings_are_joined_by_id_in_the_order_of_the_examples() -> None:
    found = rated(ratings({"id": "e2", "fluency": 5}, {"id": "e0", "fluency": 1}), examples())
    assert found.row.tolist() == [0, 2]
    assert found.ratings.matrix("fluency").tolist() == [[1], [5]]


def test_what_is_rated_and_not_here_is_counted_and_named() -> None:
    found = rated(ratings({"id": "e1"}, {"id": "zz"}), examples())
    assert (found.unmatched, found.first) == (1, ("zz",))


def test_a_rating_of_another_text_is_not_of_this_output() -> None:
    rows = [{"id": "e0", "output": "answer 0"}, {"id": "e1", "output": "something else"}]
    found = rated(ratings(*rows), examples())
    assert (found.row.tolist(), found.other_texts) == ([0], 1)


def test_without_ids_the_text_tells() -> None:
    found = rated(ratings({"output": "Answer  3"}, {"output": "answer 1"}), examples())
    assert found.row.tolist() == [1, 3]
    assert "text of the output" in str(found.how)


def test_without_either_rows_tell_where_there_are_as_many() -> None:
    assert rated(ratings({}, {}, {}, {}), examples(4)).row.tolist() == [0, 1, 2, 3]
    with pytest.raises(InputError, match="None of the 3 rated outputs"):
        rated(ratings({}, {}, {}), examples(4))


def test_of_several_models_the_one_of_this_name_is_taken() -> None:
    rows = [{"id": f"e{i}", "model": name, "fluency": value} for i in range(4) for name, value in (("x", 2), ("y", 5))]
    assert rated(ratings(*rows), examples(model="y")).ratings.matrix("fluency").tolist() == [[5]] * 4
    with pytest.raises(InputError, match=r"rates 2 models \(x, y\)"):
        rated(ratings(*rows), examples())


def test_of_several_models_the_text_tells_which() -> None:
    rows = [{"id": f"e{i}", "model": name, "output": f"{name} {i}"} for i in range(4) for name in ("x", "y")]
    assert len(rated(ratings(*rows), examples(said="y")).row) == 4
    assert not len(rated(ratings(*rows), examples(said="z"), alone=False, strict=False).row)


def test_ratings_that_name_no_model_are_not_a_bases() -> None:
    found = ratings({"id": "e0"}, {"id": "e1"})
    assert len(rated(found, examples()).row) == 2
    assert not len(rated(found, examples(), alone=False, strict=False).row)


def test_ratings_of_nothing_here_are_refused_with_both_sides() -> None:
    with pytest.raises(InputError, match="rated are zz, the examples are e0, e1, e2"):
        rated(ratings({"id": "zz"}), examples())
