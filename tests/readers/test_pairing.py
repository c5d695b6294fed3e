"""Which example of one file is which of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assay.core.columns import Column
from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.readers import read
from assay.readers.pairing import in_company, paired, together

TEXTS = ["good film", "bad film", "so so", "never again", "again and again"]
GOLD = ["pos", "neg", "neg", "neg", "pos"]


def file(rows: Sequence[int], **columns: Sequence[str]) -> Examples:
    """The rows of these columns in this order."""
    return read([{name: values[row] for name, values in columns.items()} for row in rows])


def pairs(candidate: Examples, base: Examples) -> list[tuple[int, int]]:
    found = paired(candidate, base)
    return list(zip(found.candidate.tolist(), found.base.tolist(), strict=True))


def test_ids_come_first_and_the_order_of_the_files_does_not_matter() -> None:
    ids = ["a", "b", "c", "d", "e"]
    candidate = file(range(5), id=ids, prediction=GOLD, reference=GOLD)
    base = file([4, 2, 0, 3, 1], id=ids, prediction=GOLD, reference=GOLD)
    assert pairs(candidate, base) == [(0, 2), (1, 4), (2, 1), (3, 3), (4, 0)]
    assert "by id" in str(paired(candidate, base).how)


def test_without_ids_prompts_pair_whatever_their_case_and_width() -> None:
    candidate = file(range(5), prompt=TEXTS, prediction=GOLD, reference=GOLD)
    base = file([3, 1, 0], prompt=[text.upper() for text in TEXTS], prediction=GOLD, reference=GOLD)
    found = paired(candidate, base)
    assert pairs(candidate, base) == [(0, 2), (1, 1), (3, 0)]
    assert (found.alone, found.whole, len(found)) == ((2, 0), False, 3)


def test_a_prompt_that_occurs_twice_is_paired_by_its_reference_then_by_its_place() -> None:
    texts = ["one", "one", "two", "three", "one"]
    candidate = file(range(5), prompt=texts, prediction=GOLD, reference=GOLD)
    base = file([4, 3, 2, 1, 0], prompt=texts, prediction=GOLD, reference=GOLD)
    # "one" is "pos" in the first and the last row, and "neg" in the second.
    assert pairs(candidate, base) == [(0, 0), (1, 3), (2, 2), (3, 1), (4, 4)]


def test_an_instruction_that_all_share_tells_nothing_apart_so_rows_do() -> None:
    prompts = ["Say pos or neg."] * 5
    candidate = file(range(5), prompt=prompts, prediction=GOLD, reference=GOLD)
    assert "row by row" in str(paired(candidate, candidate).how)
    with pytest.raises(InputError, match="Nothing says which example"):
        paired(candidate, file([1, 0, 2, 3, 4], prompt=prompts, prediction=GOLD, reference=GOLD))


def test_without_ids_and_prompts_the_references_pair_where_they_tell_apart() -> None:
    candidate = file(range(5), prediction=TEXTS, reference=TEXTS)
    base = file([1, 0, 4], prediction=TEXTS, reference=TEXTS)
    assert pairs(candidate, base) == [(0, 1), (1, 0), (4, 2)]
    assert "by reference" in str(paired(candidate, base).how)


def test_labels_in_the_same_order_pair_row_by_row_and_it_is_said() -> None:
    candidate = read(["pos"] * 5, references=GOLD)
    assert "row by row" in str(paired(candidate, read(GOLD, references=GOLD)).how)


def test_files_that_do_not_overlap_are_refused_with_their_counts() -> None:
    candidate = file(range(5), id=list("abcde"), prediction=GOLD, reference=GOLD)
    base = file(range(3), id=list("vwxyz"), prediction=GOLD, reference=GOLD)
    with pytest.raises(InputError, match=r"None of the 5 examples .* among the 3 .* a, b, c, .* v, w, x"):
        paired(candidate, base)


def test_other_ids_are_other_examples_even_where_their_labels_come_in_the_same_order() -> None:
    candidate = file(range(5), id=list("abcde"), prediction=GOLD, reference=GOLD)
    with pytest.raises(InputError, match=r"None of the 5 examples .* among the 5 .* a, b, c, .* v, w, x"):
        paired(candidate, file(range(5), id=list("vwxyz"), prediction=GOLD, reference=GOLD))
    # What two tools number each in their own way is still found by what it is.
    texts = file(range(5), id=list("abcde"), prediction=TEXTS, reference=TEXTS)
    others = file([1, 0, 2, 3, 4], id=list("vwxyz"), prediction=TEXTS, reference=TEXTS)
    assert pairs(texts, others)[:2] == [(0, 1), (1, 0)]


def test_rows_of_different_number_without_anything_else_are_refused() -> None:
    with pytest.raises(InputError, match=r"\(5\) .* \(4\)"):
        paired(read(GOLD, references=GOLD), read(GOLD[:4], references=GOLD[:4]))


def test_both_sides_are_judged_by_the_candidates_references_and_other_ones_are_counted() -> None:
    ids = list("abcde")
    candidate = file(range(5), id=ids, prediction=GOLD, reference=GOLD)
    other = ["neg", *GOLD[1:]]
    base = file([4, 3, 2, 1, 0], id=ids, prediction=GOLD, reference=other)
    (ours, theirs), pairing = together(candidate, [base])
    assert pairing.other_references == 1
    assert list(theirs.references[0].texts) == list(ours.references[0].texts) == GOLD
    assert theirs.predictions is not None
    assert list(theirs.predictions.texts) == GOLD


def test_a_base_without_references_is_judged_by_the_candidates() -> None:
    candidate = file(range(5), prompt=TEXTS, prediction=GOLD, reference=GOLD)
    said = [{"prompt": text, "prediction": "pos", "probability": 0.5} for text in reversed(TEXTS)]
    base = read(said, references=GOLD[::-1])
    assert paired(candidate, base).base.tolist() == np.arange(5)[::-1].tolist()


def test_three_files_are_narrowed_to_what_all_of_them_hold() -> None:
    ids = list("abcde")
    candidate, second, third = (
        file(rows, id=ids, prediction=GOLD, reference=GOLD) for rows in ([0, 1, 2, 3], [4, 3, 2, 1], [1, 3, 0])
    )
    sides, pairing = together(candidate, [second, third])
    assert [[side.id_of(row) for row in range(len(side))] for side in sides] == [["b", "d"]] * 3
    assert (pairing.candidate.tolist(), pairing.base.tolist(), pairing.alone) == ([1, 3], [0, 1], (2, 1))
    with pytest.raises(InputError, match="No example is in all 3 files"):
        together(candidate, [second, file([0], id=ids, prediction=GOLD, reference=GOLD)])


def test_models_judged_by_one_set_of_references_are_in_one_company() -> None:
    files = [file(order, prompt=TEXTS, prediction=GOLD, reference=GOLD) for order in (range(5), [4, 3, 2, 1, 0])]
    sides, _ = together(files[0], files[1:])
    first, second = (one.company for one in in_company(sides))
    assert first[0] is second[0]
    assert (first[1], second[1]) == (0, 1)


def test_a_company_is_bounded() -> None:
    one = file(range(5), prompt=TEXTS, prediction=GOLD, reference=GOLD)
    sides, _ = together(one, [one] * 8)
    assert [len(side.company[0].predictions) for side in in_company(sides)] == [4] * 8 + [1]


def test_models_with_references_of_their_own_are_each_in_a_company_of_their_own() -> None:
    files = [file(range(5), prompt=TEXTS, prediction=GOLD, reference=GOLD) for _ in range(2)]
    assert [len(side.company[0].predictions) for side in in_company(files)] == [1, 1]


def test_examples_with_other_predictions_leave_the_company() -> None:
    sides, _ = together(*_two())
    inside = in_company(sides)[1]
    outside = replace(inside, predictions=Column(GOLD[::-1]), _derived={})
    part = inside.take(np.array([3, 1]))
    assert len(inside.company[0].predictions) == 2
    for other in (outside, part):
        company, place = other.company
        assert (len(company.predictions), place) == (1, 0)
        assert company.predictions[0] is other.predictions


def _two() -> tuple[Examples, list[Examples]]:
    first, second = (file(range(5), prompt=TEXTS, prediction=GOLD, reference=GOLD) for _ in range(2))
    return first, [second]
