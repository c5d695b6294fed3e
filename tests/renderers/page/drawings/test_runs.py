"""The runs of one recipe, drawn: where each lies, the room of chance about them, the base and the gate."""

from __future__ import annotations

import re
from dataclasses import replace
from math import exp

import pytest

from assay.core.estimate import Estimate
from assay.core.report import Report
from assay.core.stability import Scale as Told
from assay.core.stability import Stability
from assay.core.verdict import Gate, Outcome
from assay.renderers.page.drawings.runs import drawn_runs
from assay.renderers.said.room import room
from assay.renderers.said.scale import near
from assay.renderers.said.view import View
from tests.renderers.reports import HOSTILE, reviews, said

RUNS = Stability("accuracy", (0.80, 0.84, 0.82), 0.02, noise=0.01, sources=("x/a.jsonl", "b.jsonl", "c.jsonl"))


def report() -> Report:
    return replace(reviews(), comparisons=(), judgement=replace(reviews().judgement, gates=()))


def drawn(found: Stability = RUNS, whole: Report | None = None) -> str:
    return str(drawn_runs(View(whole or report()), found))


@pytest.mark.parametrize(
    ("scale", "reach"),
    [
        ("relative", (0.5 - 0.0098, 0.5 + 0.0098)),
        ("points", (0.4804, 0.5196)),
        ("log", (0.5 * exp(-0.0196), 0.5 * exp(0.0196))),
    ],
)
def test_the_room_is_where_95_of_100_alike_runs_would_lie(scale: Told, reach: tuple[float, float]) -> None:
    found = room(replace(RUNS, scale=scale), 0.5, (0.0, 1.0))
    assert found == pytest.approx(reach, abs=1e-5)
    assert room(replace(RUNS, noise=None), 0.5, (0.0, 1.0)) is None


def test_runs_that_lie_close_are_told_apart_on_a_scale_of_their_own() -> None:
    assert near([0.8, 0.84, None], (0.0, 1.0)).ticks == pytest.approx((0.8, 0.82, 0.84))
    assert near([59.3, 47.4], (0.0, 100.0)).ticks == pytest.approx((45.0, 52.5, 60.0))
    assert near([1.0, 1.0], (0.0, 1.0)).high == 1.0
    assert near([0.98, 1.0], (0.0, 1.0)).high == 1.0
    assert near([0.0, 0.0], (0.0, 1.0)).low == 0.0


def test_each_run_is_a_dot_with_the_room_behind_and_its_distance_from_the_mean() -> None:
    page = drawn()
    rows = page.split("<tbody")[1].split("</tbody>")[0]
    assert rows.count('class="dot"') == rows.count('class="room"') == 3
    text = " ".join(re.sub("<[^>]*>", " ", rows).split())
    assert "1: a.jsonl the one judged here 0.8000 −0.0200" in text
    assert "2: b.jsonl 0.8400 +0.0200" in text


def test_the_base_is_a_ring_with_as_much_room_and_what_is_asked_a_line() -> None:
    (comparison,) = reviews().comparisons
    other = replace(comparison.differences["accuracy"], base=0.7)
    estimate = Estimate("accuracy", 0.8, 0.7, 0.9, 120, "wilson")
    gate = Gate(said(*3 * ("",)), "accuracy", Outcome.PASS, said(*3 * ("",)), estimate, 0.75, ">=")
    whole = replace(
        report(),
        comparisons=(replace(comparison, differences={"accuracy": other}),),
        judgement=replace(reviews().judgement, gates=(gate,)),
    )
    rows = drawn(whole=whole).split("<tbody")[1].split("</tbody>")[0]
    assert rows.count('<circle class="base"') == 1
    assert rows.count('class="room"') == rows.count('class="need"') == 4
    assert "reviews-en-base.jsonl" in rows


def test_without_the_noise_no_room_is_drawn() -> None:
    assert 'class="room"' not in drawn(replace(RUNS, noise=None))


def test_runs_without_values_are_not_drawn() -> None:
    assert drawn_runs(View(report()), Stability("accuracy", (), None)) is None


def test_a_path_that_is_markup_stays_a_path() -> None:
    assert HOSTILE[0] not in drawn(replace(RUNS, sources=HOSTILE[:3]))
