"""The classes on the page: each number drawn with its interval, worst first where they are many."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from assay.core.estimate import Estimate
from assay.core.report import ClassEstimates, Report
from assay.core.verdict import Gate, Outcome
from assay.renderers.page.labels import CLASSES, labels
from assay.renderers.said.view import View
from tests.renderers.reports import HOSTILE, intents, said, tickets


def share(metric: str, value: float | None, label: str = "yes") -> Estimate:
    low, high = (None, None) if value is None else (value - 0.1, value + 0.1)
    return Estimate(metric, value, low, high, 40, "wilson", label=label)


def report(*values: float | None, label: str = "yes") -> Report:
    """One class with these precision, recall and F1."""
    numbers = [share(name, value, label) for name, value in zip(("precision", "recall", "f1"), values, strict=True)]
    return replace(tickets(), classes={label: ClassEstimates(40, 42, *numbers)}, confusion=None)


def drawn(found: Report) -> str:
    return str(labels(View(found)))


def test_each_number_of_a_class_is_drawn_where_it_lies_with_its_interval() -> None:
    page = drawn(report(0.5, 0.6, 0.8))
    assert re.findall('<circle class="dot" cx="([^"]*)"', page) == ["50%", "60%", "80%"]
    ends = re.findall('class="whisker" x1="([^"]*)" x2="([^"]*)"', page)
    assert ends == [("40%", "60%"), ("50%", "70%"), ("70%", "90%")]
    text = " ".join(unescape(re.sub("<[^>]*>", " ", page)).split())
    assert text.endswith("yes 40 0.5000 0.40–0.60 0.6000 0.50–0.70 0.8000 0.70–0.90")


def test_what_does_not_exist_is_a_dash_and_nothing_is_drawn() -> None:
    page = drawn(report(None, 0.6, None))
    assert page.count('class="dot"') == 1
    assert page.count("–</") + page.count(">– <") == 2


def test_what_a_gate_asks_of_a_class_is_drawn_on_its_number_alone() -> None:
    found = report(0.5, 0.6, 0.8)
    asked = Gate(said(*3 * ("recall",)), "recall", Outcome.FAIL, said(*3 * ("",)), share("recall", 0.6), 0.7, ">=")
    page = drawn(replace(found, judgement=replace(found.judgement, gates=(asked,))))
    assert re.findall('<line class="need" x1="([^"]*)"', page) == ["70%"]
    other = replace(asked, estimate=share("recall", 0.6, "no"))
    assert 'class="need"' not in drawn(replace(found, judgement=replace(found.judgement, gates=(other,))))


def test_of_many_classes_the_worst_are_drawn_and_the_rest_is_folded() -> None:
    page = drawn(intents())
    shown, folded = page.split("<details>")
    assert shown.count('class="dot"') == 3 * CLASSES
    first = re.findall("card_payment_not_recognised_([0-9]*)</th>", shown)
    assert first[:3] == ["76", "75", "74"]
    assert folded.count("card_payment") == 77
    assert 'class="dot"' not in folded


def test_a_label_that_is_markup_stays_a_word() -> None:
    assert HOSTILE[0] not in drawn(report(0.5, 0.6, 0.8, label=HOSTILE[0]))
