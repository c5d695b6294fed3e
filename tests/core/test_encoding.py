from __future__ import annotations

import numpy as np
import pytest

from assay.core.columns import MISSING, Column
from assay.core.encoding import encoded


def fresh(text: str | None) -> str | None:
    """An equal string that is another object."""
    return None if text is None else "".join(list(text))


def assert_encodes(texts: list[str | None]) -> None:
    values, codes = encoded(texts)
    assert values == tuple(dict.fromkeys(text for text in texts if text is not None))
    lookup = [*values, None]
    assert [lookup[code] for code in codes.tolist()] == texts


@pytest.mark.parametrize("distinct", [1, 2, 50, 400, 5000])
def test_codes_lead_back_to_the_texts(distinct: int) -> None:
    names: list[str | None] = [f"label {i}" for i in range(distinct)] + [None]
    drawn = np.random.default_rng(distinct).integers(0, len(names), 20_000).tolist()
    assert_encodes([names[i] for i in drawn])
    assert_encodes([fresh(names[i]) for i in drawn])


def test_equal_strings_of_several_objects_have_one_code() -> None:
    names = ["spam", fresh("spam"), "ham", None, fresh("ham")]
    assert_encodes([names[i % 5] for i in range(10_000)])
    assert encoded([names[i % 5] for i in range(10_000)])[0] == ("spam", "ham")


def test_an_object_array_is_read_as_a_list_is() -> None:
    names = np.array(["b", "a", None], dtype=object)
    objects = names[np.random.default_rng(0).integers(0, 3, 9_000)]
    values, codes = encoded(objects[::-1])  # type: ignore[arg-type]  # a table's column may be an array
    assert (values, codes.tolist()) == (encoded(objects[::-1].tolist())[0], encoded(objects[::-1].tolist())[1].tolist())


def test_no_text_at_all_has_no_values() -> None:
    assert encoded([])[0] == ()
    assert encoded([None, None])[1].tolist() == [MISSING, MISSING]


def test_a_column_made_of_codes_never_makes_its_texts() -> None:
    column = Column.coded(["no", "yes"], np.array([1, 0, MISSING, 1]))
    assert column.missing.tolist() == [False, False, True, False]
    assert "texts" not in column.__dict__
    assert list(column.take(np.array([2, 0]))) == [None, "yes"]
