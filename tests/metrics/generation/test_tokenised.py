"""Texts are tokenised once for all metrics that count them, and each distinct text once."""

from __future__ import annotations

from dataclasses import replace

from assay.metrics.generation.bleu import BLEU
from assay.metrics.generation.chrf import CHRF, CHRFPlusPlus
from assay.metrics.generation.cumulative_bleu import BLEU1, BLEU4
from assay.metrics.generation.length_ratio import LengthRatio
from assay.metrics.generation.ter import TER
from assay.metrics.generation.tokenised import tokenised, tokeniser_name
from assay.readers.pairing import in_company
from tests.metrics.generation.made import examples, task


def test_all_metrics_share_the_tokens() -> None:
    made = examples(["a cat"], ["the cat"])
    assert tokenised(made, "13a") is tokenised(made, "13a")
    counts = [metric().measure(made, task()).scores.rows for metric in (BLEU, BLEU1, BLEU4)]
    assert [rows.shape[1] for rows in counts] == [10, 4, 10]


def test_each_model_of_a_company_has_the_numbers_it_has_alone() -> None:
    gold = ["the cat sat on the mat", "it is so", "none of it"]
    said: list[list[str | None]] = [
        ["the cat sat", "it was so", "none"],
        ["on the mat", None, "none of it at all"],
        ["", "so it is", "it"],
    ]
    alone = [examples(one, gold, ["a cat", None, ""]) for one in said]
    together = in_company([replace(one, references=alone[0].references) for one in alone])
    assert together[2].company[0] is together[0].company[0]
    for metric in (BLEU(), CHRF(), CHRFPlusPlus(), TER(), LengthRatio()):
        for one, other in zip(alone, together, strict=True):
            rows = [metric.measure(each, task()).scores.rows.tolist() for each in (one, other)]
            assert rows[0] == rows[1]


def test_the_tokeniser_depends_on_the_language() -> None:
    made = examples(["今天天气"], ["今天天气很好"])
    assert [tokeniser_name(made, task(language)) for language in ("zh", "en", None)] == ["zh", "13a", "13a"]


def test_tokens_of_repeated_texts_are_those_of_each() -> None:
    sides = tokenised(examples(["b a", "c", None, "b a"] * 9, ["a b", None, "b a", ""] * 9), "13a")
    assert sides.predictions.lengths.tolist() == [2, 1, 0, 2] * 9
    first, second = sides.predictions.ids[:2].tolist()
    assert sides.references[0].ids[:4].tolist() == [second, first, first, second]


def test_a_missing_reference_is_given_where_there_is_no_other() -> None:
    sides = tokenised(examples(["a", "b", "c"], [None, "x", None], [None, None, "y"]), "13a")
    assert sides.given.tolist() == [[True, True, False], [False, False, True]]
    assert sides.nrefs == "1"


def test_the_nearest_length_is_the_shorter_of_two() -> None:
    sides = tokenised(examples(["a b c", "a"], ["a b c d", "a b"], ["a b", None], [None, ""]), "13a")
    assert sides.closest_lengths.tolist() == [2, 0]
    assert sides.nrefs == "2"
