"""Rating sheets for people who prefer spreadsheets: one a rater, blind as the page is, read again by `--ratings`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assay.core.errors import InputError, UsageError
from assay.core.messages import Text
from assay.core.rating_project import Card, Exhibit, Form
from assay.people.assignment import cards_for
from assay.rating.exhibits import exhibits_of
from assay.rating.export import harmless_cell
from assay.rating.request import RateRequest
from assay.rating.shown import project_form, prompt_shown

if TYPE_CHECKING:
    from assay.core.report import Json

_WIDE, _NARROW = 60, 14  # columns of the sheet, in characters
_LONGEST_CELL = 32_000  # of a workbook; longer texts are cut there, and said to be
_UNSAFE = str.maketrans({code: None for code in range(32) if chr(code) not in "\n\t"})
_CHOICES = ("A", "B", "tie")
_LONGEST_MESSAGE = 255

Row = Mapping[str, str]


def write_sheets(request: RateRequest, path: str, language: str) -> tuple[list[str], tuple[Text, ...]]:
    """Writes one sheet a rater, with the rater's name in the file's where there are several; their paths, and what to
    know of how the outputs were read.

    Raises UsageError for what no sheet can do; InputError for what cannot be read or written.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise UsageError("rating.sheet-kind", path=path)
    if request.form.mode == "ranking" or request.practice or request.plan.repeats or request.checks:
        raise UsageError("rating.sheet-plain")
    exhibits, notes = exhibits_of(request)
    shares = cards_for(exhibits, len(request.raters), request.plan)
    written = []
    for rater, cards in zip(request.raters, shares, strict=True):
        target = _named(Path(path), rater) if len(request.raters) > 1 else Path(path)
        rows = list(_rows(rater, cards, exhibits, request.form))
        content = _csv(rows) if suffix == ".csv" else _workbook(rows, request.form, language)
        _write(target, content)
        written.append(str(target))
    return written, notes


def _named(path: Path, rater: str) -> Path:
    safe = "".join(one if one.isalnum() or one in "-_." else "_" for one in rater)
    return path.with_name(f"{path.stem}-{safe}{path.suffix}")


def _rows(rater: str, cards: Sequence[Card], exhibits: Sequence[Exhibit], form: Form) -> Iterator[Row]:
    for card in cards:
        shown = exhibits[card.exhibit]
        row = {"id": shown.example, "rater": rater, "prompt": prompt_shown(shown.prompt) or ""}
        if shown.reference is not None:
            row["reference"] = shown.reference
        texts = [shown.outputs[at].text for at in card.order]
        yield {**row, **_outputs(texts, form), **dict.fromkeys(_asked(form), ""), "comment": ""}


def _outputs(texts: Sequence[str], form: Form) -> Row:
    if form.mode == "rating":
        return {"output": texts[0]}
    return {"output A": texts[0], "output B": texts[1]}


def _asked(form: Form) -> list[str]:
    """The heads of the columns that are filled in."""
    if form.mode == "rating":
        return [f"{one.name} ({one.low}-{one.high})" for one in form.criteria]
    if len(form.criteria) == 1:
        return ["better"]
    return [f"better {one.name}" for one in form.criteria]


def _csv(rows: Sequence[Row]) -> bytes:
    written = io.StringIO()
    table = csv.DictWriter(written, list(rows[0]), lineterminator="\r\n")
    table.writeheader()
    table.writerows({name: harmless_cell(text) for name, text in row.items()} for row in rows)
    return ("\ufeff" + written.getvalue()).encode("utf-8", "replace")


def _workbook(rows: Sequence[Row], form: Form, language: str) -> bytes:
    """Texts as texts, never as formulas or links; grades are chosen from a list, which says what each means."""
    try:
        import xlsxwriter
    except ImportError:
        raise UsageError("rating.workbook-extra", path=".xlsx") from None
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("ratings")
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(rows[0]):
        sheet.set_column(column, column, _WIDE if name.startswith(("prompt", "output", "reference")) else _NARROW, text)
        sheet.write_string(0, column, name, head)
        for line, row in enumerate(rows, 1):
            if row[name]:
                sheet.write_string(line, column, row[name].translate(_UNSAFE)[:_LONGEST_CELL], text)
    for column, rule in _rules(list(rows[0]), form, language):
        sheet.data_validation(1, column, len(rows), column, rule)
    if form.guidelines:
        told = book.add_worksheet("guidelines")
        told.set_column(0, 0, 100, text)
        told.write_string(0, 0, form.guidelines.translate(_UNSAFE)[:_LONGEST_CELL], text)
    book.close()
    return written.getvalue()


def _rules(names: Sequence[str], form: Form, language: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """What may stand in each column that is filled in, and the words beside it."""
    for name, criterion, shown in zip(_asked(form), form.criteria, project_form(form, language), strict=True):
        message = _message(shown)
        rule: dict[str, Any] = {"input_title": str(shown["title"])[:32], "input_message": message}
        if form.mode == "rating":
            rule |= {"validate": "integer", "criteria": "between", "minimum": criterion.low, "maximum": criterion.high}
        else:
            rule |= {"validate": "list", "source": list(_CHOICES)}
        yield names.index(name), rule


def _message(shown: Mapping[str, Json]) -> str:
    anchors = shown["anchors"]
    lines = [str(shown["question"])]
    if isinstance(anchors, list):
        lines += [f"{one['value']} {one['text']}" for one in anchors if isinstance(one, dict)]
    return "\n".join(filter(None, lines))[:_LONGEST_MESSAGE]


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise InputError("rating.sheet-is-there", path=str(path)) from None
    except OSError as failed:
        raise InputError("core.unwritable", path=str(path), why=failed.strerror or str(failed)) from None
