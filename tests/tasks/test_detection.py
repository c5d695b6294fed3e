from __future__ import annotations

import numpy as np
import pytest

from assay.core.columns import Column
from assay.core.errors import InputError, UsageError
from assay.core.examples import Examples, Likelihoods, Probabilities, Source
from assay.core.messages import LANGUAGES, literal
from assay.core.task import Task
from assay.tasks import detect
from assay.tasks.base import TaskOptions

SOURCE = Source(path="", format="values", why=literal("made by hand"), rows=0)


def examples(gold: list[str], said: list[str] | None = None, prompts: list[str] | None = None) -> Examples:
    return Examples(
        SOURCE,
        Column(gold if said is None else said),
        (Column(gold),),
        prompts=None if prompts is None else Column(prompts),
    )


def task(gold: list[str], said: list[str] | None = None, **options: object) -> Task:
    return detect(examples(gold, said), TaskOptions(**options))  # type: ignore[arg-type]  # the options by name


SENTENCES = [f"The parcel with number {i} has arrived and was opened at once." for i in range(40)]


def test_few_short_texts_that_come_back_are_labels() -> None:
    found = task(["spam", "ham", "ham", "ham"] * 10)
    assert (found.family, found.doubt, found.labels) == ("classification", None, ("ham", "spam"))
    assert "40 examples" in str(found.why)


def test_sentences_are_texts() -> None:
    found = task(SENTENCES)
    assert (found.family, found.doubt, found.text_language) == ("generation", None, "en")


def test_short_answers_that_nearly_all_differ_are_texts_with_a_doubt() -> None:
    names = ["Paris", "Rome", "Bern", "Oslo", "Wien", "Riga", "Lima", "Kyiv"]
    found = task(names, ["Paris is it", *names[1:]])
    assert found.family == "generation"
    assert "--task classification" in str(found.doubt)


def test_many_different_numbers_are_answers_and_not_labels() -> None:
    found = task([str(i % 60) for i in range(400)])
    assert found.family == "generation"
    assert "60" in str(found.why)


def test_ratings_from_one_to_five_are_labels_in_their_order() -> None:
    found = task(["5", "3", "1", "4", "2", "10"] * 10)
    assert (found.family, found.labels) == ("classification", ("1", "2", "3", "4", "5", "10"))


def test_seventy_seven_intents_in_a_small_file_are_labels_when_errors_are_other_intents() -> None:
    names = [f"intent_{name}" for name in "abcdefghijklmnopqrstuvwxyz"] * 3
    found = task(names, names[1:] + names[:1])
    assert found.family == "classification"
    assert "--task generation" in str(found.doubt)


def test_one_row_that_answers_yes_is_a_classification() -> None:
    found = task(["Yes"], ["No"])
    assert (found.family, found.labels, found.positive) == ("classification", ("No", "Yes"), "Yes")


def test_letters_of_choices_are_filled_up_and_have_no_positive_class() -> None:
    found = task(["A", "D", "B"], ["A", "A", "A"])
    assert (found.labels, found.positive) == (("A", "B", "C", "D"), None)


def test_likelihoods_alone_are_language_modelling() -> None:
    ones = np.ones(3)
    found = detect(Examples(SOURCE, likelihoods=Likelihoods(*[ones] * 6)), TaskOptions())
    assert found.family == "lm"


def test_probabilities_alone_are_a_classification() -> None:
    matrix = np.array([[0.2, 0.8], [0.6, 0.4]])
    given = Examples(SOURCE, None, (Column(["1", "0"]),), probabilities=Probabilities(("0", "1"), matrix))
    assert detect(given, TaskOptions()).family == "classification"


def test_a_label_with_a_probability_and_no_example_is_a_label() -> None:
    matrix = np.full((20, 3), 1 / 3)
    given = Examples(
        SOURCE,
        Column(["a", "b"] * 10),
        (Column(["a", "b"] * 10),),
        probabilities=Probabilities(("a", "b", "c"), matrix),
    )
    assert detect(given, TaskOptions()).labels == ("a", "b", "c")


def test_several_references_are_texts() -> None:
    given = Examples(SOURCE, Column(["a"] * 9), (Column(["a"] * 9), Column(["b"] * 9)))
    assert detect(given, TaskOptions()).family == "generation"


def test_outputs_without_references_are_texts() -> None:
    assert detect(Examples(SOURCE, Column(["a", "b"])), TaskOptions()).family == "generation"


def test_spellings_of_one_label_are_one_label_under_the_commonest() -> None:
    found = task(["Positive", "positive", "positive\n", " ＰＯＳＩＴＩＶＥ", "negative", "negative."] * 5)
    assert found.labels == ("negative", "positive")
    assert task(["1.0", "1", "1", "0"] * 5).labels == ("0", "1")


