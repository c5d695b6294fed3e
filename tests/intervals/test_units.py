from __future__ import annotations

import numpy as np
import pytest

from assay.core.columns import Column
from assay.core.errors import UsageError
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.scores import Units
from assay.intervals.clusters import worth
from assay.intervals.proportion import proportion_interval
from assay.intervals.units import units_of
from tests.intervals import made
from tests.intervals.test_kinds import SURE

SOURCE = Source(path="", format="values", why=literal("made by hand"), rows=0)


def examples(n: int, prompts: list[str | None] | None = None, **columns: list[str | None]) -> Examples:
    ids = columns.pop("ids", None)
    return Examples(
        SOURCE,
        Column(["yes"] * n),
        (Column([str(i % 7) for i in range(n)]),),
        None if prompts is None else Column(prompts),
        None if ids is None else Column(ids),
        extra={name: Column(values) for name, values in columns.items()},
    )


def groups(units: Units) -> list[int] | None:
    return None if units.clusters is None else units.clusters.tolist()


def test_distinct_prompts_stand_alone() -> None:
    units = units_of(examples(3, ["a", "b", "c"]))
    assert groups(units) is None
    assert "no prompt occurs twice" in str(units.why)


def test_without_prompts_each_example_stands_alone() -> None:
    units = units_of(examples(4))
    assert (groups(units), units.n) == (None, 4)
    assert "no prompt column" in str(units.why)


def test_the_same_prompt_is_one_cluster_whatever_its_case_width_and_spaces() -> None:
    units = units_of(examples(4, ["Who is it?", "who  is it?\n", "Ｗｈｏ is it?", "Where?"]))
    assert groups(units) == [0, 0, 0, 1]
    assert "4 examples share 2 distinct prompts" in str(units.why)


def test_a_constant_prompt_is_an_instruction() -> None:
    units = units_of(examples(60, ["Classify the text."] * 60))
    assert groups(units) is None
    assert "the prompt is the same instruction" in str(units.why)
    assert "--cluster" in str(units.why)


def test_a_few_prompts_over_many_rows_are_instructions() -> None:
    units = units_of(examples(200, [f"task {i % 4}" for i in range(200)]))
    assert groups(units) is None
    assert "the 4 prompts are the same instruction" in str(units.why)


def test_a_few_prompts_with_a_few_samples_each_are_clusters() -> None:
    assert groups(units_of(examples(30, [f"question {i % 10}" for i in range(30)]))) is not None


def test_many_repeated_prompts_are_clusters() -> None:
    units = units_of(examples(200, [f"question {i % 50}" for i in range(200)]))
    assert units.clusters is not None
    assert units.clusters.max() == 49


def test_a_named_column_gives_the_clusters_and_a_missing_value_is_its_own() -> None:
    units = units_of(examples(5, ["same"] * 5, document=["x", None, "y", "x", None]), "document")
    assert groups(units) == [0, 2, 1, 0, 3]
    assert "4 clusters by column 'document'" in str(units.why)


def test_a_column_of_distinct_values_makes_no_clusters() -> None:
    units = units_of(examples(3, patient=["1", "2", "3"]), "patient")
    assert groups(units) is None
    assert "'patient'" in str(units.why)


def test_prompt_and_id_can_be_named_too() -> None:
    many = examples(4, ["a", "a", "a", "a"], ids=["1", "1", "2", "2"])
    assert groups(units_of(many, "id")) == [0, 0, 1, 1]
    assert groups(units_of(many, "prompt")) == [0, 0, 0, 0]


def test_a_column_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"No column is called 'doc'.*document, prompt"):
        units_of(examples(2, ["a", "b"], document=["x", "y"]), "doc")
    with pytest.raises(UsageError, match="no column besides"):
        units_of(examples(2), "doc")


@pytest.mark.parametrize(
    "made_so",
    [
        lambda order: examples(6, ids=[str(i) for i in order]),
        lambda order: examples(6, [f"prompt {i}" for i in order]),
        lambda order: examples(6, ["same", "same", "same"] * 2, group=[f"g{i % 3}" for i in order]),
    ],
)
def test_a_unit_has_the_same_key_wherever_it_stands_in_the_file(made_so: object) -> None:
    assert callable(made_so)
    order = [3, 1, 5, 0, 2, 4]
    column = "group" if made_so(range(6)).extra else None
    keys, moved = (units_of(made_so(rows), column).keys for rows in (range(6), order))
    np.testing.assert_array_equal(keys[order], moved)
    assert len(set(keys.tolist())) == (3 if column else 6)


def test_examples_of_one_cluster_share_its_key() -> None:
    keys = units_of(examples(4, ["a", "b", "a", "c"])).keys
    assert keys[0] == keys[2]
    assert len(set(keys.tolist())) == 3


def test_repeats_of_one_prompt_without_ids_have_keys_of_their_own() -> None:
    keys = units_of(examples(40, ["Classify."] * 40)).keys
    assert len(set(keys.tolist())) == 40


def test_what_dependent_examples_are_worth_is_said() -> None:
    alike = made.proportion(np.repeat(np.random.default_rng(0).integers(0, 2, 100), 8))
    estimate = proportion_interval(alike, made.units(800, np.repeat(np.arange(100), 8)), SURE)
    assert "your 800 examples are worth about 100 independent ones" in str(worth(estimate)).replace("99", "100")
    assert worth(proportion_interval(alike, made.units(800), SURE)) is None
