from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.text.labels import Names, label_of, named_anywhere
from tests.shared_data import shared_data

SENTIMENT = Names(("negative", "positive", "neutral"))
SPAM = Names(("spam", "not spam"))
CODES = Names(("0", "1"), (("负面", "negative"), ("正面", "positive")))
CHOICES = Names(("A", "B", "C", "D"))
TOPICS = Names(("sports", "politics", "tech"), (("A",), ("B",), ("C",)))
CASES = Names(("劳动纠纷", "合同纠纷", "担保", "抵押担保"))
STARS = Names(("1", "2", "3", "4", "5"))
ANSWERS = Names(("yes", "no"))


def label(output: str, names: Names) -> tuple[str | None, str]:
    found = label_of(output, names)
    return None if found.code is None else names.labels[found.code], found.rule.value


@pytest.mark.parametrize(
    ("output", "names", "expected"),
    [
        ("positive", SENTIMENT, ("positive", "exact")),
        (" Positive.\n", SENTIMENT, ("positive", "normalised")),
        ("**NEUTRAL**", SENTIMENT, ("neutral", "normalised")),
        ("１．０", CODES, ("1", "normalised")),
        ("正面", CODES, ("1", "verbaliser")),
        ("Negative!", CODES, ("0", "verbaliser")),
        ("积极", SENTIMENT, ("positive", "verbaliser")),
        ("(B)", TOPICS, ("politics", "choice-letter")),
        ("Answer: B", TOPICS, ("politics", "choice-letter")),
        ("B. politics", TOPICS, ("politics", "choice-letter")),
        ("The sentiment is positive.", SENTIMENT, ("positive", "in-prose")),
        ("该评论的情感倾向为负面。", CODES, ("0", "in-prose")),
        ("Good at first, so positive? No. The final answer is negative.", SENTIMENT, ("negative", "last-answer")),
        ("可能是劳动纠纷，也可能是合同纠纷，因此选择合同纠纷。", CASES, ("合同纠纷", "last-answer")),
        ("", SENTIMENT, (None, "empty")),
        ("<think>surely positive", SENTIMENT, (None, "empty")),
        ("Positive or negative? I lean towards positive.", SENTIMENT, ("positive", "last-answer")),
        ('{"sentiment": "positive"}', SENTIMENT, ("positive", "in-prose")),
        ("positive or negative", SENTIMENT, (None, "ambiguous")),
        ("I cannot tell.", SENTIMENT, (None, "unnamed")),
    ],
)
def test_each_rule_finds_its_kind_of_answer(output: str, names: Names, expected: tuple[str | None, str]) -> None:
    assert label(output, names) == expected


@pytest.mark.parametrize(
    ("output", "letter"),
    [
        ("B", "B"),
        ("Answer: B", "B"),
        ("**Answer: B**", "B"),
        ("the answer is b", "B"),
        ("B) twelve", "B"),
        ("选B", "B"),
        ("答案是B", "B"),
        ("正确答案为：Ｂ", "B"),
        ("故选B。", "B"),
        ("I believe that B is correct", "B"),
        (r"Therefore \boxed{B}.", "B"),
        ("The answer is (B) because A is wrong.", "B"),
        ("A good question. The answer is B.", "B"),
        ("Answer: A\nWait.\nAnswer: B", "B"),
        ("the answer is a matter of taste", None),
        ("A man walks in", None),
        ("Answer: A and B", None),
        ("答案：AB", None),
    ],
)
def test_the_letter_of_a_choice(output: str, letter: str | None) -> None:
    assert label(output, CHOICES)[0] == letter


@pytest.mark.parametrize(
    ("output", "names"),
    [
        ("This is not positive.", SENTIMENT),
        ("It isn't really positive or negative", SENTIMENT),
        ("neither positive nor negative", SENTIMENT),
        ("There is no negative sentiment here", SENTIMENT),
        ("这条评论不是正面的", CODES),
        ("不属于抵押担保", CASES),
        ("并非劳动纠纷", CASES),
        ("non-toxic", Names(("toxic", "clean"))),
        ("sports does not apply", TOPICS),
    ],
)
def test_a_label_that_is_denied_is_not_named(output: str, names: Names) -> None:
    assert label(output, names) == (None, "unnamed")


