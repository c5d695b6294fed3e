"""A sheet for each rater, blind as the page, and read again by `--ratings` once it is filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

import assay
from assay.core.errors import InputError, UsageError
from assay.core.rating_project import Criterion, Form, Plan
from assay.rating.request import RateRequest
from assay.rating.sheet import write_sheets
from tests.rating.made import predictions, request

Fill = Callable[[dict[str, str]], dict[str, object]]
GRADES = {"base": 2, "tuned": 4}


def fill(path: Path, fill_in: Fill) -> str:
    """The sheet as somebody saves it who filled it in."""
    if path.suffix == ".csv":
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows({**row, **fill_in(row)} for row in rows)
        return str(path)
    head, *cells = CalamineWorkbook.from_path(path).get_sheet_by_name("ratings").to_python()
    names = [str(name) for name in head]
    before = [dict(zip(names, map(str, row), strict=True)) for row in cells]
    after: list[dict[str, object]] = [
        dict(zip(names, names, strict=True)),
        *({**row, **fill_in(row)} for row in before),
    ]
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = book.add_worksheet("ratings")
    for line, filled in enumerate(after):
        for column, name in enumerate(names):
            sheet.write(line, column, filled[name])
    book.close()
    return str(path)


def sheets(folder: Path, kind: str, asked: RateRequest) -> list[Path]:
    return [Path(path) for path in write_sheets(asked, str(folder / f"sheet.{kind}"), "en")[0]]


def texts_of(path: Path) -> Iterable[str]:
    if path.suffix == ".csv":
        return [path.read_text("utf-8-sig")]
    book = CalamineWorkbook.from_path(path)
    return [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_sheet_that_is_filled_in_comes_back_on_the_right_model_by_the_right_rater(tmp_path: Path, kind: str) -> None:
    files = [predictions(tmp_path, model, say=f"={model} says\n{{}}, 嗯".format) for model in GRADES]
    form = Form("rating", (Criterion("fluency", 0, 10), Criterion("tone", -2, 2)), "Read twice.")
    paths = sheets(tmp_path, kind, RateRequest(tuple(files), form, ("Li", "王 芳")))
    assert [path.name for path in paths] == [f"sheet-Li.{kind}", f"sheet-王_芳.{kind}"]
    filled = [
        fill(
            path,
            lambda row: {
                "fluency (0-10)": 2 * GRADES["tuned" if "tuned" in row["output"] else "base"],
                "tone (-2-2)": -1,
            },
        )
        for path in paths
    ]
    report = assay.evaluate(files[1], base=files[0], ratings=filled, history=None)
    assert report.people is not None
    assert report.people.raters == ("Li", "王 芳")
    assert report.people.items == 12
    fluency, tone = report.people.dimensions["fluency"], report.people.dimensions["tone"]
    assert (fluency.estimate.value, fluency.scale.ends) == (8.0, (0.0, 10.0))
    assert (tone.estimate.value, tone.scale.ends) == (-1.0, (-2.0, 2.0))
    assert report.people.differences[0]["fluency"].value == pytest.approx(4.0)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_pairs_on_a_sheet_come_back_as_preferences(tmp_path: Path, kind: str) -> None:
    files = [predictions(tmp_path, model) for model in GRADES]
    paths = sheets(tmp_path, kind, request(files, "pairs", plan=Plan(per_item=1)))
    filled = [
        fill(path, lambda row: {"better": "tie" if row["id"] == "q0" else "A" if "tuned" in row["output A"] else "B"})
        for path in paths
    ]
    report = assay.evaluate(files[1], base=files[0], ratings=filled, history=None)
    assert report.people is not None
    (found,) = report.people.preferences
    assert (found.wins, found.ties, found.losses) == (11, 1, 0)


def test_a_sheet_does_not_say_which_model_wrote_what(tmp_path: Path) -> None:
    files = [predictions(tmp_path, f"secret{model}", say=f"{model} {{}}".format) for model in "ab"]
    for kind in ("xlsx", "csv"):
        for path in sheets(tmp_path, kind, request(files)):
            assert "secret" not in "".join(texts_of(path))


def test_what_a_sheet_cannot_do_is_said_and_no_sheet_is_written_over(tmp_path: Path) -> None:
    files = [predictions(tmp_path, model) for model in GRADES]
    with pytest.raises(UsageError, match=r"\.xlsx or a \.csv"):
        sheets(tmp_path, "ods", request(files))
    for asked in (request(files, "ranking"), request(files, practice=2), request(files, plan=Plan(repeats=2))):
        with pytest.raises(UsageError, match="need the page"):
            sheets(tmp_path, "csv", asked)
    sheets(tmp_path, "csv", request(files))
    with pytest.raises(InputError, match="already"):
        sheets(tmp_path, "csv", request(files))
