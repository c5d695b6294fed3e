"""Groups beside a base, drawn: each difference where it lies, against none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assay.core.comparison import SliceDifference
from assay.core.report import Report
from assay.renderers.page.html import HtmlRenderer
from assay.renderers.said.scale import balanced
from tests.renderers.reports import reviews


def section(report: Report) -> str:
    """What the page says of the groups, with its drawings."""
    return re.split('<h2 id="slices-[0-9]+">', HtmlRenderer().render(report))[1].split("</section>")[0]


def changed(*slices: SliceDifference) -> Report:
    (comparison,) = reviews().comparisons
    return replace(reviews(), comparisons=(replace(comparison, slices=slices),))


def test_a_scale_of_differences_has_nought_in_its_middle_and_room_for_all() -> None:
    assert balanced([0.1, None, -0.52]).ticks == pytest.approx((-0.6, 0.0, 0.6))
    assert balanced([float("inf"), 0.02]).high == pytest.approx(0.03)
    assert balanced([]).ticks == (-1.0, 0.0, 1.0)


def test_every_group_is_drawn_with_its_interval_against_no_difference() -> None:
    (comparison,) = reviews().comparisons
    one = replace(
        comparison.slices[0], difference=replace(comparison.slices[0].difference, value=0.2, low=-0.1, high=0.5)
    )
    drawn = section(changed(one))
    assert '<circle class="dot" cx="66.67%"' in drawn  # 0.2 from -0.6 to 0.6
    assert '<line class="whisker" x1="41.67%" x2="91.67%"' in drawn
    assert '<line class="need" x1="50%"' in drawn


def test_the_drawing_has_every_figure_so_that_no_table_repeats_it() -> None:
    text = " ".join(re.sub("<[^>]*>", " ", section(reviews())).split())
    assert "length = short" in text
    assert "open · p (worse) 0.9599" in text
    assert section(reviews()).count("<table") == 1


def test_a_group_that_is_worse_is_told_by_its_sign_and_word() -> None:
    (comparison,) = reviews().comparisons
    worse = replace(comparison.slices[0], worse=True, p_worse=0.0004)
    assert '<span class="outcome fail"><span aria-hidden="true">✗</span>worse</span>' in section(changed(worse))
    assert "outcome fail" not in section(reviews())


def test_a_group_of_too_few_changes_has_no_interval_to_draw() -> None:
    (comparison,) = reviews().comparisons
    few = replace(comparison.slices[0].difference, low=None, high=None)
    drawn = section(changed(replace(comparison.slices[0], difference=few, p_worse=None)))
    assert "too few changed" in drawn
    assert drawn.count('class="whisker"') == 1  # of the legend
