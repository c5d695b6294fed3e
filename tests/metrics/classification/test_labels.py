from __future__ import annotations

import numpy as np
import pytest

from assay.core.columns import Column
from assay.core.errors import InputError
from assay.core.estimate import Estimate
from assay.core.examples import Examples
from assay.metrics.classification.labels import (
    confusion_of,
    had_they_been_right,
    label_table,
    majority_baseline,
    parsing,
)
from tests.metrics.classification.made import GOLD, SAID, SOURCE, examples, task, value

UNPARSED = Estimate("unparsed_rate", 0.0, 0.0, 0.2, 15, "mid-P")
PETS = task("cat", "dog")


def test_the_tutorial_matrix_has_references_as_rows() -> None:
    found = confusion_of(examples(GOLD, SAID), task("0", "1"))
    assert found.labels == ("0", "1")
    assert found.counts.tolist() == [[6, 1], [2, 6]]
    assert found.unparsed.tolist() == [0, 0]


def test_an_output_without_a_label_stands_apart_from_the_labels() -> None:
    found = confusion_of(examples(["cat", "cat", "dog"], ["cat", "", "who knows"]), PETS)
    assert found.counts.tolist() == [[1, 0], [0, 0]]
    assert found.unparsed.tolist() == [1, 1]


def test_a_missing_output_counts_as_one_without_a_label() -> None:
    table = label_table(examples(["cat", "dog"], ["cat", None]), PETS)
    assert table.unparsed.tolist() == [0, 1]
    assert table.predictions.tolist() == [0, 2]


def test_the_table_is_made_once_for_the_same_examples() -> None:
    given = examples(GOLD, SAID)
    assert label_table(given, task("0", "1")) is label_table(given, task("0", "1"))


def test_references_are_read_as_labels_in_any_spelling() -> None:
    table = label_table(examples(["Cat\n", "ＤＯＧ", " cat "], ["cat", "dog", "dog"]), PETS)
    assert table.references.tolist() == [0, 1, 0]


def test_another_name_of_a_label_counts_on_both_sides() -> None:
    named = task("0", "1", others=(("负面",), ("正面",)))
    assert value("accuracy", examples(["正面", "0", "1"], ["1", "负面", "它是正面的"]), named) == 1.0


def test_a_reference_that_is_no_label_is_named_and_counted() -> None:
    with pytest.raises(InputError, match=r"2 references are none of the labels \(cat, dog\): fox"):
        label_table(examples(["cat", "fox", "fox"], ["cat", "cat", "dog"]), PETS)


def test_a_missing_reference_is_counted() -> None:
    with pytest.raises(InputError, match="1 example has no reference"):
        label_table(examples(["cat", None], ["cat", "cat"]), PETS)


def test_values_that_no_row_has_are_no_references() -> None:
    column = Column.coded(("fox", "cat", "dog"), np.array([1, 2, 1]))
    given = Examples(SOURCE, Column(["cat", "dog", "dog"]), (column,))
    assert label_table(given, PETS).counts.tolist() == [[1, 1], [0, 1]]


def test_parsing_says_how_many_outputs_each_rule_read_and_the_forms_of_the_rest() -> None:
    said = ["cat", "Dog.", "I think it is a cat", "no. 1 of 3", "no. 2 of 5", "", None]
    found = parsing(examples(["cat"] * 7, said), PETS, UNPARSED)
    assert found.rules == {"exact": 1, "normalised": 1, "in-prose": 1, "unparsed": 4}
    assert [(form.text, form.count, form.example) for form in found.forms] == [("no. 1 of 3", 2, "4"), ("", 2, "6")]
    assert found.unparsed is UNPARSED


def test_a_long_form_is_shortened() -> None:
    found = parsing(examples(["cat"], ["mouse " * 50]), PETS, UNPARSED)
    assert len(found.forms[0].text) == 60


def test_an_output_is_read_once_however_often_it_occurs() -> None:
    given = examples(["cat", "dog"] * 5000, ["it is a cat"] * 10_000)
    assert parsing(given, PETS, UNPARSED).rules == {"in-prose": 10_000}
    assert value("accuracy", given, PETS) == 0.5


def test_the_majority_is_the_commonest_reference() -> None:
    given = examples(["cat", "dog", "dog"], ["cat", "cat", "cat"], (("cat", "dog"), [[0.5, 0.5]] * 3))
    assert label_table(given, PETS).majority == "dog"
    baseline = majority_baseline(given, PETS)
    assert value("accuracy", baseline, PETS) == pytest.approx(2 / 3)
    assert baseline.probabilities is None
    assert value("accuracy", given, PETS) == pytest.approx(1 / 3)


def test_what_the_examples_would_be_had_every_unread_output_been_right() -> None:
    given = examples(["cat", "dog", "dog"], ["dog", "?", None])
    assert value("accuracy", given, PETS) == 0
    assert value("accuracy", had_they_been_right(given, PETS), PETS) == pytest.approx(2 / 3)


def test_the_most_probable_label_is_the_prediction_where_nothing_was_written() -> None:
    given = examples(["cat", "dog", "dog"], None, (("dog", "cat"), [[0.1, 0.9], [0.8, 0.2], [np.nan, np.nan]]))
    table = label_table(given, PETS)
    assert table.predictions.tolist() == [0, 1, 2]
    assert parsing(given, PETS, UNPARSED).rules == {"probability": 2, "unparsed": 1}


def test_a_cut_of_the_examples_has_its_own_table() -> None:
    given = examples(GOLD, SAID)
    label_table(given, task("0", "1"))
    cut = given.take(np.array([3, 6]))
    assert confusion_of(cut, task("0", "1")).counts.tolist() == [[0, 1], [1, 0]]
