"""The course of a training, drawn: what is there is what was logged."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np

from assay.core.examples import Source
from assay.core.messages import literal
from assay.core.training_run import Curve, TrainingRun
from assay.renderers.page.drawings.course import PARTS, course
from assay.renderers.said.words import Words

SOURCE = Source("log", "training-log", literal(""), 0)


def curve(values: list[float]) -> Curve:
    return Curve(np.arange(1.0, len(values) + 1), np.array(values))


def drawn(run: TrainingRun) -> dict[str, list[str]]:
    """The paths by class."""
    page = ET.fromstring(f"<div>{course(Words('en'), run, 0.95)}</div>")  # noqa: S314 - our own
    found: dict[str, list[str]] = {}
    for path in page.iter("path"):
        found.setdefault(path.attrib["class"], []).append(path.attrib["d"])
    return found


def test_a_run_without_losses_is_not_drawn() -> None:
    assert course(Words("en"), TrainingRun(SOURCE, curve([1.0])), 0.95) is None


def test_both_losses_stand_on_one_scale_with_the_lowest_marked() -> None:
    found = drawn(TrainingRun(SOURCE, curve([3.0, 2.0, 1.5, 1.0]), curve([3.0, 1.0, 2.0, 3.0])))
    assert found["held-out"] == ["M0,0 333,1000 667,500 1000,0"]
    assert found["lowest"] == ["M333,0V1000"]
    assert found["held-out dots"][0].count("h0") == 4
    assert found["smooth"] == found["raw"]


def test_a_long_loss_is_smoothed_and_its_band_lies_about_it() -> None:
    draw = np.random.default_rng(0)
    losses = (1 + np.exp(-np.arange(480) / 60) + 0.1 * draw.standard_normal(480)).tolist()
    found = drawn(TrainingRun(SOURCE, curve(losses)))
    smooth = [float(one) for one in re.findall(r",(\d+)", found["smooth"][0])]
    band = [float(one) for one in re.findall(r",(\d+)", found["band"][0])]
    assert len(smooth) == PARTS
    above, below = band[:PARTS], band[PARTS:][::-1]
    assert all(high <= middle <= low for high, middle, low in zip(above, smooth, below, strict=True))
    assert sum(low - high for high, low in zip(above, below, strict=True)) > 0


def test_what_is_no_number_is_left_out() -> None:
    found = drawn(TrainingRun(SOURCE, curve([3.0, float("nan"), 1.0])))
    assert found["raw"] == ["M0,0 1000,1000"]
