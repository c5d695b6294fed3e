"""Files become projects: which outputs are shown, blind, and the same project is found again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assay.core.errors import InputError, UsageError
from assay.core.rating_project import Criterion, Mode, Plan
from assay.rating.exhibits import exhibits_of
from assay.rating.export import export_of
from assay.rating.form import form_of
from assay.rating.project import begin
from tests.rating.made import answer_all, predictions, request, started, write


def test_every_output_of_every_file_is_an_exhibit(tmp_path: Path) -> None:
    files = [predictions(tmp_path, model) for model in ("base", "tuned")]
    exhibits, notes = exhibits_of(request(files))
    assert len(exhibits) == 24
    assert Counter(one.outputs[0].system for one in exhibits) == {"base": 12, "tuned": 12}
    assert exhibits[1].outputs[0].text == "tuned says 0"
    assert exhibits[1].prompt == "question 0"
    assert "12 examples" in str(notes[-1])


def test_pairs_are_of_every_two_models_and_a_ranking_of_all(tmp_path: Path) -> None:
    files = [predictions(tmp_path, model) for model in "abc"]
    pairs, _ = exhibits_of(request(files, "pairs"))
    assert len(pairs) == 36
    ranking, _ = exhibits_of(request(files, "ranking"))
    assert [len(one.outputs) for one in ranking] == [3] * 12


def test_nobody_is_asked_which_of_two_equal_texts_is_better(tmp_path: Path) -> None:
    files = [
        predictions(tmp_path, "a", say=lambda at: "same  Text" if at < 5 else "one"),
        predictions(tmp_path, "b", say=lambda at: "same text " if at < 5 else "two"),
    ]
    exhibits, notes = exhibits_of(request(files, "pairs"))
    assert len(exhibits) == 7
    assert "5 comparisons are not shown" in str(notes[-1])
    with pytest.raises(InputError, match="Nothing is left to rate"):
        exhibits_of(
            request([files[0], predictions(tmp_path, "c", say=lambda at: "same text" if at < 5 else "one")], "pairs")
        )


def test_a_sample_is_drawn_at_random_and_practice_is_no_part_of_it(tmp_path: Path) -> None:
    files = [predictions(tmp_path, "a", 300)]
    exhibits, _ = exhibits_of(request(files, sample=60, practice=4))
    main = [int(one.example[1:]) for one in exhibits if one.part == "main"]
    practice = [int(one.example[1:]) for one in exhibits if one.part == "practice"]
    assert (len(main), len(practice)) == (60, 4)
    assert not set(main) & set(practice)
    assert 110 < sum(main) / 60 < 190  # 149.5 expected, standard deviation 10
    other, _ = exhibits_of(request(files, sample=60, plan=Plan(seed=1)))
    assert {one.example for one in other} != {f"q{at}" for at in main}


@pytest.mark.parametrize("mode", ["rating", "pairs"])
def test_a_further_sample_is_drawn_from_what_nobody_rated_yet(tmp_path: Path, mode: Mode) -> None:
    files = [predictions(tmp_path, model, 60) for model in ("base", "tuned")]
    store, begun = started(tmp_path, request(files, mode, sample=20))
    answer_all(store, begun.project, lambda *_: {"fluency": 4} if mode == "rating" else {"overall": 1})
    rows = export_of(store, begun.project)
    rated = {str(row["id"]) for row in rows}
    more, _ = exhibits_of(request(files, mode, sample=30, not_in=(write(tmp_path / "r.jsonl", rows),)))
    drawn = {one.example for one in more}
    assert (len(rated), len(drawn)) == (20, 30)
    assert not rated & drawn
    store.close()


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    folders = [tmp_path / "run1", tmp_path / "run2"]
    for folder in folders:
        folder.mkdir()
    exhibits, _ = exhibits_of(request([predictions(folder, "out") for folder in folders]))
    assert {one.outputs[0].system for one in exhibits} == {"run1/out", "run2/out"}


def test_the_same_command_goes_on_and_new_raters_join(tmp_path: Path) -> None:
    files = [predictions(tmp_path, model) for model in ("base", "tuned")]
    asked = request(files, plan=Plan(per_item=1))
    store, begun = started(tmp_path, asked)
    answer_all(store, begun.project, lambda *_: {"fluency": 4})
    again = begin(asked, store)
    assert again.project == begun.project
    assert len(store.projects()) == 1
    joined = begin(request(files, raters=("Li", "Wang", "Zhou"), plan=Plan(per_item=1)), store)
    assert [str(note) for note in joined.notes][-1] == "Zhou joins."
    assert [one.name for one in store.raters(begun.project)] == ["Li", "Wang", "Zhou"]
    assert len(store.cards(store.raters(begun.project)[2])) == 12  # two outputs of 6 examples of 12
    store.close()


def test_other_outputs_or_another_form_are_another_project(tmp_path: Path) -> None:
    files = [predictions(tmp_path, "a")]
    store, first = started(tmp_path, request(files))
    predictions(tmp_path, "a", say=lambda at: f"changed {at}")
    second = begin(request(files), store)
    third = begin(request(files, criteria=(Criterion("tone"),)), store)
    assert [one.project.name for one in (first, second, third)] == ["rating 1", "rating 2", "rating 3"]
    assert begin(request(files), store).project == second.project
    with pytest.raises(InputError, match="another --name"):
        begin(request(files, name="rating 1"), store)
    store.close()


def test_much_work_is_said(tmp_path: Path) -> None:
    store, begun = started(tmp_path, request([predictions(tmp_path, "a", 480)]))
    assert "480 cards: about 2.0 hours" in str(begun.notes[-1])
    store.close()


def test_what_does_not_fit_together_is_said(tmp_path: Path) -> None:
    one = [predictions(tmp_path, "a")]
    with pytest.raises(UsageError, match="two models or more"):
        exhibits_of(request(one, "pairs"))
    with pytest.raises(UsageError, match="leaves nothing"):
        exhibits_of(request(one, practice=12))
    with pytest.raises(UsageError, match="not enough"):
        started(tmp_path, request(one, raters=tuple("abcdefghijklmnopqrst"), plan=Plan(per_item=1)))
    with pytest.raises(InputError, match="no predictions"):
        exhibits_of(request([write(tmp_path / "r.jsonl", [{"prompt": "p", "reference": "r"}] * 3)]))
    with pytest.raises(InputError, match="no outputs"):
        exhibits_of(request([write(tmp_path / "l.jsonl", [{"text": "ab", "nll": 1.5, "tokens": 2}] * 3)]))


def test_planted_checks_come_from_a_sheet(tmp_path: Path) -> None:
    files = [predictions(tmp_path, "a")]
    sheet = write(
        tmp_path / "checks.jsonl", [{"prompt": "p", "output": f"gibberish {at}", "fluency": 1} for at in range(3)]
    )
    exhibits, _ = exhibits_of(request(files, checks=sheet))
    checks = [one for one in exhibits if one.part == "check"]
    assert [dict(one.expected) for one in checks] == [{"fluency": 1.0}] * 3
    assert checks[2].outputs[0].text == "gibberish 2"
    with pytest.raises(UsageError, match="--mode rating"):
        exhibits_of(request([*files, predictions(tmp_path, "b")], "pairs", checks=sheet))
    unclear = write(tmp_path / "unclear.jsonl", [{"prompt": "p", "fluency": 1}] * 2)
    with pytest.raises(InputError, match="no planted check"):
        exhibits_of(request(files, checks=unclear))


def test_dimensions_have_scales_of_their_own() -> None:
    form = form_of("rating", ["fluency", "helpfulness:0-10", "tone:-2-2"], None, markdown=False)
    assert [(one.name, one.low, one.high) for one in form.criteria] == [
        ("fluency", 1, 5),
        ("helpfulness", 0, 10),
        ("tone", -2, 2),
    ]
    assert form_of("rating", [], None, markdown=False).names == ("fluency", "logic", "relevance", "accuracy")
    assert form_of("pairs", [], None, markdown=True).names == ("overall",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fluency:5-1", "two whole numbers"),
        ("a:1-500", "two whole numbers"),
        (":1-5", "without a name"),
        ("a:x", "two"),
    ],
)
def test_a_dimension_that_is_none_is_said(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        form_of("rating", [text], None, markdown=False)
    with pytest.raises(UsageError, match="named twice"):
        form_of("rating", ["a", "a"], None, markdown=False)


def test_guidelines_say_what_each_grade_means(tmp_path: Path) -> None:
    path = tmp_path / "guide.yaml"
    path.write_text(
        "criteria:\n"
        "  fluency:\n    title: 流畅\n    question: 通顺吗？\n    scale: 0-3\n    anchors: {0: 不通, 3: 很通顺}\n"
        "  tone: Is it kind?\n"
        "guidelines: |\n  Read twice.\n",
        encoding="utf-8",
    )
    form = form_of("rating", [], str(path), markdown=False)
    assert form.guidelines == "Read twice."
    assert form.criteria == (
        Criterion("fluency", 0, 3, "流畅", "通顺吗？", {0: "不通", 3: "很通顺"}),
        Criterion("tone", question="Is it kind?"),
    )
    assert form_of("rating", ["tone:1-7"], str(path), markdown=False).criteria[0].high == 7
    plain = tmp_path / "guide.md"
    plain.write_text("# Read twice", encoding="utf-8")
    assert form_of("rating", [], str(plain), markdown=False).guidelines == "# Read twice"


@pytest.mark.parametrize(
    "text",
    [
        "criteria: [a]",
        "- a",
        "criteria:\n  a: 5",
        "criteria:\n  a: {scale: x}",
        "a: b",
        "{",
        "criteria: {a: {anchors: {x: y}}}",
    ],
)
def test_guidelines_that_say_nothing_are_refused_with_their_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "guide.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"guide\.yaml"):
        form_of("rating", [], str(path), markdown=False)
    with pytest.raises(InputError, match=r"not there|nothing|none\.md"):
        form_of("rating", [], str(tmp_path / "none.md"), markdown=False)