def test_a_label_that_only_the_prompt_lists_is_a_label() -> None:
    prompts = [f"Sort into one of: bill, parcel, thanks.\nTicket {i}" for i in range(10)]
    found = detect(examples(["bill", "thanks"] * 5, prompts=prompts), TaskOptions())
    assert (found.labels, found.doubt) == (("bill", "parcel", "thanks"), None)
    assert "the prompt lists" in str(found.why)


def test_what_a_number_means_is_read_from_the_prompt() -> None:
    prompts = [f"判断情感 (0=负面, 1=正面)：第{i}条" for i in range(10)]
    found = detect(examples(["0", "1"] * 5, prompts=prompts), TaskOptions())
    assert (found.labels, found.other_names) == (("0", "1"), (("负面",), ("正面",)))
    assert (found.positive, found.text_language) == ("1", "zh")


@pytest.mark.parametrize(
    ("gold", "positive"),
    [
        (["0", "1"], "1"),
        (["no", "yes"], "yes"),
        (["False", "True"], "True"),
        (["ham", "spam"], "spam"),
        (["positive", "negative"], "positive"),
        (["正面", "负面"], "正面"),
        (["irony", "non_irony"], "irony"),
        (["not urgent", "urgent"], "urgent"),
        (["不良", "良"], "良"),
        (["-1", "1"], "1"),
    ],
)
def test_the_positive_class_is_told_by_its_name_and_comes_last(gold: list[str], positive: str) -> None:
    found = task(gold * 10)
    assert (found.positive, found.labels[-1], found.doubt) == (positive, positive, None)


def test_where_no_name_tells_the_rarer_class_is_positive_with_a_doubt() -> None:
    found = task(["cat", "cat", "cat", "dog"] * 5)
    assert found.positive == "dog"
    assert "--positive" in str(found.doubt)


def test_three_classes_have_no_positive_one_unless_it_is_named() -> None:
    assert task(["a", "b", "c"] * 9).positive is None
    assert task(["sick", "well", "unclear"] * 9, positive="Sick").positive == "sick"


def test_an_unknown_positive_class_is_refused_with_the_labels() -> None:
    with pytest.raises(UsageError, match="'urgent' is none of the labels: cat, dog"):
        task(["cat", "dog"] * 5, positive="urgent")


def test_labels_of_the_user_are_taken_in_their_order_with_their_other_names() -> None:
    found = task(["1", "0"] * 5, labels=("1=positive=正面", "0=negative"))
    assert (found.labels, found.other_names) == (("1", "0"), (("positive", "正面"), ("negative",)))
    assert found.family == "classification"


def test_a_label_that_holds_an_equals_sign_stays_whole() -> None:
    assert task(["<=50K", ">50K"] * 5, labels=("<=50K", ">50K")).labels == ("<=50K", ">50K")


def test_references_outside_the_labels_given_are_named_and_counted() -> None:
    with pytest.raises(InputError, match=r"3 references are none of the labels given \(cat, dog\): fox, owl"):
        task(["cat", "dog", "fox", "fox", "owl"], labels=("cat", "dog"))


def test_the_users_word_is_final() -> None:
    found = task(SENTENCES, family="classification")
    assert (found.family, found.detected, len(found.labels)) == ("classification", False, 40)
    assert task(["spam", "ham"] * 9, family="generation").family == "generation"


def test_label_sets_are_several_labels_an_example() -> None:
    given = Examples(
        SOURCE,
        Column(["a", "a, b"]),
        (Column(["a", "b"]), Column([None, "a"])),
        prediction_sets=(("a",), ("a", "b")),
    )
    found = detect(given, TaskOptions())
    assert (found.family, found.multilabel, found.labels) == ("classification", True, ("a", "b"))


@pytest.mark.parametrize(
    "gold", [["sport, money", "politics", "money", "sport"], ['["sport"]', '["money","politics"]']]
)
def test_labels_listed_in_one_text_are_several_labels(gold: list[str]) -> None:
    found = task(gold * 10)
    assert (found.multilabel, found.labels) == (True, ("money", "politics", "sport"))


def test_no_examples_and_no_references_are_said() -> None:
    with pytest.raises(InputError, match="no example"):
        task([])
    with pytest.raises(InputError, match="--reference"):
        detect(Examples(SOURCE, Column(["a"])), TaskOptions(family="classification"))


def test_references_that_are_all_blank_name_no_label() -> None:
    assert task([" "] * 5, ["a"] * 5).labels == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_reason_and_doubt_are_said_in_every_language(language: str) -> None:
    for found in (task(["cat", "cat", "dog"] * 3), task(["Paris", "Rome", "Bern"]), task(SENTENCES)):
        assert found.why.in_language(language)
        assert found.doubt is None or found.doubt.in_language(language)
