"""A metric is found by any usual spelling of its name; what does not exist is answered with what is near."""

from __future__ import annotations

import pytest

from assay.core.errors import UsageError
from assay.core.messages import LANGUAGES
from assay.metrics import METRICS
from assay.metrics.find import find, title_of


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("accuracy", "accuracy"),
        ("BLEU", "bleu"),
        ("bleu-4", "bleu4"),
        ("rouge-l", "rougeL"),
        ("ROUGE-Lsum", "rougeLsum"),
        ("Rouge 1 stem", "rouge1_stem"),
        ("chrF++", "chrf++"),
        ("Macro-F1", "macro_f1"),
        ("f1_macro", "macro_f1"),
        ("ROC AUC", "auroc"),
        ("ppl", "perplexity"),
        ("EM", "exact_match"),
        ("distinct-2", "distinct2"),
    ],
)
def test_usual_spellings_are_understood(spec: str, name: str) -> None:
    assert find(spec).name == name


@pytest.mark.parametrize("name", list(METRICS))
def test_every_metric_is_found_by_its_own_name(name: str) -> None:
    assert find(name).name == name


@pytest.mark.parametrize(("spec", "label"), [("recall[disease]", "disease"), ("Recall[a [b]]", "a [b]")])
def test_a_class_is_given_in_brackets(spec: str, label: str) -> None:
    metric = find(spec)
    assert metric.name == "recall"
    assert getattr(metric, "label", None) == label


def test_a_metric_of_all_classes_takes_no_class() -> None:
    with pytest.raises(UsageError, match="'accuracy' is not about one class"):
        find("accuracy[spam]")


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("acuracy", "No metric is called 'acuracy'. Did you mean 'accuracy'?"),
        ("Rouge-3", "No metric is called 'Rouge-3'. Did you mean 'rouge"),
        ("racall[x]", "No metric is called 'racall'. Did you mean 'recall'?"),
        ("qqq", "No metric is called 'qqq'. There are: "),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(spec: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        find(spec)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("name", list(METRICS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_metric_has_a_title(name: str, language: str) -> None:
    assert title_of(find(name)).in_language(language)