@pytest.mark.parametrize(
    ("output", "names", "expected"),
    [
        ("This is not spam.", SPAM, "not spam"),
        ("This is spam.", SPAM, "spam"),
        ("属于抵押担保类", CASES, "抵押担保"),
        ("属于担保类", CASES, "担保"),
        ("Non-irony, I think", Names(("irony", "non_irony")), "non_irony"),
        ("It is not negative but positive", SENTIMENT, "positive"),
        ("neither positive nor negative, so neutral", SENTIMENT, "neutral"),
        ("negative rather than positive", SENTIMENT, "negative"),
    ],
)
def test_the_longest_name_counts_and_what_is_said_instead(output: str, names: Names, expected: str) -> None:
    assert label(output, names) == (expected, "in-prose")


@pytest.mark.parametrize("output", ["positively wonderful", "spammy", "the sportsman"])
def test_a_part_of_a_word_is_no_label(output: str) -> None:
    assert label(output, Names(("positive", "spam", "sports"))) == (None, "unnamed")


def test_chinese_text_may_touch_an_english_label() -> None:
    assert label("情感是positive的", SENTIMENT) == ("positive", "in-prose")


@pytest.mark.parametrize(
    ("output", "stars"),
    [
        ("4 out of 5 stars", "4"),
        ("4/5", "4"),
        ("Rating: 2", "2"),
        ("I would give this a rating of 3.", "3"),
        ("3星", "3"),
        ("There are 2 reasons why one may buy it", None),
        ("It costs 1.5 or 2,000 and I like it a lot", None),
        ("-1", None),
    ],
)
def test_a_number_is_a_label_only_where_an_answer_is_given(output: str, stars: str | None) -> None:
    assert label(output, STARS)[0] == stars


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("Yes, there is no doubt.", "yes"),
        ("No. It never was.", "no"),
        ("是的", "yes"),
        ("there is no way to tell", None),
    ],
)
def test_a_common_word_is_a_label_only_where_it_opens_or_is_the_answer(output: str, expected: str | None) -> None:
    assert label(output, ANSWERS)[0] == expected


def test_an_explanation_after_the_label_does_not_unsay_it() -> None:
    assert label("Positive\n\nSome negative words occur, but ...", SENTIMENT)[0] == "positive"
    assert label("**Sentiment:** Positive\n**Why:** few negative words", SENTIMENT)[0] == "positive"


def test_a_number_after_the_word_answer_counts_before_a_word_in_passing() -> None:
    assert label("He has a positive view of it. Answer: 0", CODES) == ("0", "last-answer")


def test_labels_that_differ_only_in_case_are_told_apart_where_they_are_written_exactly() -> None:
    names = Names(("US", "us"))
    assert [label(text, names)[0] for text in ("US", "us", "Us")] == ["US", "us", None]


@pytest.mark.parametrize(
    ("model", "score", "abstained"),
    [("GPT4", 0.44, 0.016), ("qwen-7b-hf", 0.248, 0.264), ("qwen-7b-chat-hf", 0.35, 0.13)],
)
def test_lawbench_is_scored_as_its_authors_published(model: str, score: float, abstained: float) -> None:
    path = shared_data(f"logs/lawbench/2-4.{model}.json")
    rows = list(json.loads(path.read_text(encoding="utf-8")).values())
    gold = [row["refr"] for row in rows]
    labels = tuple(sorted(set(gold)))
    ours = [label(row["prediction"], Names(labels))[0] for row in rows]
    theirs = [named_anywhere(row["prediction"], labels) for row in rows]
    assert sum(map(str.__eq__, gold, map(str, ours))) / len(rows) == score
    assert ours.count(None) / len(rows) == abstained
    assert sum(named == [right] for named, right in zip(theirs, gold, strict=True)) / len(rows) == score
    assert theirs.count([]) / len(rows) == abstained


@pytest.mark.parametrize(
    "hostile",
    ["<think>" * 50_000, r"\boxed{" * 50_000, "not " * 50_000, "answer: " * 50_000, " " * 200_000 + "x", "a-" * 50_000],
)
def test_a_huge_output_is_read_in_no_time(hostile: str) -> None:
    start = time.process_time()
    label_of(hostile, SENTIMENT)
    label_of(hostile, CHOICES)
    assert time.process_time() - start < 5


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=5, unique=True))
def test_any_text_gives_a_label_of_the_set_or_none(output: str, labels: list[str]) -> None:
    found = label_of(output, Names(tuple(labels)))
    assert found.code is None or 0 <= found.code < len(labels)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5, unique=True))
def test_every_label_names_itself(labels: list[str]) -> None:
    names = Names(tuple(labels))
    assert [label_of(one, names).code for one in labels] == list(range(len(labels)))
